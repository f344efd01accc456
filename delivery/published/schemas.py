"""What the API answers, apart from sections, whose schemas come from their blocks."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field, create_model

from blog.models.sources import SourceKind, WithdrawalReason


def absent_by_default(schema: dict[str, Any]) -> None:
    """Take the default out of a field's schema: without a value the field is absent."""
    schema.pop("default", None)


class ImageFile(Schema):
    """One size and format of an image."""

    url: str
    width: int = Field(description="Pixels.")
    height: int = Field(description="Pixels.")
    type: Literal["image/avif", "image/webp", "image/jpeg"]


class FocalPoint(Schema):
    """The middle of what matters in an image."""

    x: float = Field(description="From the left, 0 to 1.")
    y: float = Field(description="From the top, 0 to 1.")


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
    focal_point: FocalPoint | None
    srcset: list[ImageFile]


class PageReference(Schema):
    """A link to a public page of the site."""

    id: int
    title: str
    url: str


class DocumentReference(Schema):
    """A link to a file."""

    id: int
    title: str
    url: str
    size: int | None = Field(description="Bytes.")


class RichText(Schema):
    """Text with inline elements, lists and links; every link is absolute."""

    html: str
    markdown: str = Field(
        None,  # type: ignore[assignment]
        description="With `formats=markdown`.",
        json_schema_extra=absent_by_default,
    )
    text: str = Field(
        None,  # type: ignore[assignment]
        description="With `formats=text`.",
        json_schema_extra=absent_by_default,
    )


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


class RelatedPost(Schema):
    """A post to read next."""

    id: int
    slug: str
    title: str
    summary: str
    url: str
    api_url: str


class PostCore(Schema):
    """What every post says of itself."""

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
    modified_at: datetime = Field(description="When anything in this document last changed.")
    reading_minutes: int
    category: Category | None
    tags: list[Tag]
    author: Person | None
    reviewer: Person | None
    reviewed_on: date | None
    image: Image | None
    crisis_resources_first: bool = Field(
        description="Show the crisis resources of `settings/` above the post, as the site does."
    )
    comments_open: bool
    comment_count: int = Field(description="Approved replies.")
    related: list[RelatedPost] = Field(description="Up to three posts to read next.")


def optional(description: str | None = None) -> Any:
    """Return a field that an answer may leave out, which is not the same as null."""
    return Field(None, description=description, json_schema_extra=absent_by_default)


ListedPost: type[Schema] = create_model(
    "ListedPost",
    __base__=Schema,
    __doc__="A post without its sections.",
    **{  # type: ignore[call-overload]
        name: (field.annotation, Field(description=field.description))
        for name, field in PostCore.model_fields.items()
        if name != "related"
    },
)


PostSummary: type[Schema] = create_model(
    "PostSummary",
    __base__=Schema,
    __doc__="A post in a list. What `fields` and `include` do not ask for is absent.",
    **{  # type: ignore[call-overload]
        name: (
            (field.annotation, Field(description=field.description))
            if name in ("id", "slug")
            else (field.annotation, optional(field.description))
        )
        for name, field in PostCore.model_fields.items()
    },
)


class SectionReview(Schema):
    """Whether a section's text is one that a clinical reviewer signed."""

    id: str = Field(description="The section's id.")
    state: Literal["reviewed", "not_reviewed"]
    reviewed_on: date | None = Field(description="The day of its newest sign-off.")


class Review(Schema):
    """Where the clinical review of a post stands."""

    state: Literal["reviewed", "partly_reviewed", "not_reviewed"] = Field(
        description="`reviewed` while the whole text is one that a reviewer signed; "
        "`partly_reviewed` while some of it changed since."
    )
    reviewed_on: date | None = Field(description="The day of the last whole review.")
    sections: list[SectionReview]


class PostUpdate(Schema):
    """A change of a post after it went live, as its readers are told."""

    changed_on: date
    kind: Literal["update", "correction"]
    text: str


class SearchSnippet(Schema):
    """What search engines are told."""

    title: str
    description: str
    canonical_url: str


class Withdrawal(Schema):
    """That a source does not stand any more."""

    on: date
    reason: Literal[tuple(WithdrawalReason.values)]  # type: ignore[valid-type]


class Source(Schema):
    """What a post stands on. Rich text cites it by its number: `[1]`, linked to `#source-1`."""

    number: int | None = Field(
        description="In the order of first use; null for further reading, which is not cited."
    )
    type: Literal[tuple(SourceKind.values)]  # type: ignore[valid-type]
    authors: str
    title: str
    publication: str = Field(description="Journal with volume and pages, publisher or agency.")
    year: int
    doi: str = Field(description="Lower case, without https://doi.org/; empty without.")
    url: str = Field(description="Where it can be read, by DOI where it has one.")
    accessed_on: date | None
    level_of_evidence: int | None = Field(
        description="1, strongest, to 5: the Oxford Centre's levels of 2011."
    )
    withdrawn: Withdrawal | None


class PostList(Schema):
    """A part of the list of posts."""

    items: list[PostSummary]
    next: str | None = Field(description="Address of the following part; null at the end.")


class Comment(Schema):
    """A reader's reply. Nothing of its writer but the name that they chose."""

    id: int
    author: str
    by_clinic: bool = Field(description="Written by the clinic.")
    by_author: bool = Field(description="Written by the post's author.")
    html: str = Field(description="Sanitised.")
    posted_at: datetime
    edited_at: datetime | None
    reply_to: int | None
    level: int = Field(description="How deep in its thread, from 0 to 3.")
    helpful_count: int
    url: str = Field(description="Permanent address.")
    replies: list["Comment"] = Field(description="Answers to it; empty in the flat view.")
    more_replies: int = Field(description="Replies of the thread that are not among these.")
    more_url: str | None = Field(description="Where all replies of the thread are.")


class FieldProblem(Schema):
    """What is wrong with one parameter."""

    field: str
    message: str = Field(description="What is wrong and what is allowed.")


class Problem(Schema):
    """An error, after RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem]
