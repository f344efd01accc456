"""What webhook deliveries keep about people."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from comments.privacy import replies_of
from core.personal_data import Holding, register
from delivery import events
from delivery.models import WebhookDelivery


def _keys(email: str) -> list[int]:
    return list(replies_of(email).values_list("pk", flat=True))


def _of(email: str) -> QuerySet[WebhookDelivery]:
    return WebhookDelivery.objects.filter(payload__data__comment__id__in=_keys(email))


def export_deliveries(email: str) -> list[dict[str, Any]]:
    """Return which programs were sent a person's replies."""
    return [
        {
            "to": delivery.endpoint.name,
            "event": delivery.event_type,
            "created_at": delivery.created_at.isoformat(),
            "reply": delivery.payload["data"]["comment"].get("html"),
        }
        for delivery in _of(email).select_related("endpoint").order_by("created_at", "pk")
    ]


def erase_deliveries(email: str, now: datetime) -> int:
    """Take a person's words out of what waits and of what was sent."""
    return events.forget_comments(_keys(email))


def register_holdings() -> None:
    """Tell the registry what deliveries keep about people.

    By its name it comes before the replies: once they are erased, nobody knows whose they were.
    """
    register(
        Holding(
            name="deliveries",
            label="Replies in what was sent to other programs by webhook",
            kept="30 days; what is erased is taken out at once, and the programs are told",
            export=export_deliveries,
            erase=erase_deliveries,
        )
    )
