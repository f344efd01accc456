"""Content API v1."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from delivery.api.changes import router as changes_router
from delivery.api.comment_receipts import keep_unread
from delivery.api.comments import router as comments_router
from delivery.api.description import ContentAPI
from delivery.api.paths import router as paths_router
from delivery.api.posts import router as posts_router
from delivery.api.preview import router as preview_router
from delivery.api.search import router as search_router
from delivery.api.site import router as site_router
from delivery.api.subjects import router as subjects_router
from delivery.http_problems import Refused, problem

logger = logging.getLogger(__name__)

api = ContentAPI(
    title="Content API",
    version="1.0.0",
    description="Published posts with typed sections, resolved images and absolute links. "
    "Anonymous reads need no token. Errors are `application/problem+json` (RFC 9457).",
    urls_namespace="content-v1",
    docs_url=None,  # its page loads scripts from elsewhere; openapi.json says the same
    openapi_url="openapi.json",
)
for router in (
    posts_router,
    comments_router,
    paths_router,
    subjects_router,
    site_router,
    search_router,
    changes_router,
    preview_router,
):
    api.add_router("", router)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name each parameter that is wrong and what is allowed."""
    return problem(
        422,
        "Some parameters are wrong.",
        [
            (str(item["loc"][-1]), str(item["msg"]).removeprefix("Value error, "))
            for item in error.errors
        ],
        _members(request),
    )


@api.exception_handler(Refused)
def refused_by_us(request: HttpRequest, error: Refused) -> HttpResponse:
    """Say what is wrong with a request, field by field."""
    response = problem(error.status, error.detail, error.errors, error.members or _members(request))
    for name, value in error.headers.items():
        response[name] = value
    return response


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say that there is nothing here."""
    return problem(404, str(error) or "There is nothing at this address.")


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say why a request was refused."""
    return problem(error.status_code, error.message, members=_members(request))


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Log what went wrong, and tell the consumer that it was not their request."""
    logger.exception("Content API failed at %s", request.path)
    return problem(500, "Something went wrong on our side. Please try again in a few minutes.")


def _members(request: HttpRequest) -> dict[str, Any]:
    """Return what a refused reply is answered beside the reason."""
    try:
        return keep_unread(request)
    except (Http404, Refused, RequestDataTooBig):
        return {}  # there is no such post, or more came than anybody reads
