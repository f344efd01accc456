"""Content API v1."""

import logging
from datetime import datetime, timedelta
from typing import Any, Literal

from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import AwareDatetime, ConfigDict, Field, field_validator
from wagtail.models import Site

from delivery import posts, schemas
from delivery.problems import problem
from delivery.resolving import Resolver
from images.preloading import preloaded_references

logger = logging.getLogger(__name__)

api = NinjaAPI(
    title="Content API",
    version="1.0.0",
    description="Published posts with typed sections, resolved images and absolute links. "
    "Read only, without a token. Errors are `application/problem+json` (RFC 9457).",
    urls_namespace="content-v1",
    docs_url=None,  # its page loads scripts from elsewhere; openapi.json says the same
    openapi_url="openapi.json",
)

CURSOR_SALT = "delivery.cursor"
PROBLEMS: dict[int, Any] = {404: schemas.Problem, 422: schemas.Problem}


class ListParameters(Schema):
    """What the list of posts understands; anything else is refused."""

    model_config = ConfigDict(extra="forbid")

    category: str = Field("", description="Slug of a category.", max_length=100)
    tag: str = Field("", description="Slug of a tag.", max_length=100)
    author: str = Field("", description="Slug of an author or reviewer.", max_length=100)
    published_after: AwareDatetime | None = Field(
        None, description="Date or time, included.", examples=["2026-11-23"]
    )
    published_before: AwareDatetime | None = Field(
        None, description="Date or time, not included.", examples=["2026-11-23T12:00:00Z"]
    )
    order: Literal["-first_published_at", "first_published_at"] = Field(
        "-first_published_at", description="Newest or oldest first."
    )
    limit: int = Field(20, ge=1, le=100, description="Posts in one answer.")
    cursor: str = Field("", description="Where to go on, from `next`.", max_length=500)

    @field_validator("published_after", "published_before", mode="before")
    @classmethod
    def read_date(cls, value: Any) -> Any:
        """Read a date as its first moment in the clinic's time zone."""
        if isinstance(value, str):
            text = value if "T" in value or " " in value else f"{value}T00:00:00"
            try:
                moment = parse_datetime(text)
            except ValueError:
                moment = None
            if moment is None:
                raise ValueError("must be a date such as 2026-11-23 or 2026-11-23T12:00:00Z")
            return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        return value


@api.get(
    "posts/",
    response={200: schemas.PostList, **PROBLEMS},
    operation_id="listPosts",
    url_name="listPosts",
    summary="List posts",
)
def list_posts(request: HttpRequest, parameters: Query[ListParameters]) -> Any:
    """List public posts without their sections, newest first.

    Go on with the address in `next` until it is null. A post that is published meanwhile neither
    repeats nor hides one.
    """
    if unknown := set(request.GET) - set(ListParameters.model_fields):
        allowed = ", ".join(ListParameters.model_fields)
        return problem(
            422,
            "Unknown parameters.",
            [(name, f"This parameter is unknown; allowed are: {allowed}.") for name in unknown],
        )
    site = _site(request)
    found = posts.filtered(
        posts.listed_posts(site),
        category=parameters.category,
        tag=parameters.tag,
        author=parameters.author,
    )
    if parameters.published_after:
        found = found.filter(first_published_at__gte=parameters.published_after)
    if parameters.published_before:
        found = found.filter(first_published_at__lt=parameters.published_before)
    descending = parameters.order.startswith("-")
    if parameters.cursor:
        try:
            place, key = _read_cursor(parameters.cursor, parameters.order)
        except signing.BadSignature:
            return problem(
                422,
                "The cursor cannot be read.",
                [("cursor", "Take it from `next`, with the same order, or leave it out.")],
            )
        beyond = "lt" if descending else "gt"
        found = found.filter(
            Q(**{f"first_published_at__{beyond}": place})
            | Q(**{"first_published_at": place, f"pk__{beyond}": key})
        )
    found = found.order_by(parameters.order, "-pk" if descending else "pk")
    page = list(found[: parameters.limit + 1])
    resolver = Resolver(site)
    following = None
    if len(page) > parameters.limit:
        page.pop()
        query = request.GET.copy()
        query["cursor"] = _cursor(page[-1], parameters.order)
        following = resolver.absolute(f"{request.path}?{query.urlencode()}")
    return {"items": [posts.summary(post, resolver) for post in page], "next": following}


@api.get(
    "posts/{slug}/",
    response={200: posts.Post, **PROBLEMS},
    operation_id="getPost",
    url_name="getPost",
    summary="Get a post",
)
def get_post(request: HttpRequest, slug: str) -> Any:
    """Get a public post with its sections, in their order."""
    if request.GET:
        return problem(
            422,
            "Unknown parameters.",
            [(name, "This address takes no parameters.") for name in request.GET],
        )
    site = _site(request)
    post = posts.listed_posts(site).filter(slug=slug).first()
    if post is None:
        raise Http404("There is no public post with this slug.")
    with preloaded_references(post):
        return posts.detail(post, site, Resolver(site))


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    return site


def _cursor(post: Any, order: str) -> str:
    return signing.dumps(
        [post.first_published_at.isoformat(), post.pk, order], salt=CURSOR_SALT, compress=True
    )


def _read_cursor(cursor: str, order: str) -> tuple[datetime, int]:
    place, key, made_for = signing.loads(cursor, salt=CURSOR_SALT, max_age=timedelta(days=30))
    if made_for != order:
        raise signing.BadSignature("made for another order")
    return datetime.fromisoformat(place), key


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
    )


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Say that there is nothing here."""
    return problem(404, str(error) or "There is nothing at this address.")


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say why a request was refused."""
    return problem(error.status_code, error.message)


@api.exception_handler(Exception)
def failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Log what went wrong, and tell the consumer that it was not their request."""
    logger.exception("Content API failed at %s", request.path)
    return problem(500, "Something went wrong on our side. Please try again in a few minutes.")
