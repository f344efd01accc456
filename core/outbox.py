"""Working off the outbox: mails and what else follows from a change, at least once each.

An item is leased before it is done, by one UPDATE that only one worker wins on any database, and
no transaction is open while a mail server is talked to.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from core.models import OutboxItem
from core.personal_data import Holding, register

logger = logging.getLogger(__name__)

# Who died holding an item loses it after this time.
LEASE = timedelta(minutes=5)
# A done item has no payload; its key is kept so that nothing is done twice.
KEEP_DONE = timedelta(days=400)
# One minute, two, four … up to six hours: a mail server that is down for three days loses nothing.
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 20


Doer = Callable[[dict[str, Any], datetime], None]
MAIL = "mail"
_doers: dict[str, Doer] = {}


def does(kind: str) -> Callable[[Doer], Doer]:
    """Register who does the items of a kind: called with their payload and the time.

    Args:
        kind: at most 20 characters, such as `mail`.
    """

    def register(doer: Doer) -> Doer:
        _doers[kind] = doer
        return doer

    return register


def queue(
    *, kind: str, key: str, payload: dict[str, Any], now: datetime, due_at: datetime | None = None
) -> bool:
    """Write something down to be done after the caller's transaction.

    Args:
        kind: who does it; see `does`.
        key: names the effect; the same one happens once.
        payload: what its doer needs, ready for JSON.
        now: the time.
        due_at: the time from which it may be done; at once unless told.

    Returns:
        Whether it was written; False when one of the same key was written before.
    """
    _, is_new = OutboxItem.objects.get_or_create(
        key=key[:120],
        defaults={"kind": kind, "payload": payload, "created_at": now, "due_at": due_at or now},
    )
    return is_new


def queue_mail(
    *,
    key: str,
    to: str,
    template: str,
    context: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
    headers: dict[str, str] | None = None,
) -> bool:
    """Write a mail to the outbox, unless one of the same key was written before.

    Args:
        key: names the mail; the same one is sent once.
        to: its address; nothing is sent without one.
        template: such as `comments/mail/confirm.txt`; its first paragraph is the subject.
        context: the template's.
        now: the time.
        due_at: the time from which it may be sent; at once unless told.
        headers: headers beside the usual ones.

    Returns:
        Whether it was written.
    """
    if not to:
        return False
    text = render_to_string(template, context | {"site_name": settings.WAGTAIL_SITE_NAME})
    subject, _, body = text.strip().partition("\n\n")
    payload = {
        "to": to,
        # A title with a line break must not begin a header of its own.
        "subject": " ".join(subject.split()),
        "text": body.strip() + "\n",
        "headers": headers or {},
    }
    return queue(kind=MAIL, key=key, payload=payload, now=now, due_at=due_at)


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
            _doers[item.kind](item.payload, now())
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


@does(MAIL)
def _send(payload: dict[str, Any], now: datetime) -> None:
    EmailMessage(
        subject=payload["subject"],
        body=payload["text"],
        to=[payload["to"]],
        headers=payload["headers"] | {"Auto-Submitted": "auto-generated"},  # RFC 3834
    ).send()


def _mails_to(email: str) -> QuerySet[OutboxItem]:
    return OutboxItem.objects.filter(done_at=None, payload__to__iexact=email)


def _export_mails(email: str) -> list[dict[str, Any]]:
    return [
        {"subject": item.payload.get("subject"), "written_at": item.created_at.isoformat()}
        for item in _mails_to(email).order_by("created_at", "pk")
    ]


def _erase_mails(email: str, now: datetime) -> int:
    return _mails_to(email).update(done_at=now, payload={})


def _purge(now: datetime) -> int:
    return OutboxItem.objects.filter(done_at__lt=now - KEEP_DONE).delete()[0]


def register_holdings() -> None:
    """Tell the registry what mails keep about people."""
    register(
        Holding(
            name="mails",
            label="Mails that wait to be sent",
            kept="address and text until they are sent; then both are emptied",
            export=_export_mails,
            erase=_erase_mails,
            purge=_purge,
        )
    )
