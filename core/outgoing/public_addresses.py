"""Where webhooks may go: public addresses only.

Who may name an address must not reach by it what stands behind the firewall: databases, the
hosting's metadata service, this machine itself.
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings

from core.refusal import Refusal

# Relays into IPv4 that routers may still know; Python 3.11 calls it global (RFC 7526).
RELAYS = IPv4Network("192.88.99.0/24")


class TargetRefused(Refusal):
    """The address is not allowed; the message says why and what would be."""


def check_target(url: str) -> None:
    """Refuse an address that a webhook must not go to, as far as can be told beforehand.

    The host may lead elsewhere later, so that each sending checks it again by `resolve`.

    Raises:
        TargetRefused: with the reason and the remedy.
    """
    host, port = check_url(url)
    if settings.ENVIRONMENT.webhooks_allow_private:
        return
    try:
        resolve(host, port)
    except OSError:
        raise TargetRefused(
            f"URL names the host {host}, which cannot be found. Check its spelling, or save the "
            "webhook when the name resolves."
        ) from None


def check_url(url: str) -> tuple[str, int]:
    """Refuse an address by its form, and return its host and port.

    Raises:
        TargetRefused: with the reason and the remedy.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host:
        raise TargetRefused("URL must be an address such as https://example.com/hooks.")
    if parts.username is not None or parts.password is not None:
        raise TargetRefused(
            "URL must not hold a user name or password; the signature proves who sends."
        )
    if settings.ENVIRONMENT.webhooks_allow_private:
        if parts.scheme not in ("http", "https"):
            raise TargetRefused("URL must begin with http:// or https://.")
    elif parts.scheme != "https":
        raise TargetRefused("URL must begin with https://.")
    return host, port or (443 if parts.scheme == "https" else 80)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, all of which a webhook may go to.

    Raises:
        TargetRefused: when one of them is not public.
        OSError: when the name does not resolve.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or longer than 63 characters
        raise OSError(f"{host} is no host name") from error
    addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
    if not settings.ENVIRONMENT.webhooks_allow_private and not all(map(is_public, addresses)):
        raise TargetRefused(
            f"URL must lead to a public address; {host} leads into a private or reserved "
            "network. Name a host on the public internet."
        )
    return addresses


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet's own."""
    ip: IPv4Address | IPv6Address = ip_address(address)
    if ip.is_multicast or ip.is_reserved or not ip.is_global:
        return False
    if isinstance(ip, IPv4Address):
        return ip not in RELAYS
    # IPv6 that wraps an IPv4 address: `::ffff:…`, NAT64 and Teredo fall under the rules above.
    return ip.ipv4_mapped is None and ip.sixtofour is None and not ip.is_site_local
