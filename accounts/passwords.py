"""Asking for the password again: an open screen is not enough to take a log-in over."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts import events
from accounts.models import User
from accounts.refusals import PasswordRefused
from accounts.throttle import LOGGED_IN, Counter, count_try, take_back

REMEDY = "If you do not know it any more, log out and choose “Forgotten password?”."


class PasswordNotLookedAt(ValidationError):  # noqa: N818 - what happened
    """What a form says when a password was tried too often.

    Args:
        refusal: why.
    """

    def __init__(self, refusal: PasswordRefused) -> None:
        super().__init__(refusal.message, code="refused")
        self.refusal = refusal


def confirm(user: User, password: str) -> None:
    """Check the password of somebody who is logged in.

    Args:
        user: who is logged in.
        password: what they typed.

    Raises:
        PasswordNotLookedAt: when it was tried too often.
        ValidationError: when it is another.
    """
    counters = [Counter(LOGGED_IN, str(user.pk), is_cleared=True)]
    try:
        count_try(counters, remedy=REMEDY)
    except PasswordRefused as refusal:
        events.record("password_locked", user=user)
        raise PasswordNotLookedAt(refusal) from refusal
    # By a copy: the form may have written into this one, and a new hash would be saved with that.
    try:
        is_right = User.objects.get(pk=user.pk).check_password(password)
    except PasswordRefused as refusal:
        take_back(counters)
        raise PasswordNotLookedAt(refusal) from refusal
    if not is_right:
        events.record("password_refused", user=user)
        raise ValidationError("This is not your password. Type the one that you log in with.")
    take_back(counters)


def refusal_in(*forms: Any) -> PasswordRefused | None:
    """Return why one of these forms' passwords was not looked at, if one was not."""
    for form in forms:
        for errors in form.errors.as_data().values():
            for error in errors:
                if isinstance(error, PasswordNotLookedAt):
                    return error.refusal
    return None
