"""The mails to somebody whose log-in was changed: a thief is seen at once (ASVS 5.0, 6.3.7)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from core.outbox import queue_mail

if TYPE_CHECKING:
    from accounts.models import User

# What a mail is about, and what its first sentence says.
PASSWORD = "password"  # noqa: S105 - a subject
EMAIL = "email"
TWO_FACTOR_ON = "two_factor_on"
TWO_FACTOR_OFF = "two_factor_off"
BACK_UP_CODES = "back_up_codes"


def tell(user: "User", what: str, *, to: str = "", now: datetime | None = None) -> None:
    """Mail somebody that their log-in was changed, by whomever.

    Args:
        user: whose log-in.
        what: one of the subjects above.
        to: the address; the user's own unless told.
        now: the time.
    """
    now = now or timezone.now()
    queue_mail(
        # By chance: the same may happen twice within a second, and each time is told.
        key=f"log-in-changed:{what}:{user.pk}:{get_random_string(12)}",
        to=to or user.email,
        template="accounts/mail/log_in_changed.txt",
        context={
            "what": what,
            "user": user,
            "is_old_address": bool(to) and to != user.email,
            "now": timezone.localtime(now),
            "reset_url": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_password_reset"),
        },
        now=now,
    )
