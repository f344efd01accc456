"""How something works."""

from typing import Any

from wagtail.blocks import CharBlock, ListBlock, StructBlock

from blog.rich_text import INLINE, PROSE

from .base import EXPLAIN, SectionBlock
from .media import FigureBlock, sample_figure
from .rich_text import CitingTextBlock


class KeyTermBlock(StructBlock):
    """A word that the reader meets, and what it means."""

    term = CharBlock(max_length=80, help_text="For example: Glutamate")
    definition = CitingTextBlock(features=INLINE, help_text="One plain sentence.")

    class Meta:
        title_field = "term"
        icon = "help"
        label = "Key term"


class ScienceBlock(SectionBlock):
    """A mechanism explained: text, perhaps a figure, and the terms it uses."""

    text = CitingTextBlock(features=PROSE)
    figure = FigureBlock(required=False)
    key_terms = ListBlock(
        KeyTermBlock(),
        default=[],
        help_text="The words a reader may not know, each with a plain definition.",
    )

    class Meta:
        states_facts = True
        icon = "cogs"
        label = "Science"
        group = EXPLAIN
        description = "Explains a mechanism: text, a figure and key terms with definitions."
        template = "blocks/science.html"

        @staticmethod
        def preview_value() -> dict[str, Any]:
            """Show the library's own image, which may change."""
            return {
                "heading": "How ketamine works",
                "text": "<p>Most antidepressants act on serotonin. Ketamine acts on glutamate, the "
                "brain’s most common messenger.</p>",
                "figure": sample_figure(),
                "key_terms": [
                    {
                        "term": "Glutamate",
                        "definition": "<p>A messenger between nerve cells.</p>",
                    },
                    {
                        "term": "NMDA receptor",
                        "definition": "<p>A docking place for glutamate that ketamine blocks.</p>",
                    },
                ],
            }
