"""The site's own search, for consumers."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.models import Site

from delivery.api.answers import answer
from delivery.api.parameters import NO_NUL, PROBLEMS, SLUG, Parameters, check, optional, site_of
from delivery.api.posts import FIELDS, USUAL_INCLUDES, summary
from delivery.models import PublishedDocument
from delivery.published import schemas
from delivery.published.resolving import Resolver
from search.services import MOST, PER_PAGE, NoSuchPage, Results
from search.services import Query as SearchQuery
from search.services import search as find

router = Router(tags=["search"])

WANTED = {name for name in FIELDS if name != "related"} | {*USUAL_INCLUDES}


class SearchParameters(Parameters):
    """What the search understands."""

    q: str = Field(
        ...,
        min_length=1,
        max_length=200,
        description="Words, or their beginnings.",
        json_schema_extra=NO_NUL,
    )
    category: str = optional("Slug of a category.", max_length=100, pattern=SLUG)
    author: str = optional("Slug of an author.", max_length=100, pattern=SLUG)
    page: int = Field(
        1, ge=1, le=MOST // PER_PAGE, description=f"Results come by {PER_PAGE} in order of rank."
    )


class PostResult(Schema):
    """A post that was found."""

    type: Literal["post"]
    post: schemas.ListedPost


class PageResult(Schema):
    """Another page that was found."""

    type: Literal["page"]
    page: schemas.PageReference


class SearchResults(Schema):
    """What was found."""

    count: int
    crisis_resources_first: bool = Field(
        description="The words speak of danger: show the crisis resources of `settings/` above "
        "what was found, as the site does."
    )
    suggestion: str | None = Field(description="Other words that find something.")
    items: list[Annotated[PostResult | PageResult, Field(discriminator="type")]]
    next: str | None


@router.get(
    "search/",
    response={200: SearchResults, **PROBLEMS},
    operation_id="search",
    url_name="search",
    summary="Search posts and pages",
)
def search(request: HttpRequest, parameters: Query[SearchParameters]) -> Any:
    """Search posts and pages, best first: by words, by their beginnings, by some of them."""
    check(request, SearchParameters)
    site = site_of(request)
    query = SearchQuery(
        parameters.q, parameters.category or "", parameters.author or "", str(parameters.page)
    )
    try:
        results = find(query, site=site)
    except NoSuchPage:
        raise Http404("The results have no page of this number.") from None
    items = _items(results, site)
    following = None
    if results.pages and results.pages.has_next():
        address = request.GET.copy()
        address["page"] = str(parameters.page + 1)
        following = f"{site.root_url}{request.path}?{address.urlencode()}"
    found = {
        "count": results.count,
        "crisis_resources_first": results.speaks_of_danger,
        "suggestion": results.suggestion or None,
        "items": items,
        "next": following,
    }
    return answer(request, lambda: found, state=[found], surrogate_keys=["posts"])


def _items(results: Results, site: Site) -> list[dict[str, Any]]:
    if results.pages is None:
        return []
    pages = list(results.pages.object_list)
    documents = PublishedDocument.objects.public(site).defer("body", "markdown", "image_keys")
    posts = {
        document.page_id: document
        for document in documents.filter(page_id__in=[page.pk for page in pages])
    }
    resolver = Resolver(site)
    items = []
    for page in pages:
        if document := posts.get(page.pk):
            items.append({"type": "post", "post": summary(document, WANTED, {})})
        elif page.pk not in results.posts and (link := resolver.page(page)):
            items.append({"type": "page", "page": link})
    return items
