"""Walking through a stream field as it is stored: one walk for whoever reads it.

The stored form says everything that a section says, and reading it asks the database for nothing;
through the values each kind of section would ask for its images and pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import Block, CharBlock, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.field_block import TextBlock

from core.blocks import title_of
from core.wagtail_internals import StreamValue

# What holds words that somebody wrote; choices, keys and addresses are none.
TEXTS = (CharBlock, TextBlock, RichTextBlock)


@dataclass(frozen=True, eq=False)
class Leaf:
    """A value that no further block is within.

    Args:
        path: what leads to it: names of fields, and identifiers of the items of lists and streams.
        block: the block that edits it.
        value: as it is stored.
        parent: the stored struct that it is a field of; empty outside of one.
        label: what an editor calls it: that of its field, or of the list that it is an item of.
    """

    path: tuple[str, ...]
    block: Block
    value: Any
    parent: Mapping[str, Any]
    label: str

    @property
    def is_rich(self) -> bool:
        """Whether it is rich text."""
        return isinstance(self.block, RichTextBlock)

    @property
    def is_text(self) -> bool:
        """Whether it is words that somebody wrote."""
        return isinstance(self.block, TEXTS)


def walk(block: Block, raw: Any, *, whole: tuple[type[StructBlock], ...] = ()) -> Iterator[Leaf]:
    """Yield the values of a block, in the order of its fields.

    What is not of the shape that its block has holds nothing: a draft may be half filled in, and
    what a type that is gone stored is not shown either.

    Args:
        block: the block, such as the stream of a page's body or one section's.
        raw: its value as it is stored.
        whole: kinds of struct that are yielded as one value, not field by field.
    """
    yield from _walk(block, raw, (), {}, "", whole)


def section_titles(stream: StreamValue) -> list[str]:
    """Return the title of each section of a known type, empty for those without one."""
    blocks = stream.stream_block.child_blocks
    return [
        title_of(block, raw["value"])
        for raw in stream.raw_data
        if (block := blocks.get(raw["type"]))
    ]


def _walk(
    block: Block,
    raw: Any,
    path: tuple[str, ...],
    parent: Mapping[str, Any],
    label: str,
    whole: tuple[type[StructBlock], ...],
) -> Iterator[Leaf]:
    match block:
        case StructBlock() if not isinstance(block, whole):
            if not isinstance(raw, dict):
                return
            for name, child in block.child_blocks.items():
                at = (*path, name)
                yield from _walk(child, raw.get(name), at, raw, str(child.label), whole)
        case ListBlock():
            for identifier, value in _items(raw):
                at = (*path, identifier)
                yield from _walk(block.child_block, value, at, parent, label, whole)
        case StreamBlock():
            for item in raw if isinstance(raw, list) else []:
                if child := block.child_blocks.get(item["type"]):
                    at = (*path, str(item.get("id") or ""))
                    yield from _walk(child, item["value"], at, parent, str(child.label), whole)
        case _:
            yield Leaf(path, block, raw, parent, label)


def _items(raw: Any) -> Iterator[tuple[str, Any]]:
    """Yield identifier and value of each item of a list."""
    for item in raw if isinstance(raw, list) else []:
        # Written by hand, an item may stand without its wrapper.
        if isinstance(item, dict) and {"type", "value"} <= set(item):
            yield str(item.get("id") or ""), item["value"]
        else:
            yield "", item
