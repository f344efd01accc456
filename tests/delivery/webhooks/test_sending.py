"""Webhooks, from what happened to what a real receiver gets."""

import json
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from standardwebhooks.webhooks import WebhookVerificationError

from delivery.models import WebhookDelivery, WebhookEndpoint
from delivery.webhooks import sending
from delivery.webhooks.queue import send_again
from operations import background
from tests.delivery.receiver import Answer, Receiver
from tests.delivery.webhooks.queueing import DATA, EVERY_WAIT, NOW, make_endpoint, queue, work_off


def test_receiver_gets_a_signed_event_once(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    now = timezone.now()
    assert queue(now) == 1
    assert receiver.received == []

    assert work_off() == 1
    assert work_off() == 0

    assert receiver.verified(endpoint) == {
        "type": "post.published",
        "timestamp": now.isoformat(),
        "data": DATA,
    }
    (request,) = receiver.received
    assert request.path == "/hook?from=cms"
    assert request.headers["host"] == f"127.0.0.1:{receiver.port}"
    assert request.headers["content-type"] == "application/json"
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.response_status, delivery.attempts) == ("Delivered", 204, 1)
    assert delivery.request_headers["webhook-id"] == request.headers["webhook-id"]
    assert endpoint.secret not in json.dumps(delivery.request_headers)


def test_signature_does_not_fit_another_secret_or_body(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    queue()
    work_off()

    with pytest.raises(WebhookVerificationError):
        receiver.verified(WebhookEndpoint())
    receiver.received[0].body += b" "
    with pytest.raises(WebhookVerificationError):
        receiver.verified(endpoint)


def test_signature_holds_wherever_the_clock_stands(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    queue()

    work_off(timezone.localtime())  # with the time zone of the clinic

    assert receiver.verified(endpoint)["type"] == "post.published"


def test_event_goes_to_active_endpoints_that_want_it(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    make_endpoint(f"{receiver.url}&second", events=["comment.approved", "post.published"])
    make_endpoint(f"{receiver.url}&asleep", is_active=False)
    make_endpoint(f"{receiver.url}&other", events=["post.deleted"])

    assert queue() == 2
    assert work_off() == 2

    assert {request.path for request in receiver.received} == {
        "/hook?from=cms",
        "/hook?from=cms&second",
    }
    assert len({request.headers["webhook-id"] for request in receiver.received}) == 1


def test_unknown_event_is_refused_with_what_is_known(db: None) -> None:
    with pytest.raises(ValueError, match=r"post\.published, .* not 'post\.read'"):
        queue(event="post.read")


def test_event_with_a_name_is_queued_once(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    assert queue(event_id="post-9-change-17") == 1
    assert queue(event_id="post-9-change-17") == 0
    make_endpoint(receiver.url, name="Late")
    assert queue(event_id="post-9-change-17") == 1

    assert work_off() == 2
    assert {request.headers["webhook-id"] for request in receiver.received} == {"post-9-change-17"}


def test_rollback_sends_nothing(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert work_off() == 0
    assert receiver.received == []


def test_id_and_body_stay_the_same_over_all_attempts_of_a_day(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(500)]
    queue(NOW)
    now = NOW

    for wait in EVERY_WAIT:
        assert work_off(now) == 0
        assert work_off(now + timedelta(seconds=wait - 1)) == 0
        now += timedelta(seconds=wait)
    receiver.answers = [Answer(200)]
    assert work_off(now) == 1

    assert len(receiver.received) == len(EVERY_WAIT) + 1
    assert len({request.headers["webhook-id"] for request in receiver.received}) == 1
    assert len({request.body for request in receiver.received}) == 1
    assert len({request.headers["webhook-signature"] for request in receiver.received}) > 1
    assert timedelta(hours=22) < now - NOW < timedelta(hours=24)


def test_last_attempt_that_fails_ends_it(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    receiver.answers = [Answer(503, body=b"Down for repair")]
    queue(NOW)
    now = NOW
    for wait in [*EVERY_WAIT, 0]:
        work_off(now)
        now += timedelta(seconds=wait)

    work_off(now + timedelta(days=7))

    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.response_status) == ("Failed", 9, 503)
    assert delivery.response_body == "Down for repair"
    assert len(receiver.received) == 9


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 401, 403, 404, 410, 422])
def test_other_statuses_end_it_at_once_and_redirects_are_not_followed(
    endpoint: WebhookEndpoint, receiver: Receiver, status: int
) -> None:
    receiver.answers = [Answer(status, {"Location": f"{receiver.url}&elsewhere"}), Answer(200)]
    queue(NOW)

    work_off(NOW)
    work_off(NOW + timedelta(days=2))

    assert [request.path for request in receiver.received] == ["/hook?from=cms"]
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.failure) == ("Failed", "status")


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        ("90", timedelta(seconds=90)),
        (format_datetime(NOW + timedelta(minutes=7), usegmt=True), timedelta(minutes=7)),
        ("2", timedelta(seconds=5)),
        ("-5", timedelta(seconds=5)),
        ("soon", timedelta(seconds=5)),
        ("99999999999", timedelta(days=1)),
        ("9" * 5000, timedelta(seconds=5)),
        ("Mon, 23 Nov 2026 12:30:00", timedelta(seconds=5)),
    ],
)
def test_receiver_says_when_to_come_back(
    endpoint: WebhookEndpoint, receiver: Receiver, retry_after: str, wait: timedelta
) -> None:
    receiver.answers = [Answer(429, {"Retry-After": retry_after}), Answer(200)]
    queue(NOW)

    work_off(NOW)

    assert WebhookDelivery.objects.get().due_at == NOW + wait
    assert work_off(NOW + wait - timedelta(seconds=1)) == 0
    assert work_off(NOW + wait) == 1


def test_receiver_that_is_not_there_is_tried_again(
    receiver: Receiver, private_is_allowed: None, db: None
) -> None:
    with socket.socket() as taken:  # bound and deaf: connections are refused
        taken.bind(("127.0.0.1", 0))
        endpoint = make_endpoint(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        queue(NOW)
        work_off(NOW)

    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.failure) == ("Trying again", "connection")
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(url=receiver.url)
    assert work_off(NOW + timedelta(seconds=5)) == 1


def test_receiver_that_never_answers_is_left_after_the_time_limit(
    endpoint: WebhookEndpoint, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SECONDS_TO_ANSWER", 0.3)
    receiver.answers = [Answer(silence=True)]
    for _ in range(3):
        queue(NOW)
    other = make_endpoint(receiver.url, name="Other", events=["post.deleted"])
    queue(NOW, event="post.deleted")

    work_off(NOW)

    # One wait for the endpoint, not one for each event; the others are not held up by it.
    assert len(receiver.received) == 2
    tried = WebhookDelivery.objects.exclude(tried_at=None)
    assert set(tried.values_list("endpoint", "failure")) == {
        (endpoint.pk, "timeout"),
        (other.pk, "timeout"),
    }


def test_receiver_that_drips_can_not_hold_the_worker(
    monkeypatch: pytest.MonkeyPatch, private_is_allowed: None, db: None
) -> None:
    """Each byte comes in time, the whole never."""
    monkeypatch.setattr(sending, "SECONDS_TO_ANSWER", 0.5)
    ends = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            peer, _ = server.accept()
            with peer:
                peer.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while not ends.wait(0.05):
                    try:
                        peer.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        make_endpoint(f"http://127.0.0.1:{server.getsockname()[1]}/")
        queue(NOW)
        work_off(NOW)
        ends.set()
        thread.join()

    assert WebhookDelivery.objects.get().failure == "timeout"


def test_what_is_no_http_counts_as_no_connection(private_is_allowed: None, db: None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            peer, _ = server.accept()
            with peer:
                peer.sendall(b"220 mail.example.com ESMTP\r\n")
                peer.recv(65536)

        thread = threading.Thread(target=greet, daemon=True)
        thread.start()
        make_endpoint(f"http://127.0.0.1:{server.getsockname()[1]}/")
        queue(NOW)
        work_off(NOW)
        thread.join()

    assert WebhookDelivery.objects.get().failure == "connection"


def test_answer_is_kept_up_to_a_limit_whatever_it_holds(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(200, body=b"ok\x00\xff" + b"x" * 100_000)]
    queue()

    assert work_off() == 1

    body = WebhookDelivery.objects.get().response_body
    assert body.startswith("ok\ufffd\ufffdxxx")
    assert len(body) == sending.KEPT_OF_BODY


def test_delivery_waits_while_its_endpoint_is_switched_off(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    queue()
    WebhookEndpoint.objects.update(is_active=False)
    assert work_off() == 0

    WebhookEndpoint.objects.update(is_active=True)
    assert work_off() == 1


def test_delivery_of_a_worker_that_died_is_sent_by_another(
    endpoint: WebhookEndpoint, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(BaseException):
        pass

    def die(*arguments: Any, **values: Any) -> Any:
        raise PowerCut

    queue(NOW)
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_write_down", die)
        with pytest.raises(PowerCut):
            work_off(NOW)

    assert work_off(NOW + timedelta(seconds=30)) == 0  # it may be alive yet
    assert work_off(NOW + sending.LEASE) == 1
    assert len({request.headers["webhook-id"] for request in receiver.received}) == 1


def test_worker_that_was_away_too_long_overwrites_nothing(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    queue(NOW)
    slow = sending._lease(NOW, set())
    assert slow is not None
    assert work_off(NOW + sending.LEASE) == 1
    receiver.answers = [Answer(404)]

    sending.attempt(slow, now=lambda: NOW + sending.LEASE * 2)

    assert WebhookDelivery.objects.get().state == "Delivered"


def test_error_on_our_side_is_tried_again_and_comes_to_an_end(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    WebhookEndpoint.objects.update(secret="whsec_")  # can't sign
    queue(NOW)
    work_off(NOW)
    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.failure) == ("Trying again", "internal")

    now = NOW
    for wait in EVERY_WAIT:
        now += timedelta(seconds=wait)
        work_off(now)

    delivery.refresh_from_db()
    assert delivery.state == "Failed"
    assert receiver.received == []


def test_what_ended_can_be_sent_again_under_its_id(
    endpoint: WebhookEndpoint, receiver: Receiver
) -> None:
    receiver.answers = [Answer(404), Answer(500), Answer(200)]
    queue(NOW)
    work_off(NOW)
    delivery = WebhookDelivery.objects.get()

    assert send_again(delivery=delivery, now=NOW)
    assert not send_again(delivery=delivery, now=NOW)
    work_off(NOW)
    work_off(NOW + timedelta(seconds=5))

    delivery.refresh_from_db()
    assert delivery.state == "Delivered"
    assert {request.headers["webhook-id"] for request in receiver.received} == {delivery.event_id}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_workers_side_by_side_send_each_event_once(
    receiver: Receiver, private_is_allowed: None
) -> None:
    make_endpoint(receiver.url)
    for _ in range(40):
        queue()
    begin = threading.Barrier(4)

    def work() -> int:
        try:
            begin.wait()
            return work_off()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        sent = [future.result() for future in [pool.submit(work) for _ in range(4)]]

    assert sum(sent) == 40
    assert len({request.headers["webhook-id"] for request in receiver.received}) == 40
    assert len(receiver.received) == 40


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_transaction_is_open_while_a_receiver_is_talked_to(
    receiver: Receiver, private_is_allowed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_endpoint(receiver.url)
    queue()
    seen = []
    look_up = socket.getaddrinfo

    def noting(*arguments: Any, **values: Any) -> Any:
        seen.append(connection.in_atomic_block)
        return look_up(*arguments, **values)

    monkeypatch.setattr(socket, "getaddrinfo", noting)

    assert work_off() == 1
    assert set(seen) == {False}


def test_queueing_needs_the_same_queries_for_any_number_of_endpoints(
    endpoint: WebhookEndpoint, receiver: Receiver, count_queries: Callable[..., int]
) -> None:
    for number in range(20):
        make_endpoint(receiver.url, name=f"App {number}")

    assert count_queries(queue) <= 4  # two of them the savepoint around the insertion
    assert WebhookDelivery.objects.count() == 21


def test_background_jobs_send_and_forget(endpoint: WebhookEndpoint, receiver: Receiver) -> None:
    jobs = {job.name: job for job in background.jobs()}
    queue()
    queue(timezone.now() - timedelta(days=31))
    queue(timezone.now() - timedelta(days=29))

    jobs["purge old webhook deliveries"].do()
    jobs["send webhooks"].do()

    assert len(receiver.received) == 2
    assert jobs["send webhooks"].every <= 2
