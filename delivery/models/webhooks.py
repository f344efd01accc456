"""Webhooks: who is told of what, and what was sent."""

import base64
import secrets
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from core.outgoing.public_addresses import TargetRefused, check_target
from delivery.models.choices import check_choices, labels_of

SECRET_BYTES = 32  # Standard Webhooks asks for 24 to 64


def make_secret() -> str:
    """Return a new secret in the form of Standard Webhooks."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


class WebhookEvent(models.TextChoices):
    """What a webhook can be told of."""

    POST_PUBLISHED = "post.published", "A post was published"
    POST_UPDATED = "post.updated", "A published post was changed"
    POST_UNPUBLISHED = "post.unpublished", "A post was taken off the site"
    POST_DELETED = "post.deleted", "A post was deleted"
    COMMENT_APPROVED = "comment.approved", "A reply was approved"
    COMMENT_UPDATED = "comment.updated", "A reply that readers see was changed"
    COMMENT_REMOVED = "comment.removed", "A reply was hidden, withdrawn or erased"


TEST_EVENT = "test"


def validate_url(url: str) -> None:
    """Refuse addresses that lead into a private network.

    Raises:
        ValidationError: with the reason and the remedy.
    """
    try:
        check_target(url)
    except TargetRefused as refusal:
        raise ValidationError(str(refusal)) from None


def validate_events(events: Any) -> None:
    """Refuse what is no list of events.

    Raises:
        ValidationError: with the events that there are.
    """
    check_choices("Events", events, WebhookEvent)


class WebhookEndpoint(models.Model):
    """An address elsewhere that is told when something happened."""

    name = models.CharField(max_length=100, help_text="Who listens. For example: Mobile app")
    url = models.URLField(
        "URL",
        max_length=500,
        validators=[validate_url],
        help_text="Where events are sent, by POST. It begins with https://.",
    )
    secret = models.CharField(
        max_length=120,
        default=make_secret,
        editable=False,
        help_text="Signs what is sent. It is the same on both sides, so a hash would not do.",
    )
    events = models.JSONField(
        default=list, validators=[validate_events], help_text="What is sent there."
    )
    is_active = models.BooleanField(
        "active", default=True, help_text="While it is off, what waits stays and nothing is added."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "webhook"
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def event_labels(self) -> str:
        """Return the events in words."""
        return labels_of(self.events, WebhookEvent)


class WebhookDelivery(models.Model):
    """One event for one endpoint, written in the event's own transaction and sent after it."""

    class Failure(models.TextChoices):
        """Why an attempt failed."""

        NONE = "", "None"
        STATUS = "status", "The receiver's answer was not 2xx"
        TIMEOUT = "timeout", "The receiver took too long"
        CONNECTION = "connection", "No connection"
        REFUSED = "refused", "The address is not allowed"
        INTERNAL = "internal", "An error on our side"

    endpoint = models.ForeignKey(
        WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries"
    )
    event_id = models.CharField(
        max_length=100, help_text="Names the event; the same in each attempt and each endpoint."
    )
    event_type = models.CharField("event", max_length=30)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField("queued")
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    succeeded = models.BooleanField(default=False)
    tried_at = models.DateTimeField("last attempt", null=True)
    request_headers = models.JSONField(default=dict, help_text="Of the last attempt.")
    response_status = models.PositiveSmallIntegerField("status", null=True)
    response_body = models.TextField(blank=True, help_text="The beginning of the answer.")
    failure = models.CharField(
        max_length=10, choices=Failure.choices, default=Failure.NONE, blank=True
    )
    failure_detail = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "webhook deliveries"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(done_at__isnull=True),
                name="delivery_webhook_due",
            ),
            models.Index(fields=["-created_at", "-id"], name="delivery_webhook_newest"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["endpoint", "event_id"], name="delivery_webhook_event_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        if self.done_at:
            return "Delivered" if self.succeeded else "Failed"
        return "Trying again" if self.attempts else "Waiting"
