"""What templates need to know about a post's sections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.utils.text import slugify

from core.blocks import title_of

register = template.Library()

# Fixed parts of the page; a section's heading must not take their anchors.
RESERVED = {
    "about-the-author",
    "about-the-reviewer",
    "content",
    "replies",
    "reply-form",
    "sources",
    "what-changed",
}
# What every post's page can be linked to besides its headings.
PARTS_OF_THE_PAGE = {*RESERVED, "related-posts"}


@dataclass(frozen=True)
class Section:
    """A section of a post with its place in the table of contents.

    Args:
        block: the stream child.
        heading: what the table of contents says, empty for a section without heading.
        anchor: the section's `id`, the same at each visit while the heading stays; empty without.
    """

    block: Any
    heading: str
    anchor: str


@register.simple_tag
def sections(body: Any) -> list[Section]:
    """Return the sections of a stream value, each anchor used once."""
    headings = [title_of(child.block, child.value) for child in body]
    return [
        Section(block=block, heading=heading, anchor=anchor)
        for block, heading, anchor in zip(body, headings, anchors(headings), strict=True)
    ]


def anchors(headings: Iterable[str]) -> list[str]:
    """Return the anchor of each heading, used once; an empty text where there is no heading."""
    used = set(RESERVED)
    return [
        _unused(slugify(heading)[:60].strip("-") or "section", used) if heading else ""
        for heading in headings
    ]


def _unused(anchor: str, used: set[str]) -> str:
    candidate, number = anchor, 2
    while candidate in used:
        candidate, number = f"{anchor}-{number}", number + 1
    used.add(candidate)
    return candidate


@register.simple_tag
def choice_label(value: Any, name: str) -> str:
    """Return the label of the choice that the field `name` of a struct value holds."""
    choices = value.block.child_blocks[name].field.choices
    return str(dict(choices).get(value[name], ""))


@dataclass(frozen=True)
class SectionReview:
    """Where the review of a section stands.

    Args:
        reviewed_on: the day of the newest sign-off of its text; None while it awaits one.
    """

    reviewed_on: date | None


@register.simple_tag
def section_review(page: Any, section: Section) -> SectionReview | None:
    """Return where a section's review stands; None before the post's first and without heading."""
    review = page.shown_review
    if review is None or not section.heading or section.block.id not in review.sections:
        return None
    day = review.sections[section.block.id]
    return SectionReview(date.fromisoformat(day) if day else None)
