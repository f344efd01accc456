"""Webhooks and their deliveries, as an administrator manages them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from delivery import webhooks
from delivery.models import WebhookDelivery, WebhookEndpoint
from tests.delivery.receiver import Answer, Receiver, receiving

WEBHOOKS = "/admin/webhooks/"
DELIVERIES = "/admin/webhook-deliveries/"


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    monkeypatch.setattr(settings.ENVIRONMENT, "webhooks_allow_private", True)
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def administrator(client: Client, site: object, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(ADMINISTRATOR))
    return client


@pytest.fixture
def endpoint(site: object, receiver: Receiver) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(name="App", url=receiver.url, events=["post.published"])


def queue(number: int = 1) -> WebhookDelivery:
    for _ in range(number):
        webhooks.queue_event(
            event="post.published", data={"title": "Sleep <b>"}, now=timezone.now()
        )
    return WebhookDelivery.objects.latest("pk")


def text_of(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, address
    return response.content.decode()


def test_administrator_makes_a_webhook_and_gets_its_secret(
    administrator: Client, receiver: Receiver
) -> None:
    assert "post.deleted" in text_of(administrator, f"{WEBHOOKS}new/")

    response = administrator.post(
        f"{WEBHOOKS}new/",
        {
            "name": "App",
            "url": receiver.url,
            "events": ["post.published", "comment.approved"],
            "is_active": "on",
        },
        follow=True,
    )

    webhook = WebhookEndpoint.objects.get()
    assert webhook.events == ["post.published", "comment.approved"]
    assert webhook.secret.startswith("whsec_")
    assert webhook.secret in response.content.decode()
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"url": "https://localhost/hook"}, "must lead to a public address"),
        ({"url": "http://93.184.215.14/"}, "must begin with https://"),
        ({"url": "https://me:word@93.184.215.14/"}, "user name or password"),
        ({"url": "nonsense"}, "Enter a valid URL"),
        ({"events": []}, "Choose at least one event"),
        ({"events": ["post.read"]}, "Select a valid choice"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_webhook_that_can_not_work_is_refused_at_its_field(
    administrator: Client, values: dict[str, object], message: str
) -> None:
    good = {"name": "App", "url": "https://93.184.215.14/", "events": ["post.published"]}

    response = administrator.post(f"{WEBHOOKS}new/", good | values)

    assert message in response.content.decode()
    assert not WebhookEndpoint.objects.exists()


def test_edited_webhook_keeps_its_secret(
    administrator: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    address = f"{WEBHOOKS}edit/{endpoint.pk}/"
    assert "checked" in text_of(administrator, address)

    administrator.post(address, {"name": "New", "url": receiver.url, "events": ["post.deleted"]})

    kept = WebhookEndpoint.objects.get()
    assert (kept.name, kept.events, kept.is_active) == ("New", ["post.deleted"], False)
    assert kept.secret == endpoint.secret


def test_secret_is_on_its_own_page_only_and_who_sees_it_is_noted(
    administrator: Client, endpoint: WebhookEndpoint
) -> None:
    delivery = queue()
    webhooks.work_off()

    for address in (
        WEBHOOKS,
        f"{WEBHOOKS}results/",
        f"{WEBHOOKS}inspect/{endpoint.pk}/",
        f"{WEBHOOKS}edit/{endpoint.pk}/",
        f"{WEBHOOKS}history/{endpoint.pk}/",
        f"{WEBHOOKS}usage/{endpoint.pk}/",
        f"{WEBHOOKS}delete/{endpoint.pk}/",
        DELIVERIES,
        f"{DELIVERIES}inspect/{delivery.pk}/",
    ):
        assert endpoint.secret not in text_of(administrator, address), address
    assert "Show secret" in text_of(administrator, f"{WEBHOOKS}inspect/{endpoint.pk}/")
    assert not ModelLogEntry.objects.filter(action="delivery.show_secret").exists()

    assert endpoint.secret in text_of(administrator, f"{WEBHOOKS}secret/{endpoint.pk}/")

    assert ModelLogEntry.objects.get(action="delivery.show_secret").user is not None


@pytest.mark.parametrize(
    ("status", "message"), [(200, "took the test (200)"), (404, "The test failed")]
)
def test_test_is_sent_at_once_and_its_result_shown(
    administrator: Client,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    status: int,
    message: str,
) -> None:
    WebhookEndpoint.objects.update(is_active=False)  # it is tried out before it is switched on
    receiver.answers = [Answer(status, body=b"Hello from the receiver")]

    response = administrator.post(f"{WEBHOOKS}test/{endpoint.pk}/", follow=True)

    assert receiver.verified(endpoint)["type"] == "test"
    text = response.content.decode()
    assert message in text
    assert "Hello from the receiver" in text
    assert webhooks.work_off() == 0
    assert len(receiver.received) == 1


def test_failed_test_is_not_repeated(
    administrator: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(503)]

    administrator.post(f"{WEBHOOKS}test/{endpoint.pk}/")

    assert WebhookDelivery.objects.get().state == "Failed"


def test_delivery_shows_request_and_response(
    administrator: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(400, body=b"<script>no</script>")]
    delivery = queue()
    webhooks.work_off()

    text = text_of(administrator, f"{DELIVERIES}inspect/{delivery.pk}/")

    assert f"webhook-id: {delivery.event_id}" in text
    assert "&quot;title&quot;: &quot;Sleep &lt;b&gt;&quot;" in text
    assert "&lt;script&gt;no&lt;/script&gt;" in text
    assert "Bad Request" in text
    assert "Failed after 1 attempt" in text


def test_delivery_is_sent_again_by_a_button(
    administrator: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(400), Answer(200)]
    delivery = queue()
    page = f"{DELIVERIES}inspect/{delivery.pk}/"
    again = f"{DELIVERIES}send-again/{delivery.pk}/"
    assert "Send again" not in text_of(administrator, page)
    webhooks.work_off()
    assert "Send again" in text_of(administrator, page)

    first = administrator.post(again, follow=True).content.decode()
    second = administrator.post(again, follow=True).content.decode()
    webhooks.work_off()

    assert "sent again within seconds" in first
    assert "still waits" in second
    assert "Delivered after 1 attempt" in text_of(administrator, page)
    assert [request.headers["webhook-id"] for request in receiver.received] == [
        delivery.event_id
    ] * 2


def test_delivery_to_a_sleeping_webhook_says_that_it_waits(
    administrator: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(400)]
    delivery = queue()
    webhooks.work_off()
    WebhookEndpoint.objects.update(is_active=False)

    text = administrator.post(
        f"{DELIVERIES}send-again/{delivery.pk}/", follow=True
    ).content.decode()

    assert "waits until the webhook is active" in text
    assert "When the webhook is active" in text


def test_log_is_narrowed_down_by_webhook_event_and_state(
    administrator: Client, endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(200), Answer(400), Answer(500), Answer(200)]
    queue(3)
    webhooks.work_off(most=3)
    other = WebhookEndpoint.objects.create(name="Mirror", url=receiver.url, events=["post.deleted"])
    webhooks.queue_event(event="post.deleted", data={}, now=timezone.now())

    def rows(**query: object) -> int:
        return text_of(administrator, f"{DELIVERIES}results/", **query).count("inspect/") // 2

    everything = rows()
    assert everything >= 4
    each = everything // 4
    for state in ("waiting", "retrying", "delivered", "failed"):
        assert rows(state=state) == each, state
    assert rows(endpoint=other.pk) == each
    assert rows(event_type="post.published") == 3 * each
    assert rows(event_type="post.deleted", state="failed") == 0
    assert rows(created_at_from=timezone.localdate() + timedelta(days=2)) == 0


def test_lists_need_the_same_queries_for_any_number_of_rows(
    administrator: Client, endpoint: WebhookEndpoint, count_queries: Callable[..., int]
) -> None:
    queue(50)
    for number in range(49):
        WebhookEndpoint.objects.create(
            name=f"App {number}", url=endpoint.url, events=["post.deleted"]
        )

    for address in (WEBHOOKS, DELIVERIES):
        administrator.get(address)  # warms what is cached for each process
        assert count_queries(administrator.get, address) <= 15, address


def test_deleted_webhook_takes_its_log_along(
    administrator: Client, endpoint: WebhookEndpoint
) -> None:
    queue(3)

    administrator.post(f"{WEBHOOKS}delete/{endpoint.pk}/")

    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize("role", [EDITOR, CLINICAL_REVIEWER, MODERATOR])
def test_who_does_not_administrate_gets_none_of_the_addresses(
    client: Client,
    endpoint: WebhookEndpoint,
    receiver: Receiver,
    make_user: Callable[..., User],
    role: str,
) -> None:
    receiver.answers = [Answer(400)]
    delivery = queue()
    webhooks.work_off()
    client.force_login(make_user(role))

    for address in (
        WEBHOOKS,
        f"{WEBHOOKS}results/",
        f"{WEBHOOKS}new/",
        f"{WEBHOOKS}secret/{endpoint.pk}/",
        *(
            f"{WEBHOOKS}{view}/{endpoint.pk}/"
            for view in ("inspect", "edit", "delete", "history", "usage")
        ),
        DELIVERIES,
        f"{DELIVERIES}results/",
        f"{DELIVERIES}new/",
        *(
            f"{DELIVERIES}{view}/{delivery.pk}/"
            for view in ("inspect", "edit", "delete", "history", "usage")
        ),
    ):
        assert client.get(address).status_code == 302, address
        text = client.get(address, follow=True).content.decode()
        assert "you do not have permission" in text, address
        assert endpoint.url not in text
    for address in (
        f"{WEBHOOKS}test/{endpoint.pk}/",
        f"{WEBHOOKS}delete/{endpoint.pk}/",
        f"{DELIVERIES}send-again/{delivery.pk}/",
    ):
        assert client.post(address).status_code == 302, address
    delivery.refresh_from_db()
    assert delivery.state == "Failed"
    assert len(receiver.received) == 1
    assert WEBHOOKS not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("view", [f"{WEBHOOKS}test/", f"{DELIVERIES}send-again/"])
def test_following_a_link_sends_nothing(
    administrator: Client, endpoint: WebhookEndpoint, receiver: Receiver, view: str
) -> None:
    assert administrator.get(f"{view}{endpoint.pk}/").status_code == 405
    assert receiver.received == []


@pytest.mark.parametrize("view", ["new/", "edit/{}/", "delete/{}/"])
def test_log_can_not_be_changed_by_anybody(
    client: Client, endpoint: WebhookEndpoint, make_user: Callable[..., User], view: str
) -> None:
    delivery = queue()
    client.force_login(make_user(is_superuser=True, is_staff=True))

    assert client.post(f"{DELIVERIES}{view.format(delivery.pk)}").status_code == 302

    assert WebhookDelivery.objects.get().event_id == delivery.event_id
