"""What consumers are told when a post or its replies change."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Page

from comments.models import ReaderComment
from comments.services import open_page
from delivery import webhooks
from delivery.models import WebhookDelivery, WebhookEvent

if TYPE_CHECKING:
    from delivery.published.documents import Change


def announce(change: "Change", *, now: datetime) -> None:
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


def announce_comments(event: str, comments: Iterable[ReaderComment], *, now: datetime) -> None:
    """Tell the webhooks of replies that readers see from now on, or see no more.

    Args:
        event: `comment.approved`, `comment.updated` or `comment.removed`; the last one holds no
            word of the reply.
        comments: the replies.
        now: the time of the change.
    """
    public: dict[int, bool] = {}
    for comment in comments:
        key = comment.page_id
        if not public.setdefault(key, open_page(key) is not None):
            continue  # nobody outside reads that page
        data: dict[str, Any] = {"id": comment.pk, "post_id": comment.page_id}
        if event != WebhookEvent.COMMENT_REMOVED:
            data |= {
                "author": comment.user_name,
                "html": comment.html,
                "posted_at": comment.posted_at.isoformat(),
                "reply_to": comment.reply_to_id,
            }
        webhooks.queue_event(
            event=event,
            data={"comment": data},
            now=now,
            event_id=f"{event.replace('.', '-')}-{comment.pk}-{now:%Y%m%d%H%M%S%f}",
        )


def forget_comments(keys: Iterable[int]) -> int:
    """Take erased replies out of what waits to be sent and what was sent; return out of how many.

    What waits is not sent any more: that they are gone is told by an event of its own.
    """
    erased = set(keys)
    forgotten = 0
    deliveries = WebhookDelivery.objects.filter(
        event_type__in=[WebhookEvent.COMMENT_APPROVED, WebhookEvent.COMMENT_UPDATED]
    )
    # A path into JSON is looked up alike on both databases.
    for delivery in deliveries.filter(payload__data__comment__id__in=sorted(erased)):
        comment = {"id": delivery.payload["data"]["comment"]["id"], "erased": True}
        delivery.payload = delivery.payload | {"data": {"comment": comment}}
        delivery.done_at = delivery.done_at or timezone.now()
        delivery.save(update_fields=["payload", "done_at"])
        forgotten += 1
    return forgotten
