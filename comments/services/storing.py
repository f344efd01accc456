"""Putting a comment in its place in the database, with what follows from that."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django_comments_xtd.models import XtdComment
from wagtail.models import Page

from comments import alarms, notifications
from comments.judging import CommentRefused
from comments.models import (
    MAXIMUM_LEVEL,
    STEP,
    Danger,
    Follow,
    ReaderComment,
    Status,
    Subscription,
)
from comments.services.standing import announce, attention_of, count_threads


@dataclass(frozen=True)
class Author:
    """Who writes.

    Args:
        name: shown with the comment; a pseudonym is fine.
        email: never shown.
        user: a member of the team, when one is logged in.
    """

    name: str
    email: str
    user: AbstractBaseUser | None = None


@dataclass(frozen=True)
class Sending:
    """How a reply came.

    Args:
        network: the truncated network it came from; budgets count for what has one.
        name: names this sending, so that it is stored once; a form's stamp or a client's key.
        kept_name: names what is kept of this sending while it is refused.
        trap_filled: whether a field was filled in that people can't see.
    """

    network: str | None = None
    name: str | None = None
    kept_name: str | None = None
    trap_filled: bool = False


NOT_FROM_OUTSIDE = Sending()


def insert(comment: ReaderComment, page: Page, reply_to: int | None, now: datetime) -> None:
    """Store a comment, in the caller's transaction, and queue what follows from it.

    Raises:
        CommentRefused: when what it answers is not there.
    """
    parent = _lock_parent(page, reply_to) if reply_to is not None else None
    is_public = comment.status == Status.APPROVED
    comment.is_public = is_public
    comment.reply_to = parent
    comment.parent_id = parent.pk if parent else 0
    comment.thread_id = parent.thread_id if parent else 0
    comment.level = parent.level + 1 if parent else 0
    comment.attention = attention_of(comment)
    comment.path = uuid4().hex  # unique until the key is known, a few lines below
    if is_public:
        comment.first_approved_at = now
        comment.thread_count = 0 if parent else 1
    comment.save()
    comment.path = (parent.path if parent else "") + f"{comment.pk:0{STEP}x}"
    ReaderComment.objects.filter(pk=comment.pk).update(path=comment.path)
    if parent is None:
        comment.parent_id = comment.thread_id = comment.pk
        XtdComment.norel_objects.filter(pk=comment.pk).update(
            parent_id=comment.pk, thread_id=comment.pk
        )
    elif is_public:
        count_threads({parent.root_key: 1})
    if comment.status == Status.UNCONFIRMED:
        notifications.ask_to_confirm(comment, now)
    elif comment.status in (Status.PENDING, Status.APPROVED) and not comment.by_staff:
        after_confirmation(comment, now)
    if is_public:
        notifications.tell_followers(comment, now)
        announce({comment.page_id}, now=now, approved=[comment])
    if comment.danger == Danger.EMERGENCY:
        alarms.raise_alarm(comment, now)


def after_confirmation(comment: ReaderComment, now: datetime) -> None:
    """Do what follows from a comment whose address is proven, or needs no proof."""
    follow(comment=comment, now=now)
    notifications.tell_moderators(comment, now)
    notifications.ask_spam_service(comment, now)


def follow(*, comment: ReaderComment, now: datetime) -> None:
    """Subscribe a comment's writer to what they chose."""
    if not comment.follow or not comment.user_email:
        return
    Subscription.objects.get_or_create(
        email_hash=comment.email_hash,
        page_id=comment.page_id,
        thread_id=comment.root_key if comment.follow == Follow.THREAD else None,
        defaults={"email": comment.user_email, "created_at": now},
    )


def sent_before(sending: str) -> ReaderComment | None:
    """Return what was stored for a sending, marked as such."""
    found: ReaderComment | None = ReaderComment.objects.of_sending(sending).first()
    if found:
        found.was_sent_before = True
    return found


def _lock_parent(page: Page, key: int) -> ReaderComment:
    """Return the comment that is answered, with its thread locked until the answer is stored."""
    parent = ReaderComment.objects.of_page(page).filter(pk=key).only("path").first()
    if parent is None:
        raise CommentRefused("reply_to", "The reply that you answer is not on this page.")
    roots = ReaderComment.objects.select_for_update(of=("self",)).order_by("pk")
    list(roots.filter(path=parent.path[:STEP]))
    locked: ReaderComment | None = ReaderComment.objects.filter(pk=key).first()
    if locked is None or locked.status != Status.APPROVED:
        raise CommentRefused(
            "reply_to",
            "The reply that you answer is not shown any more. Send it again to reply to the post "
            "instead.",
        )
    if locked.level >= MAXIMUM_LEVEL:
        raise CommentRefused(
            "reply_to",
            f"Threads are {MAXIMUM_LEVEL + 1} levels deep. Answer the one above instead.",
        )
    return locked
