"""Webhooks, from what happened to what a real receiver gets."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.utils import timezone
from standardwebhooks.webhooks import WebhookVerificationError

from cms import background
from delivery import webhooks
from delivery.models import WebhookDelivery, WebhookEndpoint
from delivery.webhooks import sending, transport
from delivery.webhooks.queue import send_again
from tests.delivery.receiver import Answer, Receiver, receiving

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DATA = {"post": {"id": 9, "title": "Sleep & “mood”"}}
EVERY_WAIT = [5, 30, 120, 600, 3600, 3 * 3600, 6 * 3600, 12 * 3600]  # seconds


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


def make_endpoint(url: str, **values: Any) -> WebhookEndpoint:
    values = {"name": "App", "events": ["post.published"]} | values
    return WebhookEndpoint.objects.create(url=url, **values)


def queue(now: datetime | None = None, **values: Any) -> int:
    values = {"event": "post.published", "data": DATA} | values
    return webhooks.queue_event(now=now or timezone.now(), **values)


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses; without one, let none be found."""

    def look_up(host: str, port: int, *arguments: Any, **values: Any) -> Any:
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def work_off(now: datetime | None = None) -> int:
    return webhooks.work_off(now=lambda: now) if now else webhooks.work_off()


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


@pytest.mark.django_db(transaction=True)
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


@pytest.mark.django_db(transaction=True)
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


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost:8000/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
    ],
)
def test_private_target_is_refused_at_save_and_at_sending(db: None, url: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        WebhookEndpoint(name="Inside", url=url, events=["post.published"]).full_clean()
    assert "public" in refusal.value.message_dict["url"][0]
    make_endpoint(url)
    queue(NOW)

    work_off(NOW)

    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.failure) == ("Failed", "refused")
    assert "public" in delivery.failure_detail


def test_name_that_leads_inside_after_it_was_saved_is_not_connected_to(
    db: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, "93.184.215.14")
    endpoint = WebhookEndpoint(
        name="Rebound", url=f"https://rebound.example:{receiver.port}/", events=["post.published"]
    )
    endpoint.full_clean()
    endpoint.save()
    queue(NOW)

    # One public address beside it does not help.
    resolve_to(monkeypatch, "93.184.215.14", "127.0.0.1")
    work_off(NOW)

    assert receiver.received == []
    assert WebhookDelivery.objects.get().failure == "refused"


def test_very_address_that_was_looked_up_is_connected_to_under_the_name_of_its_host(
    receiver: Receiver, db: None, monkeypatch: pytest.MonkeyPatch, private_is_allowed: None
) -> None:
    look_up = socket.getaddrinfo
    asked = []

    def once(host: Any, *arguments: Any, **values: Any) -> Any:
        asked.append(host)
        named = host == "hooks.example"
        return look_up("127.0.0.1" if named else host, *arguments, **values)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    make_endpoint(f"http://hooks.example:{receiver.port}/")
    queue(NOW)

    assert work_off(NOW) == 1

    assert asked.count("hooks.example") == 1
    assert set(asked) <= {"hooks.example", "127.0.0.1"}
    assert receiver.received[0].headers["host"] == f"hooks.example:{receiver.port}"


def test_name_that_is_gone_is_tried_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    resolve_to(monkeypatch)
    make_endpoint("https://nowhere.invalid/")
    queue(NOW)

    work_off(NOW)

    delivery = WebhookDelivery.objects.get()
    assert (delivery.state, delivery.failure) == ("Trying again", "connection")


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ssl.SSLContext]:
    """A certificate for hooks.example that senders trust."""
    openssl = shutil.which("openssl")
    if not openssl:
        message = "needs the openssl command to make a certificate"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    files = [tmp_path / "key.pem", tmp_path / "certificate.pem"]
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"),
            *("-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=hooks.example"),
            *("-addext", "subjectAltName=DNS:hooks.example"),
            *("-keyout", str(files[0]), "-out", str(files[1])),
        ],
        check=True,
        capture_output=True,
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(files[1]))
    transport._ssl_context.cache_clear()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files[1], files[0])
    yield context
    transport._ssl_context.cache_clear()


@pytest.mark.parametrize(
    ("host", "state"), [("hooks.example", "Delivered"), ("other.example", "Trying again")]
)
def test_certificate_must_be_for_the_host_though_its_address_is_connected_to(
    certificate: ssl.SSLContext,
    private_is_allowed: None,
    db: None,
    monkeypatch: pytest.MonkeyPatch,
    host: str,
    state: str,
) -> None:
    resolve_to(monkeypatch, "127.0.0.1")
    with receiving(certificate) as receiver:
        make_endpoint(f"https://{host}:{receiver.port}/")
        queue(NOW)
        work_off(NOW)

    delivery = WebhookDelivery.objects.get()
    assert delivery.state == state
    assert len(receiver.received) == (state == "Delivered")
    assert ("certificate" in delivery.failure_detail) is (state != "Delivered")
