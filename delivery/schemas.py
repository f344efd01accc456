"""What the API answers, apart from sections, whose schemas come from their blocks."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field


class ImageFile(Schema):
    """One size and format of an image."""

    url: str
    width: int = Field(description="Pixels.")
    height: int = Field(description="Pixels.")
    type: Literal["image/avif", "image/webp", "image/jpeg"]


class Image(Schema):
    """An image with all its files; `src` is the widest JPEG."""

    id: int
    alt: str = Field(description="Alternative text for this place; empty when decorative.")
    decorative: bool
    title: str
    credit: str
    licence: str
    src: str
    width: int = Field(description="Pixels, of `src`.")
    height: int = Field(description="Pixels, of `src`.")
    srcset: list[ImageFile]


class PageLink(Schema):
    """A link to a public page of the site."""

    id: int
    title: str
    url: str


class DocumentLink(Schema):
    """A link to a file."""

    id: int
    title: str
    url: str
    size: int | None = Field(description="Bytes.")


class RichText(Schema):
    """Text with inline elements, lists and links; every link is absolute."""

    html: str
    text: str


class Person(Schema):
    """An author or clinical reviewer."""

    name: str
    slug: str
    credentials: str
    job_title: str
    url: str


class Category(Schema):
    """A subject that posts are filed under."""

    name: str
    slug: str
    url: str


class Tag(Schema):
    """A word that posts are tagged with."""

    name: str
    slug: str
    url: str


class PostSummary(Schema):
    """A post without its sections."""

    id: int
    slug: str
    title: str
    summary: str
    url: str = Field(description="The post as a page.")
    api_url: str = Field(description="The post with its sections.")
    first_published_at: datetime
    updated_at: datetime | None = Field(
        description="Last published, when that was a day or more after the first time."
    )
    reading_minutes: int
    category: Category | None
    tags: list[Tag]
    author: Person | None
    reviewer: Person | None
    reviewed_on: date | None
    image: Image | None
    comments_open: bool
    comment_count: int = Field(description="Approved replies.")


class SearchSnippet(Schema):
    """What search engines are told."""

    title: str
    description: str
    canonical_url: str


class PostList(Schema):
    """A part of the list of posts."""

    items: list[PostSummary]
    next: str | None = Field(description="Address of the following part; null at the end.")


class FieldProblem(Schema):
    """What is wrong with one parameter."""

    field: str
    message: str = Field(description="What is wrong and what is allowed.")


class Problem(Schema):
    """An error, after RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []
