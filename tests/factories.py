"""Factories: the least that each thing needs, with the rest named by the test."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import Any

import factory
import wagtail_factories
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as PillowImage

from blog.clinical_review.services import record, refresh
from blog.clinical_review.texts import texts_of
from blog.models import BlogIndexPage, BlogPostPage, Category, Person, Source
from home.models import HomePage, StandardPage
from images.models import CustomImage
from images.normalizing import NormalizedFile, normalize

PUBLISHED = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


class PersonFactory(factory.django.DjangoModelFactory):
    """An author or reviewer."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Author {n}")
    slug = factory.Sequence(lambda n: f"author-{n}")
    credentials = "MD"


class CategoryFactory(factory.django.DjangoModelFactory):
    """A category."""

    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Category {n}")
    slug = factory.Sequence(lambda n: f"category-{n}")


class SourceFactory(factory.django.DjangoModelFactory):
    """A source."""

    class Meta:
        model = Source

    authors = "Zarate CA, Singh JB, et al."
    title = factory.Sequence(lambda n: f"Trial {n}")
    publication = "Archives of General Psychiatry 63:856-864"
    year = 2006
    doi = factory.Sequence(lambda n: f"10.1001/archpsyc.{n}")


class HomePageFactory(wagtail_factories.PageFactory):
    """The site's root page."""

    class Meta:
        model = HomePage

    title = "Home"
    slug = "start"  # a new database has a page "home" already
    hero_heading = "Careful answers"
    hero_text = "Written by clinicians."


class StandardPageFactory(wagtail_factories.PageFactory):
    """A standard page."""

    class Meta:
        model = StandardPage

    body = "[]"
    first_published_at = PUBLISHED
    last_published_at = PUBLISHED


class BlogIndexPageFactory(wagtail_factories.PageFactory):
    """The blog's index."""

    class Meta:
        model = BlogIndexPage

    title = "Blog"
    slug = "blog"


class BlogPostPageFactory(wagtail_factories.PageFactory):
    """A published post; `body` takes (block type, value) pairs."""

    class Meta:
        model = BlogPostPage

    title = factory.Sequence(lambda n: f"Post {n}")
    slug = factory.Sequence(lambda n: f"post-{n}")
    summary = "What the post is about."
    author = factory.SubFactory(PersonFactory)
    category = factory.SubFactory(CategoryFactory)
    first_published_at = factory.Sequence(lambda n: PUBLISHED + timedelta(seconds=n))
    last_published_at = factory.SelfAttribute("first_published_at")

    @classmethod
    def _create_instance(cls, model_class: Any, parent: Any, kwargs: dict[str, Any]) -> Any:
        kwargs["body"] = body(kwargs.pop("body", []))
        tags = kwargs.pop("tags", [])
        page = super()._create_instance(model_class, parent, kwargs)
        if tags:
            page.tags.add(*tags)
            page.save()
        return page


def body(sections: Sequence[tuple[str, Any]]) -> Any:
    """Build a post's body through its blocks, so that each part gets its id."""
    block = BlogPostPage.body.field.stream_block
    return block.normalize(list(sections))


def cite(source: Source) -> str:
    """Return a citation as it stands in stored rich text."""
    return f'<embed embedtype="source" id="{source.pk}"/>'


def picture(
    *, width: int = 1600, height: int = 1000, title: str = "Picture", description: str = "A shape"
) -> CustomImage:
    """Store an image of one color."""
    file = NormalizedFile(_normalized(width, height), name="picture.png")
    return CustomImage.objects.create(title=title, description=description, file=file)


@cache
def _normalized(width: int, height: int) -> bytes:
    """Return an image of one color as the library stores it: normalizing takes its time."""
    data = BytesIO()
    PillowImage.new("RGB", (width, height), "#2f7f79").save(data, "PNG")
    return normalize(ContentFile(data.getvalue()), name="picture.png").read()


def signed(post: BlogPostPage, person: Person | None = None) -> BlogPostPage:
    """Sign a live post's text as a reviewer, and return the post anew."""
    record(post, texts_of(post), person=person or PersonFactory(), now=timezone.now())
    refresh(post.pk)
    return BlogPostPage.objects.get(pk=post.pk)
