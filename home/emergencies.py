"""Telling people of messages in which somebody may be in danger, until one of them looks.

Any app that takes words from readers raises an emergency here: replies, problem reports, forms.
Everything stands in the database, in the transaction of the message: whatever dies or hangs, the
next look of the background process finds whom nobody has been told of.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from wagtail.models import Site

from core.outbox import queue_mail
from core.permissions import users_with
from home.models.emergencies import Emergency, EmergencySettings
from home.models.settings import OrganisationSettings

# Who decides about replies looks at emergencies, too.
RESPOND = "django_comments.can_moderate"
MOST = 200  # emergencies that one mail tells of
MEASURED = timedelta(days=30)


@dataclass(frozen=True)
class Message:
    """What somebody wrote, for the person who looks.

    Args:
        words: the message.
        writer: how they called themselves and can be reached; empty when they did not say.
        url: where it stands in the admin.
    """

    words: str
    writer: str
    url: str


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    Args:
        label: what it is, such as "Reply".
        message: returns a message by its key; None when it is gone.
    """

    label: str
    message: Callable[[int], Message | None]


kinds: dict[str, Kind] = {}


def raise_emergency(*, kind: str, key: int, site: Site, place: str, now: datetime) -> None:
    """Note that a message may speak of an emergency, in the caller's transaction.

    Args:
        kind: a name in `kinds`.
        key: of the message.
        site: the site that it came by.
        place: title of the page that it came by.
        now: when it came.
    """
    if not Emergency.objects.filter(kind=kind, key=key, seen_at=None).exists():
        Emergency.objects.create(kind=kind, key=key, site=site, place=place[:255], created_at=now)


def look_at(*, kind: str, keys: Iterable[int], by: Any, now: datetime) -> int:
    """Note that a person looked at messages; return at how many for the first time."""
    unseen = Emergency.objects.filter(kind=kind, key__in=list(keys), seen_at=None)
    return unseen.update(seen_at=now, seen_by=by)


def tell_due(now: datetime) -> int:
    """Tell the next person of each emergency that nobody looked at in time.

    Run twice a minute, it tells of a new one within a minute, and one mail tells of all that came
    since. Of several nodes, one tells.

    Args:
        now: the time.

    Returns:
        How many mails were written.
    """
    written = 0
    for site in Site.objects.all():
        chosen = EmergencySettings.for_site(site)
        for step, delay in (
            (Emergency.Step.ON_CALL, chosen.on_call_after),
            (Emergency.Step.SECOND, chosen.second_after),
            (Emergency.Step.FIRST, 0),
        ):
            due = Emergency.objects.filter(
                site=site,
                seen_at=None,
                step__lt=step,
                created_at__lte=now - timedelta(minutes=delay),
            )
            with transaction.atomic():
                found = list(due.select_for_update().order_by("created_at", "pk")[:MOST])
                if not found:
                    continue
                Emergency.objects.filter(pk__in=[each.pk for each in found]).update(step=step)
                written += _tell(found, step, chosen, now)
    return written


def minutes_to_first_look(now: datetime) -> float | None:
    """Return the median time to the first look at the emergencies of 30 days, in minutes.

    What nobody looked at yet counts with the time that it has waited. None without any.
    """
    recent = Emergency.objects.filter(created_at__gt=now - MEASURED)
    times = [each.minutes_unseen(now) for each in recent.only("created_at", "seen_at")]
    return round(median(times), 1) if times else None


def _tell(
    found: list[Emergency], step: Emergency.Step, chosen: EmergencySettings, now: datetime
) -> int:
    rows = [
        {
            "emergency": each,
            "label": kinds[each.kind].label,
            "minutes": round(each.minutes_unseen(now)),
            "url": settings.WAGTAILADMIN_BASE_URL + reverse("open_emergency", args=[each.pk]),
        }
        for each in found
    ]
    return sum(
        queue_mail(
            # The last one names the mail: an emergency is told once in each step.
            key=f"emergency:{step}:{found[0].pk}:{found[-1].pk}:{place}",
            to=address,
            template="home/mail/emergency.txt",
            context={"rows": rows, "step": step, "number": len(rows)},
            now=now,
            headers={"X-Priority": "1", "Importance": "high"},
        )
        for place, address in enumerate(_addresses(step, chosen))
    )


def _addresses(step: Emergency.Step, chosen: EmergencySettings) -> list[str]:
    """Return whom a step tells; where nobody was chosen for it, everybody who could help."""
    person = {Emergency.Step.FIRST: chosen.first, Emergency.Step.SECOND: chosen.second}.get(step)
    if person is not None and person.is_active and person.email:
        return [person.email]
    if step == Emergency.Step.ON_CALL and chosen.on_call_email:
        return [chosen.on_call_email]
    everybody = [user.email for user in users_with(RESPOND).order_by("pk") if user.email]
    clinic = OrganisationSettings.for_site(chosen.site).email
    return everybody or [clinic or settings.DEFAULT_FROM_EMAIL]
