"""Webhooks reach public addresses only, under the name that was looked up."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.outgoing import transport
from delivery.models import WebhookDelivery, WebhookEndpoint
from tests.delivery.receiver import Receiver, receiving
from tests.delivery.webhooks.queueing import NOW, make_endpoint, queue, work_off


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses; without one, let none be found."""

    def look_up(host: str, port: int, *arguments: Any, **values: Any) -> Any:
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


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
