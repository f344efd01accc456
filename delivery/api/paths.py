"""Finding a post by the address of its page."""

from functools import partial
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from delivery.api.answers import answer
from delivery.api.parameters import PROBLEMS, Parameters, check, site_of
from delivery.api.posts import Post, detail, related_to, shown_related
from delivery.models import PublishedDocument
from delivery.published import schemas
from delivery.published.resolving import Resolver

router = Router(tags=["posts"])

MOST_HOPS = 5  # redirects one after the other; more are a circle


class PathParameters(Parameters):
    """What finding by address understands."""

    path: str = Field(
        ...,
        max_length=1000,
        pattern=r"^/",
        json_schema_extra={"pattern": r"^/[^\u0000]*$"},
        description="The address without the host.",
        examples=["/blog/is-ketamine-addictive-when-used-for-depression/"],
    )


class Found(Schema):
    """What every address that is found says of itself."""

    path: str = Field(description="Where it is now.")
    redirected_from: str | None = Field(
        description="The address that was asked for, when it has moved."
    )
    permanent: bool | None = Field(description="Whether the move is for good; null without one.")


class FoundPost(Found):
    """A post."""

    type: Literal["post"]
    post: Post


class FoundPage(Found):
    """Another page."""

    type: Literal["page"]
    page: schemas.PageReference


class FoundElsewhere(Found):
    """A redirect that leads outside this site."""

    type: Literal["external"]
    url: str


FoundThing = Annotated[FoundPost | FoundPage | FoundElsewhere, Field(discriminator="type")]


@router.get(
    "by-path/",
    response={200: FoundThing, **PROBLEMS},
    operation_id="getByPath",
    url_name="getByPath",
    summary="Find by address",
)
def get_by_path(request: HttpRequest, parameters: Query[PathParameters]) -> Any:
    """Find the post or page at an address, through the redirects that lead away from it."""
    check(request, PathParameters)
    site = site_of(request)
    path = f"/{'/'.join(part for part in parameters.path.split('/') if part)}/"
    path = path.replace("//", "/")
    permanent: bool | None = None
    for _ in range(MOST_HOPS):
        if found := _at(path, site):
            document, page = found
            related = related_to([document], site) if document else {}
            return answer(
                request,
                partial(_found, path, parameters.path, permanent, document, page, related),
                state=[document.sequence if document else page, permanent, shown_related(related)],
                modified=None,
                surrogate_keys=document.surrogate_keys if document else ["pages"],
            )
        redirect = _redirect(path, site)
        if redirect is None:
            break
        permanent = redirect.is_permanent and permanent is not False
        target = redirect.link or ""
        if redirect.redirect_page_id is None and "://" in target:
            external = {
                "path": path,
                "redirected_from": parameters.path,
                "permanent": permanent,
                "type": "external",
                "url": target,
            }
            return answer(
                request,
                partial(dict, external),
                state=[external],
                surrogate_keys=["redirects"],
            )
        path = target.removeprefix(site.root_url) or "/"
        path = path if path.endswith("/") else f"{path}/"
    raise Http404("There is no public page at this address, and no redirect leads away from it.")


def _found(
    path: str,
    asked: str,
    permanent: bool | None,
    document: PublishedDocument | None,
    page: dict[str, Any] | None,
    related: dict[int, list[PublishedDocument]],
) -> dict[str, Any]:
    found = {
        "path": path,
        "redirected_from": asked if permanent is not None else None,
        "permanent": permanent,
    }
    if document:
        return found | {"type": "post", "post": detail(document, related)}
    return found | {"type": "page", "page": page}


def _at(path: str, site: Site) -> tuple[PublishedDocument | None, dict[str, Any] | None] | None:
    """Return the post or the page at an address, or None."""
    slashed = path if path.endswith("/") else f"{path}/"
    if document := PublishedDocument.objects.public(site).filter(path=slashed).first():
        return document, None
    parts = [part for part in path.split("/") if part]
    page: Page | None = site.root_page
    for slug in parts[:20]:
        page = Page.objects.child_of(page).filter(slug=slug[:255]).first()
        if page is None:
            return None
    link = Resolver(site).page(page)
    return (None, link) if link else None


def _redirect(path: str, site: Site) -> Redirect | None:
    try:
        normalised = Redirect.normalise_path(path)
    except ValueError:  # an address that is none, such as //[
        return None
    found: Redirect | None = Redirect.get_for_site(site).filter(old_path=normalised).first()
    return found
