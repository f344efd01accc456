"""What a comment's status means for its thread, its page and the moderators' queue."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from comments import notifications
from comments.models import (
    STEP,
    Attention,
    Danger,
    ReaderComment,
    Status,
)
from comments.signals import shown_comments_changed

BY_DANGER: dict[int, Attention] = {
    Danger.EMERGENCY: Attention.URGENT,
    Danger.CONCERN: Attention.CONCERN,
}


def attention_of(comment: ReaderComment) -> Attention:
    """Return how soon a moderator should look at a comment."""
    if comment.status in (Status.UNCONFIRMED, Status.PENDING) and comment.danger in BY_DANGER:
        return BY_DANGER[comment.danger]
    return Attention.WAITING if comment.status == Status.PENDING else Attention.NONE


def lock(keys: list[int]) -> list[ReaderComment]:
    """Return comments, locked, with the first comments of their threads locked before them.

    Whoever posts or decides in a thread takes its first comment first, in the order of keys, so
    that nobody waits in a circle.
    """
    comments = ReaderComment.objects
    paths = comments.filter(pk__in=keys).order_by().values_list("path", flat=True)
    roots = {path[:STEP] for path in paths}
    locked = comments.select_for_update(of=("self",)).order_by("pk")
    list(locked.filter(path__in=roots))
    return list(locked.filter(pk__in=keys))


def change(comments: list[ReaderComment], status: Status, now: datetime) -> None:
    """Give locked comments a status, and keep their threads' counts right."""
    delta: Counter[int] = Counter()
    newly_public, hidden = [], []
    pages = {c.page_id for c in comments if Status.APPROVED in (c.status, status)}
    for comment in comments:
        was_public, is_public = comment.status == Status.APPROVED, status == Status.APPROVED
        delta[comment.root_key] += is_public - was_public
        comment.status = status
        comment.is_public = is_public
        comment.is_removed = status == Status.REMOVED
        if is_public and comment.first_approved_at is None:
            comment.first_approved_at = now
        if is_public and not was_public:
            newly_public.append(comment)
        elif was_public and not is_public:
            hidden.append(comment)
    rows = ReaderComment.objects.filter(pk__in=[c.pk for c in comments])
    rows.update(
        status=status,
        is_public=status == Status.APPROVED,
        is_removed=status == Status.REMOVED,
    )
    ReaderComment.objects.filter(
        pk__in=[c.pk for c in newly_public], first_approved_at=None
    ).update(first_approved_at=now)
    count_threads(delta)
    for comment in newly_public:
        notifications.tell_followers(comment, now)
    announce(pages, now=now, approved=newly_public, hidden=hidden)


def announce(
    pages: set[int],
    *,
    now: datetime,
    approved: Iterable[ReaderComment] = (),
    updated: Iterable[ReaderComment] = (),
    hidden: Iterable[ReaderComment] = (),
) -> None:
    """Tell other apps what readers see differently from now on.

    Args:
        pages: keys of the pages.
        now: the time.
        approved: comments that are shown from now on.
        updated: shown comments that say something else now.
        hidden: comments that were shown and are so no more, erased ones among them.
    """
    if pages:
        shown_comments_changed.send(
            ReaderComment,
            page_ids=pages,
            approved=list(approved),
            updated=list(updated),
            hidden=list(hidden),
            now=now,
        )


def count_threads(delta: dict[int, int]) -> None:
    """Change how many shown comments threads have; by the key of each thread's first comment."""
    for key, number in delta.items():
        if number:
            ReaderComment.objects.filter(pk=key).update(thread_count=F("thread_count") + number)
