"""Errors after RFC 9457."""

from collections.abc import Iterable
from http import HTTPStatus

from django.http import JsonResponse


def problem(status: int, detail: str, errors: Iterable[tuple[str, str]] = ()) -> JsonResponse:
    """Return an error as `application/problem+json`.

    Args:
        status: the HTTP status.
        detail: what is wrong, for the developer who reads it.
        errors: (field, message) pairs.
    """
    return JsonResponse(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "errors": [{"field": field, "message": message} for field, message in sorted(errors)],
        },
        status=status,
        content_type="application/problem+json",
    )
