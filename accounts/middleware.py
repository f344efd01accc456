"""Who is there: not who logged in too long ago, nor who gave a password without its code."""

from collections.abc import Callable
from functools import cache
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from accounts.events import record
from accounts.refusals import PasswordRefused, mark_refused
from accounts.session_limits import within_limits
from accounts.two_factor import standing


class SessionLimitsMiddleware:
    """Makes a user nobody whose log-in has lasted too long; see `accounts.session_limits`.

    As with the middleware below, nothing is looked up before a view asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        known: Any = request.user
        user = cache(lambda: within_limits(request, known))
        request.user = SimpleLazyObject(user)  # type: ignore[assignment]
        request.auser = sync_to_async(user)
        return self.get_response(request)


class RefusalsMiddleware:
    """Notes who asked for what they may not, and says so to whom the site has no time for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and look at the answer."""
        response = self.get_response(request)
        home = reverse("wagtailadmin_home")
        if request.path.startswith(home) and _is_refused(request, response, home):
            record("admin_refused", request=request, user=request.user, path=request.path)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer where a view that stores a password found no turn for its hash."""
        if not isinstance(error, PasswordRefused):
            return None
        text = f"{error.message} Go back in your browser: what you typed is still there.\n"
        return mark_refused(HttpResponse(text, "text/plain; charset=utf-8"), error)


def _is_refused(request: HttpRequest, response: HttpResponse, home: str) -> bool:
    if response.status_code == 403:
        return True
    # Wagtail 8.0.1 sends away to the home page, with this message for the next page.
    if response.status_code != 302 or response["Location"] != home:
        return False
    storage: Any = get_messages(request)
    return any("do not have permission" in str(message) for message in storage._queued_messages)


class TwoFactorMiddleware:
    """Makes a user who is half logged in nobody, for the whole site.

    Every view that asks who is there, of the admin, of Wagtail or of ours, sees an anonymous
    request until the code was given; no list of addresses could forget one. The pages of the
    second step alone look at `request.half_logged_in()`, which returns the user of the password.

    It stands after django-otp's middleware. A reader's request stays without a session: nothing
    is looked up before a view asks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        known: Any = request.user
        is_half = cache(lambda: _is_half_logged_in(known))

        def user() -> Any:
            return AnonymousUser() if is_half() else known

        def half_logged_in() -> Any:
            return known if is_half() else None

        request.user = SimpleLazyObject(user)  # type: ignore[assignment]
        request.auser = sync_to_async(user)
        request.half_logged_in = half_logged_in  # type: ignore[attr-defined]
        return self.get_response(request)


def _is_half_logged_in(user: Any) -> bool:
    return user.is_authenticated and not user.is_verified() and standing(user).asks_for_more
