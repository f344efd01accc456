"""What moderators, and what acts for them, decide about comments."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log

from comments import alarms, notifications
from comments.models import (
    Attention,
    CommentEdit,
    Danger,
    MailedLink,
    ReaderComment,
    Status,
)
from comments.services.standing import attention_of, change, lock
from comments.shown import Shown
from comments.signals import comments_erased
from core.recognition import recognise


def set_status(
    *,
    comments: Iterable[ReaderComment],
    status: Status,
    by: AbstractBaseUser | None,
    now: datetime,
) -> int:
    """Decide about comments, and note the decision in Wagtail's audit log.

    What names methods of self-harm or encourages it is not approved by anybody: its text has to be
    changed first. Read the number that is returned.

    Args:
        comments: the comments.
        status: what they become.
        by: who decides.
        now: the time of the decision.

    Returns:
        How many changed, or left the queue as they were.
    """
    with transaction.atomic():
        found = lock([comment.pk for comment in comments])
        before = {comment.pk: comment.status for comment in found}
        # What was erased has nothing to show and is not brought back.
        changed = [
            c
            for c in found
            if c.comment
            and (c.status != status or c.attention)
            and (status != Status.APPROVED or may_be_published(c))
        ]
        alarms.looked_at([comment.pk for comment in found], by, now)
        change(changed, status, now)
        for comment in changed:
            comment.attention = attention_of(comment)
        for attention in {comment.attention for comment in changed}:
            keys = [comment.pk for comment in changed if comment.attention == attention]
            ReaderComment.objects.filter(pk__in=keys).update(
                attention=attention, decided_at=None if attention else now, report_count=0
            )
        if status == Status.APPROVED:
            reported = ReaderComment.objects.filter(
                pk__in=[c.pk for c in changed if c.report_count]
            )
            reported.update(reports_settled_at=now)
        for comment in changed:
            data = {"before": before[comment.pk], "after": str(status)}
            log(comment, "comments.decide", user=by, data=data)
    return len(changed)


def may_be_published(comment: ReaderComment) -> bool:
    """Return whether a comment's words may be shown at all, whoever wants to show them.

    Methods of suicide, pacts and encouragement never are (https://www.who.int/publications/i/item/
    9789240076846). It is asked with the phrases of today: who finds one wrong takes it away first.
    """
    shown = Shown(comment.user_name, comment.comment).text
    return comment.by_staff or not recognise(shown).is_harmful


def hold_comment(*, comment: ReaderComment, reason: str, now: datetime) -> None:
    """Hide an approved comment until a moderator decides, or give one that waits a reason.

    Args:
        comment: the comment.
        reason: why, for the moderator.
        now: the time.
    """
    with transaction.atomic():
        for found in lock([comment.pk]):
            if found.status == Status.APPROVED:
                change([found], Status.PENDING, now)
                log(found, "comments.hold", data={"reason": reason})
            attention = max(found.attention, Attention.WAITING)
            ReaderComment.objects.filter(pk=found.pk).update(
                held_because=reason, attention=attention
            )


def erase_comments(*, keys: list[int], now: datetime) -> int:
    """Erase what comments say and who wrote them; what answers them keeps its place.

    Args:
        keys: the comments.
        now: the time.

    Returns:
        How many there were.
    """
    with transaction.atomic():
        found = lock(keys)
        change(found, Status.REMOVED, now)
        chosen = [comment.pk for comment in found]
        ReaderComment.objects.filter(pk__in=chosen).update(
            user_name="",
            user_email="",
            user_url="",
            comment="",
            html="",
            ip_address=None,
            user=None,
            email_hash="",
            address_hash="",
            text_hash="",
            submission=None,
            held_because="",
            danger=Danger.NONE,
            reaction_salt="",
            verdict_reason="",
            follow="",
            attention=Attention.NONE,
            decided_at=now,
        )
        CommentEdit.objects.filter(comment__in=chosen).delete()
        MailedLink.objects.filter(comment__in=chosen).delete()
        notifications.forget(chosen)
        comments_erased.send(ReaderComment, keys=chosen, now=now)
    return len(found)
