"""A real receiver of webhooks, and the endpoint that stands for it."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from delivery.models import WebhookEndpoint
from tests.delivery.receiver import Receiver, receiving
from tests.delivery.webhooks.queueing import make_endpoint


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def private_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "webhooks_allow_private", True)


@pytest.fixture
def endpoint(receiver: Receiver, private_is_allowed: None, db: None) -> WebhookEndpoint:
    return make_endpoint(receiver.url)
