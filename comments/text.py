"""What readers type: cleaned, and turned into the little HTML that replies may hold."""

import re

import nh3
from django.utils.html import escape
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
# Directions that a text may not turn around, and characters that nobody sees.
# https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# More marks on one letter than any language writes pile up over the neighbouring lines.
PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
EMPTY_LINES = re.compile(r"\n{3,}")
LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"']+", re.IGNORECASE)

# CommonMark with paragraphs, line breaks, bold, italics, lists and links, and nothing else.
_markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20}).enable(
    ["newline", "escape", "emphasis", "list", "link"]
)


def without_unseen(text: str) -> str:
    """Return the text with plain line ends and without what can't be seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = PILED_MARKS.sub(r"\1", UNSEEN.sub("", text))
    return EMPTY_LINES.sub("\n\n", text).strip()


def unstorable(text: str, *, lines: bool) -> bool:
    """Return whether a text holds control characters or lone surrogates.

    Args:
        text: the text.
        lines: whether line breaks and tabs are fine.
    """
    allowed = "\n\t" if lines else ""
    return any(
        ((ord(character) < 32 or 0x7F <= ord(character) < 0xA0) and character not in allowed)
        or 0xD800 <= ord(character) < 0xE000
        or ord(character) in (0xFFFE, 0xFFFF)  # no character at all, and no feed can hold them
        for character in text
    )


def as_html(text: str) -> str:
    """Return a reply as safe HTML.

    markdown-it refuses dangerous links and writes no HTML of the reader's; nh3 then lets through
    only the listed elements, whatever the parser may have let slip.
    """
    try:
        html = _markdown.render(text)
    except (RecursionError, ValueError):  # a text made to break parsers stays readable
        html = f"<p>{escape(text)}</p>"
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel="nofollow ugc noopener",
    ).strip()


def links_in(text: str) -> list[str]:
    """Return the addresses in a text, as typed."""
    return LINK.findall(text)
