"""Wagtail's own API, for the staff's automation only.

Wagtail 8.0.1 calls its v3 a preview. Anonymously it names pages that are not public and answers
some requests by 500; so it is off by default and never answers without a valid token.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from core.wagtail_internals import BearerTokenAuth
from delivery.http_problems import problem

PREFIX = "/api/v3-preview/"


class StaffApiMiddleware:
    """Lets through to Wagtail's API who has a token of Wagtail's, when WAGTAIL_API is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, refuse, or pass the request on."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if not settings.ENVIRONMENT.wagtail_api:
            return problem(404, "There is nothing at this address.")
        if BearerTokenAuth()(request) is None:
            refusal = problem(
                401, "Send a token of the admin's API tokens: Authorization: Bearer wagtail_…"
            )
            refusal["WWW-Authenticate"] = "Bearer"
            return refusal
        response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        return response
