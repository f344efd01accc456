"""The words of a stream field."""

from typing import Any

from django.utils.html import strip_tags
from wagtail.blocks import Block

from core.streams import walk


def stored_text(block: Block, raw: Any) -> str:
    """Return the words in a stream field as it is stored.

    Args:
        block: the field's stream block.
        raw: the field's value in JSON's terms, such as `list(page.body.raw_data)`.
    """
    return " ".join(
        strip_tags(str(leaf.value).replace("><", "> <")) if leaf.is_rich else str(leaf.value)
        for leaf in walk(block, raw)
        if leaf.is_text and leaf.value
    )
