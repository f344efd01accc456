"""Replies in which somebody may be in danger, for who looks at emergencies."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from wagtail.models import Site

from comments.models import ReaderComment
from home import emergencies
from home.emergencies import Kind, Message

REPLY = "reply"


def raise_alarm(comment: ReaderComment, now: datetime) -> None:
    """Note that a comment may speak of an emergency, in the caller's transaction."""
    site = comment.page.get_site() or Site.objects.get(is_default_site=True)
    emergencies.raise_emergency(
        kind=REPLY, key=comment.pk, site=site, place=comment.page.title, now=now
    )


def looked_at(comments: list[int], by: Any, now: datetime) -> None:
    """Note that a moderator looked at comments, by their keys."""
    emergencies.look_at(kind=REPLY, keys=comments, by=by, now=now)


def message_of(key: int) -> Message | None:
    """Return what a comment says, for who looks at an emergency."""
    comment = ReaderComment.objects.filter(pk=key).first()
    if comment is None or not comment.comment:
        return None
    return Message(
        words=comment.comment,
        writer=", ".join(filter(None, (comment.user_name, comment.user_email))),
        url=reverse("reader_comments:inspect", args=[comment.pk]),
    )


emergencies.kinds[REPLY] = Kind(label="Reply", message=message_of)
