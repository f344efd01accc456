"""Writing down what is to be sent, and forgetting what was."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import router

from delivery.models import WebhookDelivery, WebhookEndpoint, WebhookEvent

KEEP = timedelta(days=30)
BATCH = 1000  # rows


def queue_event(
    *, event: str, data: dict[str, Any], now: datetime, event_id: str | None = None
) -> int:
    """Write down an event for each active endpoint that wants it, in the caller's transaction.

    A rollback sends nothing, and what is committed is sent even if the process dies.

    Args:
        event: one of `WebhookEvent`.
        data: what the event is about, ready for JSON.
        now: when it happened.
        event_id: names the event; queued once more under the same name, it is sent once.

    Returns:
        For how many endpoints it was written.

    Raises:
        ValueError: when there is no such event.
    """
    if event not in WebhookEvent.values:
        raise ValueError(f"event must be one of {', '.join(WebhookEvent.values)}, not {event!r}.")
    endpoints = WebhookEndpoint.objects.filter(is_active=True).only("pk", "events")
    if event_id is None:
        event_id = new_event_id()
    else:
        endpoints = endpoints.exclude(
            pk__in=WebhookDelivery.objects.filter(event_id=event_id).values("endpoint")
        )
    # A list in JSON can't be searched alike on both databases, and endpoints are few.
    wanted = [endpoint for endpoint in endpoints if event in endpoint.events]
    WebhookDelivery.objects.bulk_create(
        [
            WebhookDelivery(
                endpoint=endpoint,
                event_id=event_id,
                event_type=event,
                payload=payload_of(event, data, now),
                created_at=now,
                due_at=now,
            )
            for endpoint in wanted
        ],
        ignore_conflicts=True,  # somebody else queues the same event at the same moment
    )
    return len(wanted)


def payload_of(event: str, data: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return what is sent, in the shape that Standard Webhooks recommends."""
    return {"type": event, "timestamp": now.isoformat(), "data": data}


def new_event_id() -> str:
    """Return a name for an event that no other has."""
    return f"msg_{secrets.token_hex(16)}"


def send_again(*, delivery: WebhookDelivery, now: datetime) -> bool:
    """Let a delivery that ended be sent once more, under the same id, with all its attempts.

    Returns:
        Whether it had ended; what still waits is left as it is.
    """
    ended = WebhookDelivery.objects.filter(pk=delivery.pk, done_at__isnull=False)
    return bool(ended.update(done_at=None, due_at=now, attempts=0, succeeded=False))


def purge(*, now: datetime) -> int:
    """Delete what was queued more than 30 days ago, sent or not; return how many."""
    old = WebhookDelivery.objects.filter(created_at__lt=now - KEEP).order_by("pk")
    deleted = 0
    while keys := list(old.values_list("pk", flat=True)[:BATCH]):
        # Nothing hangs on a delivery; Wagtail's signals would make Django load each row first.
        chosen = WebhookDelivery.objects.filter(pk__in=keys)
        chosen._raw_delete(router.db_for_write(WebhookDelivery))
        deleted += len(keys)
    return deleted
