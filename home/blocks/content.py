"""Blocks of standard pages and of the home page."""

from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock

from home.rich_text import PROSE

from .call_to_action import CallToActionBlock
from .links import LinksBlock


class TextSectionBlock(StructBlock):
    """A heading with running text."""

    heading = CharBlock(max_length=100)
    text = RichTextBlock(features=PROSE)

    class Meta:
        title_field = "heading"
        states_facts = False
        icon = "pilcrow"
        label = "Text"
        description = "A heading with running text, lists and links."
        template = "blocks/text_section.html"
        preview_value = {
            "heading": "How we write",
            "text": "<p>Each post starts from a question that our patients ask. "
            "We answer it in plain words and say where each fact comes from.</p>",
        }


class PageBodyBlock(StreamBlock):
    """The body of a standard page."""

    text = TextSectionBlock()
    call_to_action = CallToActionBlock()


class ServiceBlock(StructBlock):
    """A service of the clinic, as the home page shows it."""

    name = CharBlock(max_length=60)
    text = TextBlock(max_length=240, help_text="What it is, in one or two sentences.")
    links = LinksBlock(max_num=1, required=False, min_num=0)

    class Meta:
        title_field = "name"
        icon = "group"
        label = "Service"
        description = "A service with a sentence about it and a link."
        template = "blocks/service.html"
        preview_value = {
            "name": "Psychiatric evaluation",
            "text": "A first visit of an hour in which a clinician listens, asks and plans.",
            "links": [],
        }
