"""Password resets: asked for by a form, mailed by the outbox.

A request writes one row, whether anybody has the address or not: whoever measures it learns
nothing about who works here, and no mail server holds it up.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.events import record
from core.budgets import HOUR, Budget, BudgetSpent, spend
from core.hashes import email_hash
from core.network import network_key, network_of
from core.outbox import does, queue, queue_mail
from core.refusal import Refusal

KIND = "password-reset"
# Who mistypes or waits for a mail asks a second and a third time.
AN_HOUR_FOR_AN_ADDRESS = 3
AN_HOUR_FROM_A_NETWORK = 10
# Only the team is ever mailed; this bounds the rows that are written for whom nobody knows. Low
# enough for the outbox, too high to be spent from a few networks against the team.
AN_HOUR_FOR_THE_SITE = 300


class ResetRefused(Refusal):
    """A reset is not mailed now.

    Args:
        message: what to do, for whoever asked.
        seconds: how long to wait.
    """

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.message = message
        self.seconds = seconds


def ask_for_reset(*, email: str, request: HttpRequest, now: datetime | None = None) -> None:
    """Have a link mailed by which whoever has this address chooses a new password.

    Args:
        email: what was typed.
        request: by which.
        now: the time.

    Raises:
        ResetRefused: when it was asked for too often; the same for known and unknown addresses.
    """
    network = network_key(network_of(request))
    try:
        spend(
            [
                Budget("resets-from-network", network, AN_HOUR_FROM_A_NETWORK, HOUR),
                Budget("resets", "site", AN_HOUR_FOR_THE_SITE, HOUR),
                Budget("resets-for-address", email_hash(email), AN_HOUR_FOR_AN_ADDRESS, HOUR),
            ]
        )
    except BudgetSpent as spent:
        record("reset_refused", request=request, email=email)
        minutes = spent.retry_after // 60 + 1
        raise ResetRefused(
            "This was asked for several times. Open the newest mail that came, and look in the "
            f"spam folder too; or ask again in {minutes} minute{'s' if minutes > 1 else ''}.",
            seconds=spent.retry_after,
        ) from spent
    record("reset_asked", request=request, email=email)
    name = get_random_string(20)
    queue(
        kind=KIND,
        key=f"{KIND}:{name}",
        payload={"email": email, "name": name},
        now=now or timezone.now(),
    )


@does(KIND)
def mail_reset(payload: dict[str, Any], now: datetime) -> None:
    """Mail the link to the users who have an address; usually one, often none."""
    for user in PasswordResetForm().get_users(payload["email"]):
        path = reverse(
            "wagtailadmin_password_reset_confirm",
            kwargs={
                "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
                "token": default_token_generator.make_token(user),
            },
        )
        queue_mail(
            key=f"{KIND}:{payload['name']}:{user.pk}",
            to=user.email,
            template="accounts/mail/password_reset.txt",
            context={
                "user": user,
                "reset_url": settings.WAGTAILADMIN_BASE_URL + path,
                "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
            },
            now=now,
        )
