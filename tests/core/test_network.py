"""Which network a request is counted for, whatever a proxy or a sender writes."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from blog.models import BlogPostPage
from core.network import network_of

PROXY = "10.0.0.9"


@pytest.fixture
def proxies(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say how many proxies stand in front: `proxies(2)`."""

    def stand(count: int, header: str = "X-Forwarded-For") -> None:
        monkeypatch.setattr(settings.ENVIRONMENT, "trusted_proxies", count)
        monkeypatch.setattr(settings.ENVIRONMENT, "forwarded_for_header", header)

    return stand


def network(forwarded: str, peer: str = PROXY) -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return network_of(RequestFactory(headers=headers, REMOTE_ADDR=peer).get("/"))


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.0/24"),  # what the sender wrote counts nothing
        ("203.0.113.7:51234", "203.0.113.0/24"),  # as Azure writes it
        ("[2001:db8:1:2::7]:443", "2001:db8:1::/48"),
        ("[2001:db8:1:2::7]", "2001:db8:1::/48"),
        ('"[2001:db8:1:2::7]:443"', "2001:db8:1::/48"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("[::ffff:203.0.113.7]:80", "203.0.113.0/24"),
    ],
)
def test_the_entry_of_the_proxy_counts_however_it_is_written(
    proxies: Any, forwarded: str, expected: str
) -> None:
    proxies(1)

    assert network(forwarded) == expected


@pytest.mark.parametrize(
    "forwarded", ["", ",", "unknown", "_hidden", "203.0.113.7, ", "a:b:c:d", "٣.٣.٣.٣"]
)
def test_what_is_no_address_leads_back_to_the_peer(proxies: Any, forwarded: str) -> None:
    proxies(1)

    assert network(forwarded) == "10.0.0.0/24"


def test_two_proxies_are_counted_from_the_right(proxies: Any) -> None:
    proxies(2)

    assert network("198.51.100.1, 203.0.113.7, 192.0.2.5") == "203.0.113.0/24"
    assert network("192.0.2.5") == "192.0.2.0/24"  # asked past the outer one


def test_without_a_proxy_nobody_is_believed(proxies: Any) -> None:
    proxies(0)

    assert network("198.51.100.1", peer="203.0.113.7") == "203.0.113.0/24"


def test_who_asks_without_any_address_is_counted_too(proxies: Any) -> None:
    proxies(0)

    assert network("", peer="") == "0.0.0.0/24"


def test_header_can_be_one_that_only_the_proxy_knows(proxies: Any) -> None:
    proxies(1, "X-Clinic-Reader")
    request = RequestFactory().get(
        "/",
        REMOTE_ADDR=PROXY,
        HTTP_X_FORWARDED_FOR="198.51.100.1",
        HTTP_X_CLINIC_READER="203.0.113.7",
    )

    assert network_of(request) == "203.0.113.0/24"


@pytest.fixture
def one_request_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "api_requests_per_minute", 1)


@pytest.mark.usefixtures("one_request_a_minute")
@pytest.mark.parametrize("port", [":1", ":2", ""])
def test_address_with_a_port_has_a_budget_as_any_other(
    client: Client, post: BlogPostPage, proxies: Any, port: str
) -> None:
    proxies(1)

    def ask(forwarded: str) -> Any:
        headers = {"X-Forwarded-For": forwarded}
        return client.get("/api/content/v1/posts/", headers=headers, REMOTE_ADDR=PROXY)

    first = ask(f"203.0.113.7{port}")
    second = ask("198.51.100.1, 203.0.113.9:77")
    other = ask("198.51.100.1")

    assert (first.status_code, second.status_code, other.status_code) == (200, 429, 200)
