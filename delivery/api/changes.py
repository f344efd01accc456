"""Mirroring the site: what changed since, and everything at once."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.models import Site

from delivery.api import cursors
from delivery.api.answers import answer, private
from delivery.api.parameters import (
    PROBLEMS,
    SIGNED,
    Parameters,
    authenticate,
    check,
    moment,
    optional,
    site_of,
)
from delivery.api.posts import FIELDS, FORMATS, Post, detail, summary
from delivery.models import PublishedDocument
from delivery.published import schemas

router = Router(tags=["mirroring"])

BATCH = 100  # documents in memory at a time
WANTED = {name for name in FIELDS if name != "related"}


class ChangesParameters(Parameters):
    """What the changes understand."""

    since: str = optional(
        "From `since` of the last answer; without it, everything.", max_length=500, pattern=SIGNED
    )
    limit: int = Field(100, ge=1, le=100, description="Changes in one answer.")


class Upsert(Schema):
    """A post that was published or changed, as it is now."""

    op: Literal["upsert"]
    id: int
    slug: str
    at: datetime
    post: schemas.ListedPost = Field(description="As in the list.")


class Deletion(Schema):
    """A post that is not public any more."""

    op: Literal["delete"]
    id: int
    slug: str
    at: datetime


class ChangeList(Schema):
    """Changes in their order. A post that changed twice comes once, as it is now."""

    items: list[Annotated[Upsert | Deletion, Field(discriminator="op")]]
    since: str = Field(description="To be given the next time.")
    more: bool = Field(description="Whether there are further changes already.")


@router.get(
    "changes/",
    response={200: ChangeList, **PROBLEMS},
    operation_id="listChanges",
    url_name="listChanges",
    summary="List changes",
)
def list_changes(request: HttpRequest, parameters: Query[ChangesParameters]) -> Any:
    """List posts that changed or disappeared, so that a consumer can mirror the site.

    Whoever applies each item once has exactly what the list of posts has.
    """
    check(request, ChangesParameters)
    site = site_of(request)
    last = 0
    if parameters.since:
        [last] = cursors.read(parameters.since, of="changes", field="since", source="since")
    documents = PublishedDocument.objects.filter(site=site, sequence__gt=last)
    rows = list(
        documents.defer("body", "markdown", "image_keys").order_by("sequence")[
            : parameters.limit + 1
        ]
    )
    more = len(rows) > parameters.limit
    rows = rows[: parameters.limit]
    newest = rows[-1].sequence if rows else last
    return answer(
        request,
        lambda: {
            "items": [_change(row) for row in rows],
            "since": cursors.make([newest], of="changes"),
            "more": more,
        },
        state=[newest, more],
        modified=rows[-1].modified_at if rows else None,
        surrogate_keys=["posts"],
    )


@router.get(
    "export.ndjson",
    response={200: Post, 401: schemas.Problem, 403: schemas.Problem, **PROBLEMS},
    operation_id="export",
    url_name="export",
    summary="Export all posts",
    openapi_extra={
        "security": [{"token": []}],
        "responses": {
            200: {
                "description": "One post a line.",
                "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
            }
        },
    },
)
def export(request: HttpRequest) -> Any:
    """Stream all public posts with their sections, one JSON object a line. Needs a token."""
    check(request, scope="export")
    authenticate(request, "export")
    site = site_of(request)
    return private(
        StreamingHttpResponse(_lines(site), content_type="application/x-ndjson")  # type: ignore[arg-type]
    )


def _change(document: PublishedDocument) -> dict[str, Any]:
    change = {
        "op": "upsert" if document.is_public else "delete",
        "id": document.page_id,
        "slug": document.slug,
        "at": moment(document.modified_at),
    }
    return change | ({"post": summary(document, WANTED, {})} if document.is_public else {})


def _lines(site: Site) -> Iterator[str]:
    documents = PublishedDocument.objects.public(site).order_by("sequence")
    for document in documents.iterator(chunk_size=BATCH):
        post = detail(document, {}, formats=FORMATS)
        post["related"] = []
        yield json.dumps(post, ensure_ascii=False, separators=(",", ":")) + "\n"
