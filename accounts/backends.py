"""Who looks at the password of a log-in: the one door of every form that logs somebody in."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts import events
from accounts.models import User
from accounts.refusals import PasswordRefused
from accounts.throttle import count_try, counters_of_log_in, take_back

REMEDY = "If you do not know it any more, choose “Forgotten password?” on the log-in page."


class ThrottledBackend(ModelBackend):
    """Django's, which does not look at a password that was tried too often."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> User | None:
        """Return who has this address and password.

        `request.password_refusal` says why a password was not looked at.

        Raises:
            PermissionDenied: when it was not.
        """
        username = username or credentials.get(User.USERNAME_FIELD)
        if request is None or username is None or password is None:
            return super().authenticate(request, username=username, password=password)
        counters = counters_of_log_in(request, username)
        try:
            count_try(counters, remedy=REMEDY)
        except PasswordRefused as refusal:
            events.record("log_in_locked", request=request, email=username)
            raise _denied(request, refusal) from refusal
        try:
            user: Any = super().authenticate(request, username=username, password=password)
        except PasswordRefused as refusal:
            take_back(counters)
            events.record("log_in_busy", request=request, email=username)
            raise _denied(request, refusal) from refusal
        if user:
            take_back(counters)
        return user


def _denied(request: Any, refusal: PasswordRefused) -> PermissionDenied:
    request.password_refusal = refusal
    return PermissionDenied()
