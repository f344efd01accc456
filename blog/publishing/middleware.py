"""The last word of the guard in the admin, by whichever door."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from blog.publishing.guard import PublishingRefused


class PublishingRefusedMiddleware:
    """Leads back to where somebody published what may not go live, with the reasons.

    Where the admin asks the guard before it does anything, this is never reached. It stands after
    the middleware of messages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal that no view answered."""
        home = reverse("wagtailadmin_home")
        if not isinstance(exception, PublishingRefused) or not request.path.startswith(home):
            return None
        for message in exception.messages:
            messages.error(request, message)
        came_from = urlsplit(request.headers.get("Referer", ""))
        is_ours = came_from.netloc == request.get_host() and came_from.path.startswith(home)
        return redirect(came_from.path if is_ours else home)
