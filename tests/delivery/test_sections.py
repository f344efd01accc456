"""Schemas of blocks."""

import pytest
from wagtail.blocks import RawHTMLBlock, StructBlock

from delivery.published.sections import UnknownBlockError, schema_of


def test_kind_of_block_that_nobody_described_stops_the_start() -> None:
    class MarkupBlock(StructBlock):
        """Anything at all."""

        markup = RawHTMLBlock()

    with pytest.raises(UnknownBlockError, match="RawHTMLBlock has no schema"):
        schema_of(MarkupBlock())
