"""Where a request comes from: the truncated network, and hashes of it that expire."""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from core.models import AddressSalt

# What is left of an address: the network that a provider gives to many customers, RFC 6177.
PREFIX = {4: 24, 6: 48}


def network_of(request: HttpRequest) -> str:
    """Return the truncated network that a request comes from; empty when it has no address.

    Behind a proxy of ours, the last entry of X-Forwarded-For is the one that it wrote.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.ENVIRONMENT.behind_proxy:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip() or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    network = ipaddress.ip_network((parsed, PREFIX[parsed.version]), strict=False)
    return str(network)


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


def visitor_hash(request: HttpRequest) -> str:
    """Return what tells one visitor's clicks of a day from another's, and nothing else."""
    browser = request.headers.get("User-Agent", "")[:300]
    return network_hash(f"{network_of(request)} {browser}")
