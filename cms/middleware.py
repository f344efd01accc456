"""Middleware of the whole project."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse


class HealthCheckMiddleware:
    """Answers `GET /healthz` before anything else looks at the request.

    A load balancer asks by address, not by name, and over plain HTTP: host check, redirect to
    https and sessions must not get in its way. 200 means that the database answers, 503 that it
    does not.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("database unavailable\n", "text/plain", status=503)
        response = HttpResponse("ok\n", "text/plain")
        response["Cache-Control"] = "no-store"
        return response
