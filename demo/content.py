"""The shape of the demo content. Posts are written in these terms, `loader` stores them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Picture:
    """An image in a section.

    Args:
        name: a drawing in `demo.pictures`.
        alt: what it shows, for who cannot see it; empty for decoration.
    """

    name: str
    alt: str = ""


@dataclass(frozen=True)
class PageReference:
    """A page of the site, named by its slug."""

    slug: str


@dataclass(frozen=True)
class Person:
    """An author or clinical reviewer."""

    slug: str
    name: str
    credentials: str
    job_title: str
    biography: str


@dataclass(frozen=True)
class Category:
    """A subject that posts are filed under."""

    slug: str
    name: str
    description: str
    shows_crisis_resources: bool = False


@dataclass(frozen=True)
class Comment:
    """A reader's comment with its replies."""

    name: str
    email: str
    text: str
    status: str = "approved"
    days_after: float = 1.0  # days after the post was published
    staff: bool = False
    helpful: int = 0  # readers who said so
    reports: tuple[str, ...] = ()  # what readers said when they reported it
    replies: tuple["Comment", ...] = ()


@dataclass(frozen=True)
class Post:
    """A post. `body` holds (block type, value) pairs as `blog.blocks` understands them.

    In running text `[[zarate-2006]]` cites the source of that key in `demo.sources`.
    """

    slug: str
    title: str
    summary: str
    category: str
    author: str
    reviewer: str
    tags: tuple[str, ...]
    published: date
    reviewed: date
    hero: Picture
    body: list[tuple[str, Any]]
    updated: date | None = None
    seo_title: str = ""
    search_description: str = ""
    focus_phrase: str = ""
    further_reading: tuple[str, ...] = ()  # keys of sources that the text does not cite
    comments: tuple[Comment, ...] = field(default=())
