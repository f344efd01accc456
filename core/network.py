"""Where a request comes from: the truncated network, and hashes of it that expire."""

import hashlib
import hmac
import ipaddress
import logging
import secrets
from datetime import date
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.models import AddressSalt

logger = logging.getLogger(__name__)

# What is left of an address: the network that a provider gives to many customers, RFC 6177.
PREFIX = {4: 24, 6: 48}
# Who asks through a socket without addresses: all of them share one budget.
NOWHERE = ipaddress.IPv4Address(0)


Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def address_of(request: HttpRequest) -> Address:
    """Return the address that a request comes from, as far as it can be known.

    Each proxy adds the address that it was asked from to the end of X-Forwarded-For. What stands
    further left than our own proxies wrote was written by the sender and means nothing. A header
    that is missing or holds no address leads back to the peer's: its readers then share a budget,
    and nobody is without one.
    """
    peer = _parse(request.META.get("REMOTE_ADDR", "")) or NOWHERE
    proxies = settings.ENVIRONMENT.proxies
    if not proxies:
        return peer
    entries = request.META.get(f"HTTP_{_variable()}", "").split(",")
    address = _parse(entries[-min(proxies, len(entries))])
    if address is None:
        _warn_once()
    return address or peer


def network_of(request: HttpRequest) -> str:
    """Return the truncated network that a request comes from; never an empty text."""
    address = address_of(request)
    return str(ipaddress.ip_network((address, PREFIX[address.version]), strict=False))


def _variable() -> str:
    return str(settings.ENVIRONMENT.forwarded_for_header).replace("-", "_").upper()


def _parse(text: str) -> Address | None:
    """Read an address as proxies write it: with a port, in brackets, with a zone."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


@cache
def _warn_once() -> None:
    logger.warning(
        "A request came without an address in %s; such requests share the proxy's own budget. "
        "See docs/operating.md, Proxy.",
        settings.ENVIRONMENT.forwarded_for_header,
    )


def network_key(network: str) -> str:
    """Return a keyed hash of a network, to count what comes from it for minutes or hours.

    Nobody is told from it who reads the cache; `network_hash` is for what is stored.

    Args:
        network: the truncated network.
    """
    return salted_hmac(
        "core.network", network, secret=settings.HASH_KEY, algorithm="sha256"
    ).hexdigest()


def network_hash(network: str, *, day: date | None = None) -> str:
    """Return a hash of a network with the salt of a day, which is deleted with its hashes.

    Args:
        network: the truncated network; an empty one has no hash.
        day: the day, today unless told.
    """
    if not network:
        return ""
    day = day or timezone.now().date()
    salt, _ = AddressSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    return hmac.new(salt.salt.encode(), network.encode(), hashlib.sha256).hexdigest()
