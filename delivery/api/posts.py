"""Posts: the list, one, and one as Markdown."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any, Literal, cast

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, create_model
from wagtail.models import Site

from blog.blocks import PostBodyBlock
from blog.models.post import RELATED_POSTS
from delivery.api import cursors
from delivery.api.answers import answer
from delivery.api.parameters import (
    NO_NUL,
    PROBLEMS,
    SLUG,
    PageParameters,
    Parameters,
    PathSlug,
    Time,
    check,
    moment,
    names,
    optional,
    site_of,
)
from delivery.http_problems import Refused
from delivery.models import PublishedDocument
from delivery.published import schemas
from delivery.published.sections import schema_of
from search.services import found_posts

router = Router(tags=["posts"])

INCLUDES = ("author", "reviewer", "category", "tags", "related")
# What a list shows of relations unless `include` says otherwise.
USUAL_INCLUDES = ("author", "reviewer", "category", "tags")
FIELDS = tuple(schemas.PostCore.model_fields)
PLAIN_FIELDS = tuple(name for name in FIELDS if name not in INCLUDES)
FORMATS = ("html", "markdown", "text")
ORDERS = Literal["-first_published_at", "first_published_at", "-modified_at", "modified_at"]
UNRELATED = (True, True)  # see `_distance`
# What documents lack that were rendered before the API had it; they are being rendered anew.
UNRENDERED = {"crisis_resources_first": False}

Post: type[Schema] = create_model(
    "Post",
    __base__=schemas.PostCore,
    __doc__="A post with its sections.",
    seo=(schemas.SearchSnippet, ...),
    review=(schemas.Review, ...),
    updates=(list[schemas.PostUpdate], Field(description="What changed, newest first.")),
    sections=(schema_of(PostBodyBlock()), Field(description="Discriminated by `type`.")),
    sources=(list[schemas.Source], Field(description="Cited ones by number, then the others.")),
)


class ListParameters(PageParameters):
    """What the list of posts understands; anything else is refused."""

    category: str = optional("Slug of a category.", max_length=100, pattern=SLUG)
    tag: str = optional("Slug of a tag.", max_length=100, pattern=SLUG)
    author: str = optional("Slug of an author or reviewer.", max_length=100, pattern=SLUG)
    q: str = Field(
        "",
        description="Words as readers type them; posts that say all of it.",
        max_length=200,
        json_schema_extra=NO_NUL,
    )
    published_after: Time = optional("Date or time, included.", examples=["2026-11-23"])
    published_before: Time = optional(
        "Date or time, not included.", examples=["2026-11-23T12:00:00Z"]
    )
    updated_after: Time = optional("Changed since then, included.", examples=["2026-11-23"])
    order: ORDERS = Field("-first_published_at", description="A minus is newest first.")
    fields: names(FIELDS, of="field") = Field(  # type: ignore[valid-type]
        "", description="Only these fields, beside `id` and `slug`.", examples=["title,url"]
    )
    include: names(INCLUDES, of="include") = Field(  # type: ignore[valid-type]
        ",".join(USUAL_INCLUDES),
        description="Only these relations.",
        examples=["author,related"],
    )


class DetailParameters(Parameters):
    """What a post understands."""

    formats: names(FORMATS, of="format") = Field(  # type: ignore[valid-type]
        "html", description="Forms of rich text beside HTML.", examples=["markdown,text"]
    )


@router.get(
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
    check(request, ListParameters)
    site = site_of(request)
    found = narrowed(PublishedDocument.objects.public(site), parameters)
    page, following = part(found, parameters, request, site)
    if not page:
        _check_subjects(parameters, site)
    wanted = wanted_fields(parameters)
    related = related_to(page, site) if "related" in wanted else {}
    shown = [*page, *(other for others in related.values() for other in others)]
    return answer(
        request,
        lambda: {
            "items": [summary(document, wanted, related) for document in page],
            "next": following,
        },
        state=[*(document.sequence for document in page), shown_related(related), following],
        modified=page[0].newest_change if page else None,
        surrogate_keys=["posts", *(f"post-{document.page_id}" for document in shown)],
    )


@router.get(
    "posts/{slug}.md",
    response={200: str, **PROBLEMS},
    operation_id="getPostAsMarkdown",
    url_name="getPostAsMarkdown",
    summary="Get a post as Markdown",
    openapi_extra={
        "responses": {
            200: {"content": {"text/markdown": {"schema": {"type": "string"}}}, "description": "OK"}
        }
    },
)
def get_post_as_markdown(request: HttpRequest, slug: PathSlug) -> Any:
    """Get a public post as one text in CommonMark."""
    check(request)
    document = find(slug, site_of(request))
    return answer(
        request,
        lambda: document.markdown,
        state=[document.sequence],
        modified=document.newest_change,
        surrogate_keys=document.surrogate_keys,
        as_response=lambda text: HttpResponse(text, "text/markdown; charset=utf-8"),
    )


@router.get(
    "posts/{slug}/",
    response={200: Post, **PROBLEMS},
    operation_id="getPost",
    url_name="getPost",
    summary="Get a post",
)
def get_post(request: HttpRequest, slug: PathSlug, parameters: Query[DetailParameters]) -> Any:
    """Get a public post with its sections, in their order."""
    check(request, DetailParameters)
    site = site_of(request)
    document = find(slug, site)
    related = related_to([document], site)
    return answer(
        request,
        lambda: detail(document, related, formats=parameters.formats.split(",")),
        state=[document.sequence, shown_related(related)],
        modified=document.newest_change,
        surrogate_keys=document.surrogate_keys,
    )


def find(slug: str, site: Site) -> Any:
    """Return the document of a public post, with the time of the site's newest change.

    Raises:
        Http404: when there is none.
    """
    documents = with_newest_change(PublishedDocument.objects.public(site).filter(slug=slug[:255]))
    document = documents.order_by("-first_published_at", "-page_id").first()
    if document is None:
        raise Http404("There is no public post with this slug.")
    return document


def narrowed(documents: Any, parameters: ListParameters) -> Any:
    """Narrow documents down by what the parameters ask for."""
    if parameters.category:
        documents = documents.filter(category_slug=parameters.category)
    if parameters.tag:
        documents = documents.filter(tag_slugs__contains=f"/{parameters.tag}/")
    if parameters.author:
        documents = documents.filter(
            Q(author_slug=parameters.author) | Q(reviewer_slug=parameters.author)
        )
    if parameters.q:
        documents = documents.filter(page_id__in=found_posts(parameters.q))
    if parameters.published_after:
        documents = documents.filter(first_published_at__gte=parameters.published_after)
    if parameters.published_before:
        documents = documents.filter(first_published_at__lt=parameters.published_before)
    if parameters.updated_after:
        documents = documents.filter(modified_at__gte=parameters.updated_after)
    return documents


def with_newest_change(documents: Any) -> Any:
    """Add the time of the site's newest change to documents, also that of what is gone.

    It never goes back, as that of a document with its related posts may: a list and a post change
    when another post leaves.
    """
    changes = PublishedDocument.objects.filter(site=OuterRef("site")).order_by("-sequence")
    return documents.annotate(newest_change=Subquery(changes.values("modified_at")[:1]))


def part(
    documents: Any, parameters: ListParameters, request: HttpRequest, site: Site
) -> tuple[list[Any], str | None]:
    """Return one part of a list of documents, and the address of the next; None at the end."""
    descending = parameters.order.startswith("-")
    column = parameters.order.removeprefix("-")
    # A cursor belongs to its list: to the same order and the same filters.
    filters = parameters.model_dump(mode="json", exclude={"cursor", "limit", "fields", "include"})
    listed = f"posts {json.dumps(filters)}"
    if parameters.cursor:
        text, key = cursors.read(parameters.cursor, of=listed)
        place, beyond = datetime.fromisoformat(text), "lt" if descending else "gt"
        documents = documents.filter(
            Q(**{f"{column}__{beyond}": place}) | Q(**{column: place, f"page_id__{beyond}": key})
        )
    documents = with_newest_change(documents).defer("body", "markdown", "image_keys")
    page = list(
        documents.order_by(parameters.order, "-page_id" if descending else "page_id")[
            : parameters.limit + 1
        ]
    )
    if len(page) <= parameters.limit:
        return page, None
    page.pop()
    last = [getattr(page[-1], column).isoformat(), page[-1].page_id]
    query = request.GET.copy()
    query["cursor"] = cursors.make(last, of=listed)
    return page, f"{site.root_url}{request.path}?{query.urlencode()}"


def wanted_fields(parameters: ListParameters) -> set[str]:
    """Return the names of the fields that a list shows."""
    includes = _split(parameters.include)
    if parameters.fields:
        asked_for = includes if "include" in parameters.model_fields_set else ()
        return {"id", "slug", *_split(parameters.fields), *asked_for}
    return {*PLAIN_FIELDS, *includes}


def summary(
    document: PublishedDocument,
    wanted: Iterable[str],
    related: dict[int, list[PublishedDocument]],
) -> dict[str, Any]:
    """Return a document as `schemas.PostSummary` describes it."""
    full = UNRENDERED | document.summary | {"modified_at": moment(document.modified_at)}
    if "related" in wanted:
        full["related"] = [_related(other) for other in related.get(document.page_id, [])]
    return {name: full[name] for name in FIELDS if name in wanted}


def detail(
    document: PublishedDocument,
    related: dict[int, list[PublishedDocument]],
    *,
    formats: Iterable[str] = ("html",),
) -> dict[str, Any]:
    """Return a document as `Post` describes it."""
    left_out = {name for name in FORMATS if name != "html" and name not in formats}
    body = _without(document.body, left_out)
    return summary(document, FIELDS, related) | cast(dict[str, Any], body)


def related_to(
    documents: list[PublishedDocument], site: Site
) -> dict[int, list[PublishedDocument]]:
    """Return what to read after each post, as `BlogPostPage.related` does.

    One query for any number of posts: the newest of each category, and the chosen ones. Tags order
    these, and find no further ones.
    """
    if not documents:
        return {}
    newest = Window(
        RowNumber(), partition_by="category_slug", order_by=[F("first_published_at").desc()]
    )
    ranked: QuerySet[Any] = PublishedDocument.objects.public(site).annotate(rank=newest)
    chosen = {key for document in documents for key in document.chosen_related}
    rows = list(
        ranked.filter(Q(rank__lte=RELATED_POSTS + 1) | Q(page_id__in=chosen))
        .defer("body", "markdown", "image_keys")
        .order_by("-first_published_at", "-page_id")
    )
    by_key = {row.page_id: row for row in rows}
    result = {}
    for document in documents:
        wanted = [by_key[key] for key in document.chosen_related if key in by_key]
        rest = [row for row in rows if row not in wanted and row.page_id != document.page_id]
        rest.sort(key=partial(_distance, document))
        if document.summary.get("crisis_resources_first"):
            rest = [row for row in rest if _distance(document, row) < UNRELATED]
        result[document.page_id] = (wanted + rest)[:RELATED_POSTS]
    return result


def _distance(document: PublishedDocument, other: PublishedDocument) -> tuple[bool, bool]:
    """Return whether a post is of another category than one, and whether it shares no tag."""
    mine, its = (set(one.tag_slugs.split("/")) - {""} for one in (document, other))
    return other.category_slug != document.category_slug, mine.isdisjoint(its)


def shown_related(related: dict[int, list[PublishedDocument]]) -> str:
    """Return what of related posts an answer shows, for its ETag: not all that they are."""
    return json.dumps([_related(other) for others in related.values() for other in others])


def _related(document: PublishedDocument) -> dict[str, Any]:
    return {name: document.summary[name] for name in schemas.RelatedPost.model_fields}


def _check_subjects(parameters: ListParameters, site: Site) -> None:
    """Tell a slug that nothing public has from a list that is empty for other reasons.

    Raises:
        Refused: with the slugs that public posts have; those of drafts are nobody's business.
    """
    rows = PublishedDocument.objects.public(site).order_by()
    columns = ("category_slug", "tag_slugs", "author_slug", "reviewer_slug")
    known: dict[str, set[str]] = {"category": set(), "tag": set(), "author": set()}
    for category, tags, author, reviewer in rows.values_list(*columns).distinct():
        known["category"].add(category)
        known["tag"] |= set(tags.split("/"))
        known["author"] |= {author, reviewer}
    for name, slugs in known.items():
        slug = getattr(parameters, name)
        if slug and slug not in slugs:
            allowed = ", ".join(sorted(slugs - {""})[:50])
            raise Refused(
                404,
                f"There is no {name} “{slug}”.",
                [(name, f"No {name} has this slug; there are: {allowed or 'none yet'}.")],
            )


def _split(value: str) -> tuple[str, ...]:
    return tuple(name for name in value.split(",") if name)


def _without(value: Any, left_out: set[str]) -> Any:
    """Return a document's part without some forms of its rich text."""
    if isinstance(value, list):
        return [_without(item, left_out) for item in value]
    if isinstance(value, dict):
        if "html" in value and "markdown" in value:
            return {name: item for name, item in value.items() if name not in left_out}
        return {name: _without(item, left_out) for name, item in value.items()}
    return value
