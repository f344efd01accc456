"""What templates need to know about a post's sections."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.text import slugify

from blog.blocks import section_heading

register = template.Library()

# Fixed parts of the page; a section's heading must not take their anchors.
RESERVED = {"content", "replies", "reply-form", "sources"}


@dataclass(frozen=True)
class Section:
    """A section of a post with its place in the table of contents.

    Args:
        block: the stream child.
        heading: what the table of contents says, empty for a section without heading.
        anchor: the heading's `id`, the same at each visit while the heading stays; empty without.
    """

    block: Any
    heading: str
    anchor: str


@register.simple_tag
def sections(body: Any) -> list[Section]:
    """Return the sections of a stream value, each anchor used once."""
    used = set(RESERVED)
    found = []
    for block in body:
        heading = section_heading(block.value)
        anchor = _unused(slugify(heading)[:60].strip("-") or "section", used) if heading else ""
        found.append(Section(block=block, heading=heading, anchor=anchor))
    return found


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
