"""What consumers are told when a post or its replies change."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from wagtail.models import Page

from comments.models import ReaderComment
from comments.services import open_page
from delivery import webhooks
from delivery.documents import Change


def announce(change: Change, *, now: datetime) -> None:
    """Tell the webhooks of a document that changed.

    Args:
        change: the document and what it was.
        now: the time of the change.
    """
    document = change.document
    if document.is_public:
        event = "post.updated" if change.was_public else "post.published"
        changed_at = document.modified_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        data: dict[str, Any] = {"post": document.summary | {"modified_at": changed_at}}
    else:
        is_there = Page.objects.filter(pk=document.page_id).exists()
        event = "post.unpublished" if is_there else "post.deleted"
        data = {"post": {"id": document.page_id, "slug": document.slug}}
    webhooks.queue_event(
        event=event, data=data, now=now, event_id=f"post-{document.page_id}-{document.sequence}"
    )


def announce_comments(comments: Iterable[ReaderComment], *, now: datetime) -> None:
    """Tell the webhooks of replies that readers see from now on."""
    public: dict[int, bool] = {}
    for comment in comments:
        key = comment.page_id
        if not public.setdefault(key, open_page(key) is not None):
            continue  # nobody outside reads that page
        webhooks.queue_event(
            event="comment.approved",
            data={
                "comment": {
                    "id": comment.pk,
                    "post_id": comment.page_id,
                    "author": comment.user_name,
                    "html": comment.html,
                    "posted_at": comment.posted_at.isoformat(),
                    "reply_to": comment.reply_to_id,
                }
            },
            now=now,
            event_id=f"comment-{comment.pk}-approved-{now:%Y%m%d%H%M%S%f}",
        )
