"""What a block says about itself, in its `Meta`, to whoever reads what it holds.

Search, checks, reviews, contents, the API and Markdown ask here instead of knowing blocks by name:
a new block needs its class and its template, and all of them follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, cast

from wagtail.blocks import Block, StructBlock


@dataclass(frozen=True)
class Facts:
    """What is true of every value of a block. A `Meta` names what differs from the defaults.

    Args:
        title_field: the field that titles the value: the heading of a section, the term that is
            explained. Each struct says it, also that it has none ("").
        states_facts: whether it claims something about health, so that it needs a source. Each
            section says it.
        is_ours: whether the words are the writer's own; a quotation's are not ours to change.
        is_call_to_action: whether it says what to do next.
        questions_field: the list of questions and answers that search engines show.
        style_fields: fields that say how the value looks and nothing that a reader reads.
        address_properties: properties of the value that say where it leads; the API has them.
        reads_as: how it reads as Markdown: `section`, `link` or `table`.
    """

    title_field: str = ""
    states_facts: bool = False
    is_ours: bool = True
    is_call_to_action: bool = False
    questions_field: str = ""
    style_fields: tuple[str, ...] = ()
    address_properties: tuple[str, ...] = ()
    reads_as: str = "section"


@cache
def facts_of_kind(kind: Any) -> Facts:
    """Return what a class of blocks says about itself."""
    meta = kind._meta_class
    names = [field.name for field in fields(Facts) if hasattr(meta, field.name)]
    return Facts(**{name: getattr(meta, name) for name in names})


def facts_of(block: Block) -> Facts:
    """Return what a block says about itself."""
    return facts_of_kind(cast(Any, type(block)))


def title_of(block: Block, value: Any) -> str:
    """Return what titles a value; an empty text where nothing does.

    Args:
        block: the value's block.
        value: as it is stored or as the block made it.
    """
    name = facts_of(block).title_field
    if not name or not isinstance(block, StructBlock) or not isinstance(value, Mapping):
        return ""
    return str(value.get(name) or "").strip()
