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
    response = JsonResponse(
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
    response["Cache-Control"] = "no-store"  # what is missing now may be there in a second
    return response


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A request that can't be answered as it is.

    Args:
        status: the HTTP status.
        detail: what is wrong, for the developer who reads it.
        errors: (field, message) pairs.
        headers: headers of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Iterable[tuple[str, str]] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.headers = headers or {}
