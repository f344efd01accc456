"""Typed sections: a schema and a value for each block, both from the block's own definition.

A new block type needs nothing here. A kind of block that is not known stops the start, so that
nothing ever leaves the system as an untyped value.
"""

from collections.abc import Callable, Hashable
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal, Union, cast

from ninja import Schema
from pydantic import Field, create_model
from wagtail import blocks

from core.blocks import facts_of, facts_of_kind
from delivery.published.resolving import Resolver
from delivery.published.schemas import DocumentReference, Image, PageReference, RichText
from images.blocks import (
    DocumentChooserBlock,
    ImageBlock,
    ImageChooserBlock,
    PageChooserBlock,
)

TEXTS = (
    blocks.CharBlock,
    blocks.TextBlock,
    blocks.EmailBlock,
    blocks.URLBlock,
    blocks.RegexBlock,
)


class UnknownBlockError(TypeError):
    """A kind of block that consumers were never told about."""

    def __init__(self, block: blocks.Block) -> None:
        super().__init__(
            f"{type(block).__module__}.{type(block).__qualname__} has no schema: consumers could "
            "not tell what it holds. Add its kind to schema_of() and value_of() in "
            "delivery/published/sections.py, or build the block from kinds that stand there."
        )


def schema_of(block: blocks.Block) -> Any:
    """Return the type of a block's value in the API.

    Raises:
        UnknownBlockError: for a kind of block that is not known.
    """
    match block:
        case ImageBlock() | ImageChooserBlock():
            return Image | None
        case PageChooserBlock():
            return PageReference | None
        case DocumentChooserBlock():
            return DocumentReference | None
        case blocks.StructBlock():
            return _struct_schema(cast(Hashable, type(block)))
        case blocks.StreamBlock():
            return list[_stream_item(block)]  # type: ignore[misc]
        case blocks.ListBlock():
            return list[schema_of(block.child_block)]  # type: ignore[misc]
        case blocks.RichTextBlock():
            return RichText
        case blocks.ChoiceBlock():
            # The form offers "nothing chosen" first; a required field never holds it.
            values = [str(value) for value, _ in block.field.choices]
            return Literal[tuple(value for value in values if value or not block.required)]
        case blocks.MultipleChoiceBlock():
            return list[Literal[tuple(str(value) for value, _ in block.field.choices)]]  # type: ignore[misc]
        case blocks.BooleanBlock():
            return bool
        case blocks.DateTimeBlock():
            return datetime if block.required else datetime | None
        case blocks.DateBlock():
            return date if block.required else date | None
        case blocks.TimeBlock():
            return time if block.required else time | None
        case blocks.IntegerBlock():
            return int if block.required else int | None
        case blocks.DecimalBlock() | blocks.FloatBlock():
            return float if block.required else float | None
    if isinstance(block, TEXTS):
        return str
    raise UnknownBlockError(block)


def value_of(block: blocks.Block, value: Any, resolver: Resolver) -> Any:
    """Return a block's value as its schema describes it.

    Args:
        block: the block.
        value: its value.
        resolver: writes images and links.
    """
    match block:
        case ImageBlock():
            # The block keeps the text of this place on the image; without one it is decoration.
            return resolver.image(value, alt=value.contextual_alt_text or "") if value else None
        case ImageChooserBlock():
            return resolver.image(value)
        case PageChooserBlock():
            return resolver.page(value)
        case DocumentChooserBlock():
            return resolver.document(value)
        case blocks.StructBlock():
            fields = {
                name: value_of(child, value.get(name), resolver)
                for name, child in block.child_blocks.items()
            }
            hidden = any(
                value.get(name) is not None and fields[name] is None
                for name in ("page", "document")
                if name in fields
            )
            for name in facts_of(block).address_properties:
                # Where a link leads is as secret as what it leads to.
                fields[name] = "" if hidden else resolver.absolute(getattr(value, name))
            return fields
        case blocks.StreamBlock():
            return [
                {
                    "id": child.id or "",
                    "type": child.block_type,
                    "value": value_of(child.block, child.value, resolver),
                }
                for child in value
            ]
        case blocks.ListBlock():
            return [value_of(block.child_block, child, resolver) for child in value]
        case blocks.RichTextBlock():
            return resolver.rich_text(value)
        case blocks.DecimalBlock() | blocks.FloatBlock():
            return float(value) if value is not None else None
        case blocks.MultipleChoiceBlock():
            return [str(chosen) for chosen in value or []]
        case blocks.DateTimeBlock() | blocks.DateBlock() | blocks.TimeBlock():
            return value.isoformat() if value else None
        case blocks.IntegerBlock() | blocks.BooleanBlock():
            return value
    return str(value or "")


@cache
def _struct_schema(kind: type[blocks.StructBlock]) -> type[Schema]:
    fields: dict[str, Any] = {
        name: (schema_of(child), Field(description=_description(child)))
        for name, child in kind.base_blocks.items()
    }
    for name in facts_of_kind(cast(Hashable, kind)).address_properties:
        getter: property = getattr(kind._meta_class.value_class, name)
        fields[name] = (str, Field(description=_first_sentence(getter.fget)))
    return create_model(
        kind.__name__.removesuffix("Block"),
        __base__=Schema,
        __doc__=_first_sentence(kind),
        **fields,
    )


# Each kind of stream has one schema, however many fields use it.
_streams: dict[Hashable, Any] = {}


def _stream_item(block: blocks.StreamBlock) -> Any:
    kinds = tuple((name, type(child)) for name, child in block.child_blocks.items())
    key = (type(block), kinds)
    if key not in _streams:
        _streams[key] = _stream_union(block)
    return _streams[key]


def _stream_union(block: blocks.StreamBlock) -> Any:
    prefix = type(block).__name__.removesuffix("Block")
    items: list[Any] = []
    for name, child in block.child_blocks.items():
        title = "".join(word.capitalize() for word in name.split("_"))
        items.append(
            create_model(
                f"{prefix}{title}",
                __base__=Schema,
                id=(str, Field(description="The same as long as the section exists.")),
                type=(cast(Any, Literal[name]), ...),
                value=(schema_of(child), ...),
            )
        )
    if len(items) == 1:
        return items[0]  # a union of one has nothing to discriminate
    return Annotated[Union[tuple(items)], Field(discriminator="type")]  # noqa: UP007


def _description(block: blocks.Block) -> str:
    return str(getattr(getattr(block, "field", block.meta), "help_text", None) or "")


def _first_sentence(thing: type | Callable[..., Any] | None) -> str:
    return (getattr(thing, "__doc__", "") or "").strip().split("\n")[0]
