"""What moderators, and what acts for them, decide about comments."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.log_actions import log

from comments import notifications
from comments.models import (
    Attention,
    CommentEdit,
    MailedLink,
    ReaderComment,
    Status,
)
from comments.services.standing import attention_of, change, lock


def set_status(
    *,
    comments: Iterable[ReaderComment],
    status: Status,
    by: AbstractBaseUser | None,
    now: datetime,
) -> int:
    """Decide about comments, and note the decision in Wagtail's audit log.

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
        changed = [c for c in found if c.comment and (c.status != status or c.attention)]
        change(changed, status, now)
        for comment in changed:
            comment.attention = attention_of(comment)
        for attention in {comment.attention for comment in changed}:
            keys = [comment.pk for comment in changed if comment.attention == attention]
            ReaderComment.objects.get_queryset().filter(pk__in=keys).update(
                attention=attention, decided_at=None if attention else now, report_count=0
            )
        for comment in changed:
            data = {"before": before[comment.pk], "after": str(status)}
            log(comment, "comments.decide", user=by, data=data)
    return len(changed)


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
            ReaderComment.objects.get_queryset().filter(pk=found.pk).update(
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
        ReaderComment.objects.get_queryset().filter(pk__in=chosen).update(
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
            verdict_reason="",
            follow="",
            attention=Attention.NONE,
            decided_at=now,
        )
        CommentEdit.objects.filter(comment__in=chosen).delete()
        MailedLink.objects.filter(comment__in=chosen).delete()
        notifications.forget(chosen)
    return len(found)
