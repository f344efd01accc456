"""What delivery keeps: documents, what must be rendered anew, tokens, webhooks."""

from delivery.models.documents import PublishedDocument, Sequence, StaleDocument
from delivery.models.tokens import ApiToken, Scope
from delivery.models.webhooks import TEST_EVENT, WebhookDelivery, WebhookEndpoint, WebhookEvent

__all__ = [
    "TEST_EVENT",
    "ApiToken",
    "PublishedDocument",
    "Scope",
    "Sequence",
    "StaleDocument",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookEvent",
]
