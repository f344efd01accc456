"""A post as it is being edited, opened up for the checks.

The sections are read in their stored form: no check asks the database for what a section refers
to, except through `Draft.targets`, which asks once for all of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from django.utils.html import escape
from wagtail import blocks
from wagtail.models import Site

from blog.checks.text import sentences, words
from core.blocks import facts_of, title_of
from core.streams import TEXTS, walk
from images.blocks import ImageBlock

if TYPE_CHECKING:
    from blog.checks.references import Targets
    from blog.models import BlogPostPage
    from blog.models.checks import EditorialCheckSettings

PARAGRAPHS = ["p", "li", "h3", "h4"]


@dataclass(frozen=True)
class Link:
    """A link in the text.

    Args:
        text: its words.
        attributes: as rich text stores them: `href`, or `linktype` and `id`.
    """

    text: str
    attributes: dict[str, str]


@dataclass(eq=False)
class Part:
    """One value of a post: a field of the page, or a field somewhere in a section.

    Args:
        field: the page's field.
        section: the section, or None outside of the body.
        path: what leads from the section to the value.
        block: the block that edits it, or None for a field of the page.
        value: as it is stored.
        parent: the stored struct that it is a field of.
    """

    field: str
    section: "Section | None"
    path: tuple[str, ...]
    block: blocks.Block | None
    value: Any
    parent: Mapping[str, Any]

    @property
    def is_rich(self) -> bool:
        """Whether the value is rich text."""
        return isinstance(self.block, blocks.RichTextBlock)

    @property
    def is_text(self) -> bool:
        """Whether a reader reads the value as words."""
        return self.block is None or isinstance(self.block, TEXTS)

    @cached_property
    def html(self) -> BeautifulSoup:
        """The value parsed; plain text is one paragraph."""
        source = str(self.value or "")
        return BeautifulSoup(source if self.is_rich else f"<p>{escape(source)}</p>", "html.parser")

    @cached_property
    def elements(self) -> list[Tag]:
        """Paragraphs, list items and headings, in their order."""
        return list(self.html.find_all(PARAGRAPHS)) if self.is_text else []

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences; a heading or list item ends one without a full stop."""
        return [sentence for element in self.elements for sentence in self.sentences_of(element)]

    @staticmethod
    def sentences_of(element: Tag) -> list[str]:
        """Return the sentences of a paragraph, list item or heading."""
        return sentences(element.get_text())

    @cached_property
    def text(self) -> str:
        """The words alone."""
        return " ".join(self.sentences)

    @cached_property
    def links(self) -> list[Link]:
        """The links of rich text."""
        if not self.is_rich:
            return []
        return [
            Link(
                re.sub(r"\s+", " ", link.get_text()).strip(),
                {name: str(value) for name, value in link.attrs.items()},
            )
            for link in self.html.find_all("a")
        ]


@dataclass(eq=False)
class Section:
    """A section of the body.

    Args:
        draft: the post that it belongs to.
        index: its position, from 0.
        id: its identifier, which the editor knows too.
        type: the name of its block, such as `science`.
        block: the block.
        value: as it is stored.
    """

    draft: "Draft"
    index: int
    id: str
    type: str
    block: blocks.Block
    value: Any

    @property
    def heading(self) -> str:
        """The heading, or an empty text."""
        return title_of(self.block, self.value)

    @property
    def label(self) -> str:
        """What the editor calls the section."""
        kind = str(self.block.label)
        return f"{kind}: {self.heading}" if self.heading else f"{kind} (section {self.index + 1})"

    @cached_property
    def parts(self) -> list[Part]:
        """Every value in the section, however deep."""
        leaves = walk(self.block, self.value, whole=(ImageBlock,))
        return [
            Part("body", self, leaf.path, leaf.block, leaf.value, leaf.parent) for leaf in leaves
        ]

    @property
    def texts(self) -> list[Part]:
        """The values that are words."""
        return [part for part in self.parts if part.is_text]

    @property
    def prose(self) -> list[Part]:
        """The running text in the writer's own words."""
        if not facts_of(self.block).is_ours:
            return []
        return [part for part in self.parts if part.is_rich or type(part.block) is blocks.TextBlock]


class Draft:
    """A post with its sections.

    Args:
        post: the post, saved or not.
        site: the site that it is written for.
        settings: what the site asks of its posts.
    """

    def __init__(
        self, post: "BlogPostPage", *, site: Site, settings: "EditorialCheckSettings"
    ) -> None:
        self.post = post
        self.site = site
        self.settings = settings

    @cached_property
    def sections(self) -> list[Section]:
        """The sections of a known type."""
        known = self.post.body.stream_block.child_blocks
        return [
            Section(self, index, str(raw.get("id") or ""), raw["type"], block, raw["value"])
            for index, raw in enumerate(self.post.body.raw_data)
            if (block := known.get(raw["type"]))
        ]

    @cached_property
    def fields(self) -> list[Part]:
        """The words of the page itself."""
        return [
            Part(name, None, (), None, getattr(self.post, name), {})
            for name in ("title", "summary", "seo_title", "search_description")
        ]

    @cached_property
    def texts(self) -> list[Part]:
        """All words of the post."""
        return [*self.fields, *(part for section in self.sections for part in section.texts)]

    @cached_property
    def word_count(self) -> int:
        """How many words the body has."""
        return sum(len(words(part.text)) for section in self.sections for part in section.texts)

    @cached_property
    def targets(self) -> "Targets":
        """What the post refers to, loaded once for all checks."""
        # It is built from what is defined here.
        from blog.checks.references import Targets

        return Targets(self)
