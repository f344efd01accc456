"""The site's own search, for consumers."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field
from wagtail.models import Site

from core.network import network_key, network_of
from delivery.api.answers import answer
from delivery.api.parameters import NO_NUL, PROBLEMS, SLUG, Parameters, check, optional, site_of
from delivery.api.posts import FIELDS, USUAL_INCLUDES, summary
from delivery.models import PublishedDocument
from delivery.published import schemas
from delivery.published.resolving import Resolver
from search import unfound
from search.highlights import excerpt
from search.services import PER_PAGE, NoSuchPage, Results
from search.services import Query as SearchQuery
from search.services import search as find

router = Router(tags=["search"])

MOST_PAGES = 10_000
WANTED = {name for name in FIELDS if name != "related"} | {*USUAL_INCLUDES}


class SearchParameters(Parameters):
    """What the search understands."""

    q: str = Field(
        ...,
        min_length=1,
        max_length=200,
        description="Words as readers type them: everyday words, names of medicines, beginnings "
        "and slips are understood.",
        json_schema_extra=NO_NUL,
    )
    category: str = optional("Slug of a category.", max_length=100, pattern=SLUG)
    author: str = optional("Slug of an author.", max_length=100, pattern=SLUG)
    page: int = Field(
        1, ge=1, le=MOST_PAGES, description=f"Results come by {PER_PAGE} in order of rank."
    )
    as_typed: bool = Field(
        False, description="Search for misspelled words as they are, and correct nothing."
    )


class PassageResult(Schema):
    """The section that answers."""

    heading: str = Field(description="Empty for a section without one.")
    url: str = Field(description="Address of the section; of the page where it has no anchor.")
    text: str = Field(description="The part of its text around the first of the words.")


class PostResult(Schema):
    """A post that was found."""

    type: Literal["post"]
    post: schemas.ListedPost
    passage: PassageResult | None = Field(description="Null when only its title or summary fit.")


class PageResult(Schema):
    """Another page that was found."""

    type: Literal["page"]
    page: schemas.PageReference
    passage: PassageResult | None


class FactResult(Schema):
    """Something about the clinic itself that was asked for."""

    kind: Literal["telephone", "hours", "address", "email"]
    label: str
    text: str
    url: str | None = Field(description="`tel:` or `mailto:`.")


class SubjectResult(Schema):
    """A category or a person that was found by name."""

    kind: Literal["category", "person"]
    name: str
    slug: str


class PromotedResult(Schema):
    """What the desk puts first for these very words."""

    title: str
    url: str
    description: str


class SearchResults(Schema):
    """What was found."""

    count: int = Field(description="How many posts and pages were found, in all.")
    has_all_words: bool = Field(
        description="Whether one of them says all that was asked for; else they say some of it."
    )
    crisis_resources_first: bool = Field(
        description="The words speak of danger: show the crisis resources of `settings/` above "
        "what was found, as the site does."
    )
    corrected: str | None = Field(
        description="What was searched for in the place of misspelled words. Say so, and offer "
        "the search with `as_typed`."
    )
    suggestion: str | None = Field(description="The first of `suggestions`.")
    suggestions: list[str] = Field(
        description="Searches that may have been meant. Names of medicines that are easily "
        "mistaken for each other are only ever suggested."
    )
    promoted: list[PromotedResult]
    facts: list[FactResult]
    subjects: list[SubjectResult]
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
    """Search posts and pages, best first, with the section that answers."""
    check(request, SearchParameters)
    site = site_of(request)
    query = SearchQuery(
        parameters.q,
        parameters.category or "",
        parameters.author or "",
        str(parameters.page),
        parameters.as_typed,
    )
    try:
        results = find(query, site=site)
    except NoSuchPage:
        raise Http404("The results have no page of this number.") from None
    network = network_key(network_of(request))
    unfound.note(results, network=network, today=timezone.localdate())
    items = _items(results, site)
    following = None
    if results.pages and results.pages.has_next():
        address = request.GET.copy()
        address["page"] = str(parameters.page + 1)
        following = f"{site.root_url}{request.path}?{address.urlencode()}"
    found = {
        "count": results.count,
        "has_all_words": not results.some_words,
        "crisis_resources_first": results.speaks_of_danger,
        "corrected": results.corrected or None,
        "suggestion": next(iter(results.suggestions), None),
        "suggestions": results.suggestions,
        "promoted": [_promoted(pick, site) for pick in results.promoted],
        "facts": [
            {"kind": fact.kind, "label": fact.label, "text": fact.text, "url": fact.url or None}
            for fact in results.facts
        ],
        "subjects": [
            {"kind": kind, "name": each.name, "slug": each.slug}
            for kind, found in (("category", results.categories), ("person", results.people))
            for each in found
        ],
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
            post = summary(document, WANTED, {})
            passage = _passage(results, page.pk, post["url"])
            items.append({"type": "post", "post": post, "passage": passage})
        elif page.pk not in results.posts and (link := resolver.page(page)):
            passage = _passage(results, page.pk, link["url"])
            items.append({"type": "page", "page": link, "passage": passage})
    return items


def _passage(results: Results, page_id: int, url: str) -> dict[str, str] | None:
    passage = results.passages.get(page_id)
    if passage is None:
        return None
    anchor = f"#{passage['anchor']}" if passage["anchor"] else ""
    text = excerpt(passage["text"], results.stems)
    return {"heading": passage["heading"], "url": f"{url}{anchor}", "text": text}


def _promoted(pick: Any, site: Site) -> dict[str, str]:
    url = pick.external_link_url if pick.page is None else pick.page.full_url or site.root_url
    title = pick.external_link_text if pick.page is None else pick.page.title
    return {"title": title, "url": url, "description": pick.description}
