"""What the sections of a post have in common."""

from wagtail.blocks import CharBlock, StructBlock

# The groups of the block chooser, in the order in which a post uses them.
EXPLAIN = "Explain"
WEIGH = "Weigh up"
SHOW = "Show"
POINT_OUT = "Point out"
CLOSE = "Close"


class SectionBlock(StructBlock):
    """A section with a heading of level 2: it appears in the table of contents."""

    heading = CharBlock(
        max_length=120,
        help_text="Says what the section answers; it also appears in the table of contents.",
    )

    class Meta:
        title_field = "heading"
