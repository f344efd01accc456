"""Working off the outbox: mails and what else follows from a change, at least once each.

An item is leased before it is done, by one UPDATE that only one worker wins on any database, and
no transaction is open while a mail server is talked to.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.utils import timezone

from comments import akismet_check, notifications
from comments.models import OutboxItem

logger = logging.getLogger(__name__)

# Who died holding an item loses it after this time.
LEASE = timedelta(minutes=5)
# One minute, two, four … up to six hours: a mail server that is down for three days loses nothing.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 20


def work_off(*, now: Callable[[], datetime] = timezone.now, most: int = 200) -> int:
    """Do what is due, the oldest first.

    Args:
        now: returns the time.
        most: after how many items to stop.

    Returns:
        How many items were done.
    """
    done = 0
    for _ in range(most):
        item = _lease(now())
        if item is None:
            break
        try:
            DOERS[item.kind](item.payload, now())
        except Exception as error:
            _postpone(item, error, now())
        else:
            # What was sent is nobody's business any more.
            OutboxItem.objects.filter(pk=item.pk).update(done_at=now(), payload={}, last_error="")
            done += 1
    return done


def _lease(now: datetime) -> OutboxItem | None:
    waiting = OutboxItem.objects.filter(done_at=None)
    while item := waiting.filter(due_at__lte=now).order_by("due_at", "pk").first():
        won = waiting.filter(pk=item.pk, due_at=item.due_at, attempts=item.attempts).update(
            due_at=now + LEASE, attempts=item.attempts + 1
        )
        if won:
            item.attempts += 1
            return item
    return None


def _postpone(item: OutboxItem, error: Exception, now: datetime) -> None:
    # The error's own words may name an address; its kind and the item's key do not.
    kind = type(error).__name__
    values: dict[str, Any] = {"last_error": kind}
    if item.attempts >= MOST_ATTEMPTS:
        logger.error("%s: given up after %d attempts (%s)", item.key, item.attempts, kind)
        values |= {"done_at": now, "payload": {}}
    else:
        wait = min(FIRST_WAIT * 2 ** (item.attempts - 1), LONGEST_WAIT)
        logger.warning("%s: failed (%s); again in %s", item.key, kind, wait)
        values["due_at"] = now + wait
    OutboxItem.objects.filter(pk=item.pk).update(**values)


def _send(payload: dict[str, Any], now: datetime) -> None:
    EmailMessage(
        subject=payload["subject"],
        body=payload["text"],
        to=[payload["to"]],
        headers=payload["headers"] | {"Auto-Submitted": "auto-generated"},  # RFC 3834
    ).send()


def _follow_up(payload: dict[str, Any], now: datetime) -> None:
    notifications.expand_follow_up(payload["comment"], now)


def _classify(payload: dict[str, Any], now: datetime) -> None:
    akismet_check.check(payload["comment"], now)


DOERS: dict[str, Callable[[dict[str, Any], datetime], None]] = {
    OutboxItem.Kind.MAIL: _send,
    OutboxItem.Kind.FOLLOW_UP: _follow_up,
    OutboxItem.Kind.CLASSIFY: _classify,
}
