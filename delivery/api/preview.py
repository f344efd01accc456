"""Drafts: one revision for who has its token, the newest for programs that may see drafts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field
from wagtail.models import Revision

from blog.models import BlogPostPage
from delivery.api.answers import as_json, private
from delivery.api.parameters import (
    PROBLEMS,
    SIGNED,
    Parameters,
    authenticate,
    check,
    moment,
    site_of,
)
from delivery.api.posts import Post
from delivery.http_problems import Refused
from delivery.previews import PreviewRefused, draft_of, newest_draft
from delivery.published import documents, schemas

router = Router(tags=["drafts"])


class PreviewParameters(Parameters):
    """What a preview needs."""

    token: str = Field(
        ..., max_length=500, pattern=SIGNED, description="From the editor's preview."
    )


@router.get(
    "preview/",
    response={200: Post, 403: schemas.Problem, **PROBLEMS},
    operation_id="getPreview",
    url_name="getPreview",
    summary="Get a draft by its token",
)
def get_preview(request: HttpRequest, parameters: Query[PreviewParameters]) -> Any:
    """Get a post as a draft has it, with all forms of its rich text. Never kept by a cache."""
    check(request, PreviewParameters)
    try:
        post, revision = draft_of(parameters.token)
    except PreviewRefused as refusal:
        raise Refused(403, str(refusal), [("token", str(refusal))]) from None
    return _draft(request, post, revision)


@router.get(
    "drafts/{page_id}/",
    response={200: Post, 401: schemas.Problem, 403: schemas.Problem, **PROBLEMS},
    operation_id="getDraft",
    url_name="getDraft",
    summary="Get the newest draft of a post",
    openapi_extra={"security": [{"token": []}]},
)
def get_draft(request: HttpRequest, page_id: int) -> Any:
    """Get a post as its newest draft has it. Needs an API token with the scope `drafts`."""
    check(request, scope="drafts")
    authenticate(request, "drafts")
    try:
        post, revision = newest_draft(page_id)
    except PreviewRefused as refusal:
        raise Refused(404, str(refusal)) from None
    return _draft(request, post, revision)


def _draft(request: HttpRequest, post: Any, revision: Revision) -> HttpResponse:
    if not isinstance(post, BlogPostPage):
        raise Refused(404, "This draft is of another kind of page.")
    post.first_published_at = post.first_published_at or revision.created_at
    values = documents.render(post, site_of(request)).values
    draft = values["summary"] | values["body"]
    draft |= {"modified_at": moment(revision.created_at), "related": []}
    return private(as_json(draft))
