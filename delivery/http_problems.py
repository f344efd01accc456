"""Errors after RFC 9457."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

from core.refusal import Refusal


def problem(
    status: int,
    detail: str,
    errors: Iterable[tuple[str, str]] = (),
    members: dict[str, Any] | None = None,
) -> JsonResponse:
    """Return an error as `application/problem+json`.

    Args:
        status: the HTTP status.
        detail: what is wrong, for the developer who reads it.
        errors: (field, message) pairs.
        members: further members, which RFC 9457 calls extensions.
    """
    response = JsonResponse(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "errors": [{"field": field, "message": message} for field, message in sorted(errors)],
        }
        | (members or {}),
        status=status,
        content_type="application/problem+json",
    )
    response["Cache-Control"] = "no-store"  # what is missing now may be there in a second
    return response


class Refused(Refusal):
    """A request that can't be answered as it is.

    Args:
        status: the HTTP status.
        detail: what is wrong, for the developer who reads it.
        errors: (field, message) pairs.
        headers: headers of the answer.
        members: further members of the problem.
    """

    def __init__(
        self,
        status: int,
        detail: str,
        errors: Iterable[tuple[str, str]] = (),
        headers: dict[str, str] | None = None,
        members: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = list(errors)
        self.headers = headers or {}
        self.members = members or {}
