"""What happens to log-ins, in a log of its own: who tried, who came in, what was changed.

A line names a user by their key, an address that was typed and a network by keyed hashes: the
lines of one attack belong together, and nobody can be read from them (ASVS 5.0, 16.2.5, 16.3).
"""

import logging
from typing import Any

from django.http import HttpRequest

from core.hashes import email_hash
from core.network import network_hash, network_of

logger = logging.getLogger("accounts.security")
SHOWN = 12  # characters of a hash: enough to tell a few thousand apart

# What an operator looks at first.
WARNINGS = {
    "log_in_failed",
    "log_in_locked",
    "log_in_busy",
    "password_refused",
    "password_locked",
    "code_refused",
    "code_locked",
    "private_place_refused",
    "private_place_locked",
    "admin_refused",
    "reset_refused",
}


def record(
    event: str,
    *,
    request: HttpRequest | None = None,
    user: Any = None,
    email: str = "",
    **facts: Any,
) -> None:
    """Write a line.

    Args:
        event: what happened, such as `log_in_failed`.
        request: by which; its network is named as a hash that changes every day.
        user: whom it is about; a user of the team.
        email: the address that was typed, where there may be no such user.
        facts: what else is worth knowing; never a password, a code or an address.
    """
    parts = [event]
    if user is not None and user.pk:
        parts.append(f"user={user.pk}")
    if email:
        parts.append(f"account={email_hash(email)[:SHOWN]}")
    if request is not None:
        parts.append(f"network={network_hash(network_of(request))[:SHOWN] or 'unknown'}")
    # A fact may be a path, which whoever asks for it chooses.
    parts += [f"{name}={str(value)[:200]!r}" for name, value in facts.items()]
    level = logging.WARNING if event in WARNINGS else logging.INFO
    logger.log(level, "%s", " ".join(parts))
