"""Sending what is due, at least once each, signed after Standard Webhooks.

A delivery is leased before it is sent, by one UPDATE that only one worker wins on any database,
and no transaction is open while a receiver is talked to.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpcore
import httpx
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.utils import timezone
from standardwebhooks import Webhook

from core.outgoing.public_addresses import TargetRefused, check_url
from core.outgoing.transport import CheckedTransport
from delivery.models import TEST_EVENT, WebhookDelivery, WebhookEndpoint
from delivery.webhooks.queue import new_event_id, payload_of

logger = logging.getLogger(__name__)

# How long to wait after the first failed attempt, the second, …: a receiver that is down for most
# of a day loses nothing.
WAITS = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
LONGEST_WAIT = timedelta(days=1)  # that a receiver can ask for
# Who died holding a delivery loses it after this time, which is longer than sending can take.
LEASE = timedelta(minutes=2)
SECONDS_TO_ANSWER = 10.0
# The outbox of mails is worked off by the same process: slow receivers must not hold it up.
SECONDS_IN_A_ROW = 20.0
KEPT_OF_BODY = 2048  # bytes
TOO_MANY_REQUESTS = 429

Failure = WebhookDelivery.Failure


@dataclass
class Outcome:
    """What came of one attempt.

    Args:
        failure: why it failed; empty when the receiver took it.
        detail: the failure in words.
        status: the answer's HTTP status.
        body: the beginning of the answer.
        retry_after: how long the receiver asks to wait.
        headers: what was sent above the payload.
    """

    failure: str = Failure.NONE
    detail: str = ""
    status: int | None = None
    body: str = ""
    retry_after: timedelta = timedelta(0)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_worth_another_try(self) -> bool:
        """Whether the same request may succeed later."""
        if self.failure == Failure.STATUS and self.status is not None:
            return self.status == TOO_MANY_REQUESTS or self.status >= 500
        return self.failure in (Failure.TIMEOUT, Failure.CONNECTION, Failure.INTERNAL)


def work_off(
    *,
    now: Callable[[], datetime] = timezone.now,
    most: int = 100,
    seconds: float = SECONDS_IN_A_ROW,
) -> int:
    """Send what is due, the oldest first.

    An endpoint that can't be reached is left alone for the rest of this turn.

    Args:
        now: returns the time.
        most: after how many attempts to stop.
        seconds: after what time to begin no other attempt.

    Returns:
        How many deliveries were taken by their receivers.
    """
    delivered = 0
    unreachable: set[int] = set()
    end = time.monotonic() + seconds
    for _ in range(most):
        if time.monotonic() > end:
            break
        delivery = _lease(now(), unreachable)
        if delivery is None:
            break
        outcome = attempt(delivery, now=now)
        delivered += not outcome.failure
        if outcome.failure in (Failure.TIMEOUT, Failure.CONNECTION):
            unreachable.add(delivery.endpoint_id)
    return delivered


def send_test(*, endpoint: WebhookEndpoint, now: Callable[[], datetime]) -> WebhookDelivery:
    """Send a `test` event to an endpoint at once, active or not, and keep it in the log.

    Returns:
        The delivery with its outcome.
    """
    begun = now()
    delivery = WebhookDelivery.objects.create(
        endpoint=endpoint,
        event_id=new_event_id(),
        event_type=TEST_EVENT,
        payload=payload_of(TEST_EVENT, {"message": "This is a test."}, begun),
        created_at=begun,
        # It is born leased, so that no worker sends it too.
        due_at=begun + LEASE,
        attempts=1,
    )
    attempt(delivery, now=now)
    delivery.refresh_from_db()
    return delivery


def attempt(delivery: WebhookDelivery, *, now: Callable[[], datetime]) -> Outcome:
    """Send a delivery that is leased, and write down what came of it."""
    begun = now()
    try:
        outcome = _send(delivery, begun)
    except Exception as error:
        # The delivery must come to an end even if we are to blame.
        logger.exception("%s: could not be sent", delivery.event_id)
        outcome = Outcome(Failure.INTERNAL, type(error).__name__)
    _write_down(delivery, outcome, begun, now())
    return outcome


def _waiting() -> QuerySet[WebhookDelivery]:
    return WebhookDelivery.objects.filter(done_at=None)


def _lease(now: datetime, unreachable: set[int]) -> WebhookDelivery | None:
    due = (
        _waiting()
        .filter(due_at__lte=now, endpoint__is_active=True)
        .exclude(endpoint__in=unreachable)
        .select_related("endpoint")
        .order_by("due_at", "pk")
    )
    while delivery := due.first():
        won = (
            _waiting()
            .filter(pk=delivery.pk, due_at=delivery.due_at, attempts=delivery.attempts)
            .update(due_at=now + LEASE, attempts=delivery.attempts + 1)
        )
        if won:
            delivery.attempts += 1
            return delivery
    return None


def _send(delivery: WebhookDelivery, now: datetime) -> Outcome:
    endpoint = delivery.endpoint
    body = json.dumps(delivery.payload, cls=DjangoJSONEncoder, ensure_ascii=False)
    # The library takes whatever time it is given for UTC (standardwebhooks 1.1.0).
    signed_at = now.astimezone(UTC)
    headers = {
        "content-type": "application/json",
        "user-agent": "amazing-care-webhooks/1",
        "webhook-id": delivery.event_id,
        "webhook-timestamp": str(int(signed_at.timestamp())),
        "webhook-signature": Webhook(endpoint.secret).sign(delivery.event_id, signed_at, body),
        # What is kept of the answer is read by people; it must not come compressed.
        "accept-encoding": "identity",
    }
    outcome = Outcome(headers=headers)
    try:
        check_url(endpoint.url)  # the setting for development may have been turned off since
        with (
            httpx.Client(
                transport=CheckedTransport(seconds=SECONDS_TO_ANSWER), trust_env=False
            ) as client,
            client.stream("POST", endpoint.url, content=body.encode(), headers=headers) as answer,
        ):
            outcome.status = answer.status_code
            outcome.retry_after = _retry_after(answer.headers.get("retry-after", ""), now)
            if not answer.is_success:
                outcome.failure, outcome.detail = Failure.STATUS, answer.reason_phrase
            outcome.body = _beginning(answer)
    except TargetRefused as refusal:
        outcome.failure, outcome.detail = Failure.REFUSED, str(refusal)
    except httpx.InvalidURL as error:
        outcome.failure, outcome.detail = Failure.REFUSED, f"URL is not valid: {error}"
    except httpcore.TimeoutException:
        _fail(outcome, Failure.TIMEOUT, f"No complete answer within {SECONDS_TO_ANSWER:g} seconds")
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        _fail(outcome, Failure.CONNECTION, str(error) or type(error).__name__)
    return outcome


def _fail(outcome: Outcome, failure: str, detail: str) -> None:
    # A status that arrived is the receiver's answer, whatever became of the body after it.
    if outcome.status is None:
        outcome.failure, outcome.detail = failure, detail


def _beginning(answer: httpx.Response) -> str:
    kept = b""
    for chunk in answer.iter_raw():
        kept += chunk
        if len(kept) >= KEPT_OF_BODY:
            break
    # PostgreSQL stores no null character.
    return kept[:KEPT_OF_BODY].decode(errors="replace").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _retry_after(value: str, now: datetime) -> timedelta:
    """Return how long to wait by a Retry-After header, which holds seconds, a date or nothing."""
    try:
        wait = timedelta(seconds=int(value))
    except (ValueError, OverflowError):
        try:
            wait = parsedate_to_datetime(value) - now
        except (ValueError, TypeError):  # no date, or one without a time zone
            return timedelta(0)
    return min(max(wait, timedelta(0)), LONGEST_WAIT)


def _write_down(
    delivery: WebhookDelivery, outcome: Outcome, begun: datetime, now: datetime
) -> None:
    values = {
        "tried_at": begun,
        "request_headers": outcome.headers,
        "response_status": outcome.status,
        "response_body": outcome.body,
        "failure": outcome.failure,
        "failure_detail": outcome.detail[:300].replace("\x00", ""),
    }
    if not outcome.failure:
        values |= {"done_at": now, "succeeded": True}
    elif (
        outcome.is_worth_another_try
        and delivery.attempts <= len(WAITS)
        and delivery.event_type != TEST_EVENT
    ):
        wait = max(WAITS[delivery.attempts - 1], outcome.retry_after)
        logger.warning("%s: failed (%s); again in %s", delivery.event_id, outcome.failure, wait)
        values["due_at"] = now + wait
    else:
        logger.error("%s: given up (%s)", delivery.event_id, outcome.failure)
        values["done_at"] = now
    # Who was away longer than the lease must not write over what another worker found.
    _waiting().filter(pk=delivery.pk, attempts=delivery.attempts).update(**values)
