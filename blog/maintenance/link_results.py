"""Which addresses of other sites are asked, and what their answers mean."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from blog.models import LinkTarget

State = LinkTarget.State

# Two days with the same hour in common are two days, for a command that cron runs at that hour;
# midnight alone would let an address be asked twice within minutes.
LEAST_BETWEEN = timedelta(hours=12)
FAILURES_THAT_COUNT = 2  # in a row, of what may pass by itself
GONE = {
    404: "The other site says that there is no such page (404).",
    410: "The other site says that the page was taken away (410).",
}
NOT_FOR_PROGRAMS = (401, 403, 429)


@dataclass(frozen=True)
class Answer:
    """What became of asking for an address.

    Args:
        status: HTTP's; None when there was no answer.
        problem: in words, why there was none.
        was_asked: whether the other site was asked at all.
    """

    status: int | None = None
    problem: str = ""
    was_asked: bool = True


def due(now: datetime) -> QuerySet[LinkTarget]:
    """Return the addresses of other sites, linked by live posts, that were not asked today."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    before = min(today, now - LEAST_BETWEEN)
    targets: QuerySet[LinkTarget] = (
        LinkTarget.objects.exclude(host="")
        .filter(Q(asked_at=None) | Q(asked_at__lt=before))
        .filter(posts__live=True)
        .order_by()
    )
    return targets


def claim(*, now: datetime, most: int) -> list[LinkTarget]:
    """Take addresses to ask, one of each host at most; nobody else gets them today.

    Who dies before asking has asked for nothing: they are due the next day.

    Args:
        now: the time.
        most: how many at most.
    """
    firsts = due(now).values("host").annotate(first=Min("pk")).order_by("first")[:most]
    claimed = []
    for target in LinkTarget.objects.filter(pk__in=[row["first"] for row in firsts]):
        # By its own column, which PostgreSQL looks at once more when it has waited for a row.
        mine = LinkTarget.objects.filter(pk=target.pk, asked_at=target.asked_at)
        if mine.update(asked_at=now):
            claimed.append(target)
    return claimed


def record(target: LinkTarget, answer: Answer, *, now: datetime) -> None:
    """Write down what an address answered.

    A page that is not there is broken at once. What may pass by itself, such as no answer or a
    fault of the other site, is so after two failures in a row. Who does not let programs in says
    nothing about the link.

    Args:
        target: the address.
        answer: what came of asking.
        now: the time.
    """
    failures, since = 0, None
    state, reason = _meaning(answer)
    if state in (State.BROKEN, State.FAILED):
        failures, since = target.failures + 1, target.failing_since or now
        if failures >= FAILURES_THAT_COUNT:
            state = State.BROKEN
    LinkTarget.objects.filter(pk=target.pk).update(
        state=state,
        reason=reason[:300].replace("\x00", ""),
        status=answer.status,
        failures=failures,
        failing_since=since,
    )


def _meaning(answer: Answer) -> tuple[LinkTarget.State, str]:
    status = answer.status
    if status is None:
        return (State.FAILED if answer.was_asked else State.UNCLEAR), answer.problem
    if 200 <= status < 300:
        return State.WORKS, ""
    if status in GONE:
        return State.BROKEN, GONE[status]
    if 500 <= status < 600:
        return State.FAILED, f"The other site had a fault of its own ({status})."
    if status in NOT_FOR_PROGRAMS:
        return State.UNCLEAR, (
            f"The other site does not let programs in ({status}). Open it in a browser."
        )
    return State.UNCLEAR, (
        f"The other site gave an answer that says neither ({status}). Open it in a browser."
    )
