"""How often a password may be tried, counted in the database that all nodes share.

A try is counted before the password is looked at, and taken back when it was right: of sixteen
that come at once, no more are looked at than are free, and what is refused costs no hash. Who is
counted, and why nobody can lock an owner out for good: docs/decisions/0018.
"""

import math
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import PasswordTries
from accounts.refusals import PasswordRefused
from core.hashes import email_hash
from core.network import network_of

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
# No counter lives longer without a failure: by then the fullest has leaked to nothing.
KEPT = timedelta(days=7)

BROWSER_SALT = "accounts.known-browser"
BROWSER_KNOWN_FOR = timedelta(days=180)


@dataclass(frozen=True)
class Limit:
    """What somebody may get wrong.

    Args:
        name: what is counted.
        free: how many failures cost no wait.
        first_wait: after the last free one; each further one doubles it.
        longest_wait: where the doubling ends.
        forgotten_every: one failure is forgotten each time this passes.
    """

    name: str
    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_every: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """Return how long nothing is looked at after so many failures."""
        beyond = failures - self.free
        if beyond < 0:
            return timedelta(0)
        # Beyond 2 ** 20 every wait is at its longest.
        return min(self.first_wait * 2 ** min(beyond, 20), self.longest_wait)


# A person who mistypes gets five; a program gets 96 a day for an account from one network.
ACCOUNT_IN_NETWORK = Limit("account in network", 5, 30 * SECOND, 15 * MINUTE, HOUR)
# Many people share an office's network: more is free, and one failure in ten minutes is forgotten.
NETWORK = Limit("network", 50, 5 * SECOND, MINUTE, 10 * MINUTE)
# From many networks at once. The owner is not shut out: their browser is known, or they reset.
ACCOUNT = Limit("account", 50, 30 * SECOND, 5 * MINUTE, HOUR)
# A browser that somebody logged in by before is counted for itself alone.
KNOWN_BROWSER = Limit("known browser", 10, 30 * SECOND, 15 * MINUTE, HOUR)
# Somebody at an open screen who is asked for the password again.
LOGGED_IN = Limit("logged in", 5, 30 * SECOND, 15 * MINUTE, HOUR)
# The one password of a private page or collection, from one network.
PRIVATE_PLACE = Limit("private place", 10, 30 * SECOND, 15 * MINUTE, HOUR)


@dataclass(frozen=True)
class Counter:
    """Whom a limit is about.

    Args:
        limit: the limit.
        of: who; stored as a keyed hash.
        is_cleared: whether a right password clears it; else it takes one failure back.
    """

    limit: Limit
    of: str
    is_cleared: bool = False

    @property
    def key(self) -> str:
        """The name of the counter, from which nobody can be told."""
        return salted_hmac(
            "accounts.throttle",
            f"{self.limit.name}:{self.of}",
            secret=settings.HASH_KEY,
            algorithm="sha256",
        ).hexdigest()


def counters_of_log_in(request: HttpRequest, email: str) -> list[Counter]:
    """Return whom a try to log in counts against.

    Args:
        request: the try.
        email: the address that was typed, whether anybody has it or not.
    """
    account = email_hash(email)
    if browser := _known_browser(request, account):
        return [Counter(KNOWN_BROWSER, browser, is_cleared=True)]
    network = network_of(request)
    return [
        Counter(ACCOUNT_IN_NETWORK, f"{account} {network}", is_cleared=True),
        Counter(ACCOUNT, account),
        Counter(NETWORK, network),
    ]


def counters_of_private_place(request: HttpRequest, place: str) -> list[Counter]:
    """Return whom a try to open a private page or collection counts against."""
    network = network_of(request)
    return [
        Counter(PRIVATE_PLACE, f"{place} {network}", is_cleared=True),
        Counter(NETWORK, network),
    ]


@transaction.atomic
def count_try(counters: Iterable[Counter], *, remedy: str, now: datetime | None = None) -> None:
    """Count a try as a failure, before it is looked at.

    Args:
        counters: whom it counts against.
        remedy: what somebody may do beside waiting, in a sentence.
        now: the time.

    Raises:
        PasswordRefused: when it may not be looked at now; nothing is counted then.
    """
    now = now or timezone.now()
    by_key = {counter.key: counter for counter in counters}
    PasswordTries.objects.bulk_create(
        [PasswordTries(key=key, counted_at=now) for key in by_key], ignore_conflicts=True
    )
    # In one order: two tries that share counters must not wait for each other.
    rows = list(PasswordTries.objects.select_for_update().filter(key__in=by_key).order_by("key"))
    locked = [row.locked_until for row in rows if row.locked_until and row.locked_until > now]
    if locked:
        raise PasswordRefused(
            f"Too many wrong passwords. Wait {_in_words(max(locked) - now)}, then try again. "
            f"{remedy}",
            seconds=math.ceil((max(locked) - now) / SECOND),
        )
    for row in rows:
        limit = by_key[row.key].limit
        # Another try may have counted since this one looked at the clock.
        forgotten = max(0, (now - row.counted_at) // limit.forgotten_every)
        row.failures = max(0, row.failures - forgotten) + 1
        row.counted_at = max(now, row.counted_at)
        wait = limit.wait_after(row.failures)
        row.locked_until = now + wait if wait else None
    PasswordTries.objects.bulk_update(rows, ["failures", "counted_at", "locked_until"])


@transaction.atomic
def take_back(counters: Iterable[Counter]) -> None:
    """Take a try back that was no failure."""
    by_key = {counter.key: counter for counter in counters}
    rows = PasswordTries.objects.select_for_update().filter(key__in=by_key).order_by("key")
    for row in list(rows):
        cleared = by_key[row.key].is_cleared
        row.failures = 0 if cleared else max(0, row.failures - 1)
        row.locked_until = None
        row.save(update_fields=["failures", "locked_until"])


def clear_account(email: str) -> None:
    """Forget what was got wrong for an account from anywhere: its owner has a new password."""
    PasswordTries.objects.filter(key=Counter(ACCOUNT, email_hash(email)).key).delete()


def purge(now: datetime) -> int:
    """Delete counters that count nothing any more; return how many."""
    count, _ = PasswordTries.objects.filter(counted_at__lt=now - KEPT).delete()
    return count


def remember_browser(response: HttpResponse, email: str) -> None:
    """Let a browser by which somebody logged in be counted for itself from now on.

    After OWASP's “device cookies”: guesses from elsewhere then lock nobody out of their own
    computer. The cookie opens nothing.
    """
    value: dict[str, Any] = {"account": email_hash(email), "browser": secrets.token_urlsafe(16)}
    response.set_cookie(
        _browser_cookie(),
        signing.dumps(value, salt=BROWSER_SALT),
        max_age=BROWSER_KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_browser(request: HttpRequest, account: str) -> str:
    cookie = request.COOKIES.get(_browser_cookie(), "")
    try:
        value = signing.loads(cookie, salt=BROWSER_SALT, max_age=BROWSER_KNOWN_FOR)
    except signing.BadSignature:
        return ""
    return str(value["browser"]) if value["account"] == account else ""


def _browser_cookie() -> str:
    prefix = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
    return f"{prefix}known-browser"


def _in_words(wait: timedelta) -> str:
    seconds = math.ceil(wait / SECOND)
    if seconds < 60:
        return f"{seconds} second{'s' if seconds > 1 else ''}"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"
