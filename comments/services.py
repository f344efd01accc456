"""The one way in which a comment is made, and the one in which its status changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from comments.models import (
    MAXIMUM_KEY,
    MAXIMUM_LEVEL,
    STEP,
    CommentableMixin,
    ReaderComment,
    Status,
)
from comments.permissions import may_moderate

NAME_LENGTH = 50  # characters; upstream's column
TEXT_LENGTH = 3000  # characters; upstream's COMMENT_MAX_LENGTH
# The same words by the same person on the same page within this time are one comment, sent twice.
TWICE_WITHIN = timedelta(days=1)


class CommentRefused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A comment that was not stored.

    Args:
        field: the name of the field at fault; empty when it is none of the writer's.
        message: what is wrong and what to do, for the writer.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


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


@transaction.atomic
def post_comment(
    *, page: Page, author: Author, text: str, reply_to: int | None = None, now: datetime
) -> ReaderComment:
    """Store a comment, whoever asks for it: the form, the API, an import.

    A reader's comment waits for a moderator; a moderator's own is approved at once and marked as
    the clinic's. A comment that came a moment ago already is returned and not stored twice.

    Args:
        page: the page, as its own type.
        author: who writes.
        text: the comment, plain text with line breaks.
        reply_to: key of the comment that it answers.
        now: the time of posting.

    Raises:
        CommentRefused: with the field and what to do.
    """
    _check_page(page)
    name = _clean(author.name, field="name", label="Your name", length=NAME_LENGTH, lines=False)
    email = _clean_email(author.email)
    text = _clean(text, field="comment", label="Your reply", length=TEXT_LENGTH, lines=True)
    parent = _lock_parent(page, reply_to) if reply_to is not None else None
    sent_before = ReaderComment.objects.filter(
        page_id=page.pk,
        user_email=email,
        comment=text,
        reply_to=parent,
        posted_at__gt=now - TWICE_WITHIN,
        posted_at__lte=now,
    ).first()
    if sent_before:
        return cast(ReaderComment, sent_before)
    by_staff = author.user is not None and may_moderate(author.user)
    status = Status.APPROVED if by_staff else Status.PENDING
    comment = ReaderComment(
        page_id=page.pk,
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=True),
        object_pk=str(page.pk),
        site=Site.objects.get_current(),
        user=author.user if by_staff else None,
        user_name=name,
        user_email=email,
        comment=text,
        submit_date=now,
        posted_at=now,
        status=status,
        is_public=status == Status.APPROVED,
        by_staff=by_staff,
        reply_to=parent,
        parent_id=parent.pk if parent else 0,
        thread_id=parent.thread_id if parent else 0,
        level=parent.level + 1 if parent else 0,
        path=uuid4().hex,  # unique until the key is known, a few lines below
    )
    comment.save()
    comment.path = (parent.path if parent else "") + f"{comment.pk:0{STEP}x}"
    if parent is None:
        comment.parent_id = comment.thread_id = comment.pk
    comment.save()
    return comment


@transaction.atomic
def set_status(
    *, comments: Iterable[ReaderComment], status: Status, by: AbstractBaseUser | None
) -> int:
    """Decide about comments, and note the decision in Wagtail's audit log.

    Args:
        comments: the comments.
        status: what they become.
        by: who decides.

    Returns:
        How many changed.
    """
    keys = [comment.pk for comment in comments]
    changed = 0
    for comment in ReaderComment.objects.select_for_update(of=("self",)).filter(pk__in=keys):
        if comment.status == status:
            continue
        before = comment.status
        comment.status = status
        comment.is_public = status == Status.APPROVED
        comment.is_removed = status == Status.REMOVED
        comment.save()
        log(
            comment,
            "comments.decide",
            user=by,
            data={"before": before, "after": str(status)},
        )
        changed += 1
    return changed


def open_page(page_id: int) -> Page | None:
    """Return the page as its own type when the public may read it and it takes comments at all."""
    page = Page.objects.live().public().filter(pk=page_id).first()
    specific = page.specific if page else None
    return specific if isinstance(specific, CommentableMixin) else None


def _check_page(page: Page) -> None:
    if not page.live or page.get_view_restrictions().exists():
        raise CommentRefused("", "This page is not published, so it takes no replies.")
    if not getattr(page, "comments_open", False):
        raise CommentRefused("", "This page takes no more replies.")


def _lock_parent(page: Page, key: int) -> ReaderComment:
    """Return the comment that is answered, with its thread locked until the answer is stored.

    The lock lies on the thread's first comment: whoever answers or moderates in the thread waits
    for it, and all take it first, so that nobody waits in a circle.
    """
    parent = None
    if 0 < key <= MAXIMUM_KEY:
        parent = ReaderComment.objects.filter(pk=key, page_id=page.pk).first()
    if parent is None:
        raise CommentRefused("reply_to", "The reply that you answer is not on this page.")
    roots = ReaderComment.objects.select_for_update(of=("self",)).order_by("pk")
    list(roots.filter(path=parent.path[:STEP]))
    parent.refresh_from_db()
    if parent.status != Status.APPROVED:
        raise CommentRefused(
            "reply_to",
            "The reply that you answer is not shown any more. You can reply to the post instead.",
        )
    if parent.level >= MAXIMUM_LEVEL:
        raise CommentRefused(
            "reply_to",
            f"Threads are {MAXIMUM_LEVEL + 1} levels deep. Answer the one above instead.",
        )
    return cast(ReaderComment, parent)


def _clean(value: str, *, field: str, label: str, length: int, lines: bool) -> str:
    """Return the text without what nobody sees, or refuse it."""
    value = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not value:
        raise CommentRefused(field, f"{label} is missing. Please enter it.")
    if len(value) > length:
        raise CommentRefused(
            field,
            f"{label} has {len(value)} characters; at most {length} fit. Please shorten it.",
        )
    allowed = "\n\t" if lines else ""
    for character in value:
        is_control = ord(character) < 32 or 0x7F <= ord(character) < 0xA0
        if (is_control and character not in allowed) or 0xD800 <= ord(character) < 0xE000:
            raise CommentRefused(
                field,
                f"{label} holds an invisible character that cannot be stored. "
                "Please type it anew instead of pasting it.",
            )
    return value


def _clean_email(value: str) -> str:
    value = value.strip()
    try:
        validate_email(value)
    except ValidationError:
        raise CommentRefused(
            "email", "Enter an e-mail address such as name@example.com. It is never shown."
        ) from None
    return value
