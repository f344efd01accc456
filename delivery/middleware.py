"""HTTP's part of the API: caching, conditional and cross-origin requests, HEAD and OPTIONS."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

from delivery.problems import problem

PREFIX = "/api/content/v1/"
# A consumer may keep an answer for a minute, and show an old one for a day while it asks anew.
CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=86400"
METHODS = "GET, HEAD, OPTIONS"


class ContentApiMiddleware:
    """Gives every answer of the API its headers.

    The API is public and looks at no cookie, so any site may read it (`*`), and every answer is
    the same for all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with what HTTP asks for around it."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
            return response
        if request.method not in ("GET", "HEAD"):
            response = problem(405, f"This API is read only; use one of {METHODS}.")
            response["Allow"] = METHODS
            return response
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"  # the same answer, its body left out below
        response = self.get_response(request)
        if response.status_code == 404 and "json" not in response["Content-Type"]:
            response = problem(404, "There is nothing at this address.")
        if response.status_code == 200:
            response["Cache-Control"] = CACHE_CONTROL
            set_response_etag(response)
            etag = response["ETag"]
            response = get_conditional_response(request, etag=etag, response=response) or response
        if is_head:
            request.method = "HEAD"
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response
