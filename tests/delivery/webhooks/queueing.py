"""An endpoint, an event for it, and the worker that sends it."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from delivery import webhooks
from delivery.models import WebhookEndpoint

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DATA = {"post": {"id": 9, "title": "Sleep & “mood”"}}
EVERY_WAIT = [5, 30, 120, 600, 3600, 3 * 3600, 6 * 3600, 12 * 3600]  # seconds


def make_endpoint(url: str, **values: Any) -> WebhookEndpoint:
    values = {"name": "App", "events": ["post.published"]} | values
    return WebhookEndpoint.objects.create(url=url, **values)


def queue(now: datetime | None = None, **values: Any) -> int:
    values = {"event": "post.published", "data": DATA} | values
    return webhooks.queue_event(now=now or timezone.now(), **values)


def work_off(now: datetime | None = None) -> int:
    return webhooks.work_off(now=lambda: now) if now else webhooks.work_off()
