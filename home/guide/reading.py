"""The editor guide: docs/editors.md, made ready for the admin."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from PIL import Image

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = DOCS / "editors.md"
PICTURES = DOCS / "pictures"
# How the guide names a picture, and how the site's static files do; see STATICFILES_DIRS.
NAMED, SERVED = "pictures/", "guide/"
# Pixels of a picture's file for each on screen: sharp on screens that have twice as many.
SCALE = 2
NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Heading:
    """A heading of the guide.

    Args:
        text: its words.
        anchor: its id, spelled as code hosts spell it.
        tasks: the headings below a part's.
    """

    text: str
    anchor: str
    tasks: "list[Heading]"


@dataclass(frozen=True)
class Guide:
    """The guide, ready to be shown.

    Args:
        title: its first heading.
        html: what follows.
        parts: the table of contents.
    """

    title: str
    html: SafeString
    parts: list[Heading]


def read_guide(path: Path = GUIDE) -> Guide:
    """Read the guide and render it, without its title.

    Args:
        path: of the Markdown.

    Raises:
        OSError: when the checkout has no such file.
    """
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=GuideRenderer)
    markdown.enable("table")
    tokens = markdown.parse(path.read_text(encoding="utf-8"))
    title, parts = "", []
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        text = _plain(inline)
        heading = Heading(text, anchor_of(text), [])
        token.attrSet("id", heading.anchor)
        if token.tag == "h1":
            title = text
        elif token.tag == "h2":
            parts.append(heading)
        elif parts:
            parts[-1].tasks.append(heading)
    html = markdown.renderer.render(_without_title(tokens), markdown.options, {})
    # The checkout's own text, whose HTML was escaped.
    return Guide(title, mark_safe(html), parts)  # noqa: S308


def anchor_of(text: str) -> str:
    """Return the id of a heading, so that a link works here and on a code host."""
    return NOT_IN_ANCHORS.sub("", text.lower()).replace(" ", "-")


class GuideRenderer(RendererHTML):
    """Renders Markdown with the guide's pictures."""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Render a picture by the address that serves it, with the room that it takes."""
        token = tokens[idx]
        name = str(token.attrGet("src")).removeprefix(NAMED)
        with Image.open(PICTURES / name) as picture:
            width, height = picture.size
        token.attrSet("src", static(SERVED + name))
        token.attrSet("width", str(width // SCALE))
        token.attrSet("height", str(height // SCALE))
        token.attrSet("loading", "lazy")
        return super().image(tokens, idx, options, env)


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _without_title(tokens: list[Token]) -> list[Token]:
    """Leave out the first heading, which the admin's page has as its own."""
    end = next((i for i, t in enumerate(tokens) if t.type == "heading_close" and t.tag == "h1"), -1)
    return tokens[end + 1 :]
