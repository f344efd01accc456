"""What posts are filed under, who writes them, and the images in them."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from wagtail.models import Site
from wagtail.rich_text import RichText

from blog.listings import listing_url
from blog.models import BlogIndexPage, Category, Person
from blog.models.post import Tag
from core.keys import stored_key
from delivery.api import cursors
from delivery.api.answers import answer
from delivery.api.parameters import PROBLEMS, PageParameters, check, site_of
from delivery.models import PublishedDocument
from delivery.published import schemas
from delivery.published.resolving import Resolver
from images.models import CustomImage

router = Router(tags=["subjects"])


class CategoryDetail(schemas.Category):
    """A category with what it is about."""

    description: str


class PersonDetail(schemas.Person):
    """An author or clinical reviewer with their profile."""

    biography: schemas.RichText
    photo: schemas.Image | None
    website: str


class CategoryList(Schema):
    """The categories that have public posts."""

    items: list[CategoryDetail]
    next: str | None


class TagList(Schema):
    """The tags that public posts have."""

    items: list[schemas.Tag]
    next: str | None


class PersonList(Schema):
    """Who wrote or reviewed public posts."""

    items: list[PersonDetail]
    next: str | None


@router.get(
    "categories/",
    response={200: CategoryList, **PROBLEMS},
    operation_id="listCategories",
    summary="List categories",
)
def list_categories(request: HttpRequest, parameters: Query[PageParameters]) -> Any:
    """List the categories that have public posts, by slug."""
    site = site_of(request)
    slugs = PublishedDocument.objects.public(site).order_by().values("category_slug")
    blog = _blog_url(site)
    return _list(
        request,
        parameters,
        Category.objects.filter(slug__in=slugs),
        lambda category: _subject(category, blog) | {"description": category.description},
    )


@router.get(
    "tags/", response={200: TagList, **PROBLEMS}, operation_id="listTags", summary="List tags"
)
def list_tags(request: HttpRequest, parameters: Query[PageParameters]) -> Any:
    """List the tags that public posts have, by slug."""
    site = site_of(request)
    posts = PublishedDocument.objects.public(site).order_by().values("page_id")
    blog = _blog_url(site)
    return _list(
        request,
        parameters,
        Tag.objects.filter(tagged_posts__content_object__in=posts).distinct(),
        lambda tag: _subject(tag, blog),
    )


@router.get(
    "people/",
    response={200: PersonList, **PROBLEMS},
    operation_id="listPeople",
    summary="List authors and reviewers",
)
def list_people(request: HttpRequest, parameters: Query[PageParameters]) -> Any:
    """List who wrote or reviewed public posts, by slug."""
    site = site_of(request)
    public = PublishedDocument.objects.public(site).order_by()
    blog = _blog_url(site)
    resolver = Resolver(site)
    people = Person.objects.filter(
        Q(slug__in=public.values("author_slug")) | Q(slug__in=public.values("reviewer_slug"))
    )
    return _list(
        request,
        parameters,
        people.select_related("photo").prefetch_related("photo__renditions"),
        lambda person: {
            "name": person.name,
            "slug": person.slug,
            "credentials": person.credentials,
            "job_title": person.job_title,
            "url": listing_url(blog, person),
            "biography": _html_only(resolver.rich_text(RichText(person.biography))),
            "photo": resolver.image(person.photo),
            "website": person.website,
        },
    )


@router.get(
    "images/{image_id}/",
    response={200: schemas.Image, **PROBLEMS},
    operation_id="getImage",
    url_name="getImage",
    summary="Get an image",
)
def get_image(request: HttpRequest, image_id: int) -> Any:
    """Get an image that a public post shows, with its own alternative text."""
    check(request)
    site = site_of(request)
    image = None
    if stored_key(image_id):
        shown = PublishedDocument.objects.public(site).filter(image_keys__contains=f"/{image_id}/")
        if shown.exists():
            images = CustomImage.objects.prefetch_related("renditions")
            image = Resolver(site).image(images.filter(pk=image_id).first())
    if image is None:
        raise Http404("No public post shows an image of this number.")
    return answer(request, lambda: image, state=[image], surrogate_keys=[f"image-{image_id}"])


def _list(request: HttpRequest, parameters: PageParameters, rows: Any, describe: Any) -> Any:
    """Answer with a part of a list that is ordered by slug."""
    check(request, PageParameters)
    site = site_of(request)
    model: type[Model] = rows.model
    listed = f"{model._meta.label} by slug"
    found: QuerySet[Any] = rows.order_by("slug", "pk")
    if parameters.cursor:
        found = found.filter(slug__gt=cursors.read(parameters.cursor, of=listed)[0])
    page = list(found[: parameters.limit + 1])
    following = None
    if len(page) > parameters.limit:
        page.pop()
        query = request.GET.copy()
        query["cursor"] = cursors.make([page[-1].slug], of=listed)
        following = f"{site.root_url}{request.path}?{query.urlencode()}"
    items = [describe(row) for row in page]
    return answer(
        request,
        lambda: {"items": items, "next": following},
        state=[items, following],
        surrogate_keys=["posts", str(model._meta.verbose_name_plural)],
    )


def _subject(subject: Category | Tag, blog_url: str) -> dict[str, Any]:
    return {
        "name": subject.name,
        "slug": subject.slug,
        "url": listing_url(blog_url, subject),
    }


def _html_only(text: dict[str, str]) -> dict[str, str]:
    return {"html": text["html"]}


def _blog_url(site: Site) -> str:
    blog = BlogIndexPage.objects.live().descendant_of(site.root_page).first()
    return Resolver(site).absolute(blog.url or "") if blog else f"{site.root_url}/"
