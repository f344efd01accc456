"""Where a webhook may go, by its address alone."""

import pytest
from django.conf import settings

from core.outgoing.public_addresses import TargetRefused, check_target, is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("0.0.0.0", False),
        ("169.254.169.254", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::ffff:93.184.215.14", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::1", False),
        ("2001::1", False),
        ("2002:7f00:1::", False),
        ("fc00::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff0e::1", False),
    ],
)
def test_only_addresses_of_the_public_internet_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "must be an address such as https://"),
        ("https://", "must be an address such as https://"),
        ("https://[::1", "must be an address such as https://"),
        ("https://93.184.215.14:99999/", "must be an address such as https://"),
        ("http://93.184.215.14/", "must begin with https://"),
        ("ftp://93.184.215.14/", "must begin with https://"),
        ("https://user:word@93.184.215.14/", "user name or password"),
        ("https://localhost/", "public address"),
        ("https://2130706433/", "public address"),
        (f"https://{'x' * 64}.example/", "cannot be found"),
        ("https://93.184.215.14/hook", None),
    ],
)
def test_address_is_refused_with_the_remedy(url: str, message: str | None) -> None:
    if message is None:
        check_target(url)
        return
    with pytest.raises(TargetRefused, match=message):
        check_target(url)


def test_development_may_go_anywhere_by_http(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "webhooks_allow_private", True)

    check_target("http://localhost:3000/")
    with pytest.raises(TargetRefused, match="http:// or https://"):
        check_target("file://localhost/etc/passwd")
