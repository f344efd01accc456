"""Keeps out who gave a password only, where a code belongs to it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.two_factor import standing


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
