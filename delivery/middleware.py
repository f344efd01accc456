"""HTTP's part of the API: methods, cross-origin requests, budgets, what caches may keep."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from core.budgets import Budget, count
from core.network import network_key, network_of
from delivery.http_problems import problem

PREFIX = "/api/content/v1/"
CACHE_CONTROL = "public, max-age=0, s-maxage=60, stale-while-revalidate=86400"
REQUEST_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-Modified-Since, If-None-Match"
RESPONSE_HEADERS = "ETag, Last-Modified, RateLimit, RateLimit-Policy, Retry-After"
WINDOW = 60  # seconds
PREFLIGHT_SECONDS = 24 * 60 * 60


class ContentApiMiddleware:
    """Gives every answer of the API its headers.

    The API looks at no cookie, so every answer is the same for all. Browsers may read it from the
    origins of API_ALLOWED_ORIGINS.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with what HTTP asks for around it."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        # No session, no log-in and no token against forgery has a say here.
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        budget = Budget(
            "api",
            network_key(network_of(request)),
            settings.ENVIRONMENT.api_requests_per_minute,
            WINDOW,
        )
        counted = count(budget)
        response = self._too_many() if counted.used > budget.times else self._answer(request)
        # The headers of draft-ietf-httpapi-ratelimit-headers-10.
        left = max(0, budget.times - counted.used)
        response["RateLimit-Policy"] = f'"default";q={budget.times};w={WINDOW}'
        response["RateLimit"] = f'"default";r={left};t={counted.seconds_left}'
        if response.status_code == 429 and "Retry-After" not in response:
            response["Retry-After"] = str(counted.seconds_left)
        _allow_origin(request, response)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            methods = self._methods(request)
            response["Allow"] = response["Access-Control-Allow-Methods"] = methods
            response["Access-Control-Allow-Headers"] = REQUEST_HEADERS
            response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
            return response
        if request.method not in ("GET", "HEAD", "POST"):
            return self._not_allowed(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"  # the same answer, its body left out by the server
        response = self.get_response(request)
        if is_head:
            request.method = "HEAD"
        if response.status_code == 405:
            response = self._not_allowed(request)
        elif response.status_code >= 400 and "json" not in response.get("Content-Type", ""):
            response = problem(response.status_code, "There is nothing at this address.")
        if response.status_code == 200 and "Cache-Control" not in response:
            # The API's own description: ninja gives it none of these.
            response["Cache-Control"] = CACHE_CONTROL
            set_response_etag(response)
            etag = response["ETag"]
            response = get_conditional_response(request, etag=etag, response=response) or response
        if is_head and not response.streaming:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response

    def _not_allowed(self, request: HttpRequest) -> HttpResponse:
        methods = self._methods(request)
        response = problem(405, f"This address answers {methods}.")
        response["Allow"] = methods
        return response

    def _methods(self, request: HttpRequest) -> str:
        is_writable = request.path.endswith("/comments/")
        return "GET, HEAD, OPTIONS, POST" if is_writable else "GET, HEAD, OPTIONS"

    def _too_many(self) -> HttpResponse:
        return problem(429, "Too many requests in a minute. Please go on when Retry-After is over.")


def _allow_origin(request: HttpRequest, response: HttpResponse) -> None:
    allowed = settings.ENVIRONMENT.api_allowed_origins
    if "*" in allowed:
        response["Access-Control-Allow-Origin"] = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        origin = request.headers.get("Origin", "")
        if origin not in allowed:
            return
        response["Access-Control-Allow-Origin"] = origin
    response["Access-Control-Expose-Headers"] = RESPONSE_HEADERS
