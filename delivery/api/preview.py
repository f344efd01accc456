"""A draft, for who has its token."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from blog.models import BlogPostPage
from delivery import documents, schemas
from delivery.api.answers import as_json, private
from delivery.api.parameters import PROBLEMS, Parameters, check, moment, site_of
from delivery.api.posts import Post
from delivery.previews import PreviewRefused, draft_of
from delivery.problems import Refused

router = Router(tags=["preview"])


class PreviewParameters(Parameters):
    """What a preview needs."""

    token: str = Field(..., max_length=500, description="From the editor's preview.")


@router.get(
    "preview/",
    response={200: Post, 403: schemas.Problem, **PROBLEMS},
    operation_id="getPreview",
    url_name="getPreview",
    summary="Get a draft",
)
def get_preview(request: HttpRequest, parameters: Query[PreviewParameters]) -> Any:
    """Get a post as a draft has it, with all forms of its rich text. Never kept by a cache."""
    check(request, PreviewParameters)
    site = site_of(request)
    try:
        post, revision = draft_of(parameters.token)
    except PreviewRefused as refusal:
        raise Refused(403, str(refusal), [("token", str(refusal))]) from None
    if not isinstance(post, BlogPostPage):
        raise Refused(404, "This draft is of another kind of page.")
    post.first_published_at = post.first_published_at or revision.created_at
    values = documents.render(post, site).values
    draft = values["summary"] | values["body"]
    draft |= {"modified_at": moment(revision.created_at), "related": []}
    return private(as_json(draft))
