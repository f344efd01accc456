"""Log-ins and log-outs, whatever view does them, for the log."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.events import record
from accounts.session_limits import begin
from accounts.two_factor import standing


@receiver(user_logged_in)
def logged_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Note it, and from when on the session counts."""
    begin(request.session)
    asks_for_more = standing(user).asks_for_more
    record("password_accepted" if asks_for_more else "log_in", request=request, user=user)


@receiver(user_logged_out)
def logged_out(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Note it."""
    if user is not None:
        record("log_out", request=request, user=user)


@receiver(user_login_failed)
def failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Note it; what was not looked at, the backend has noted already."""
    if not hasattr(request, "password_refusal"):
        record("log_in_failed", request=request, email=str(credentials.get("username") or ""))
