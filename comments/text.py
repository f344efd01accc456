"""What readers type: cleaned, and turned into the little HTML that replies may hold."""

import re

import nh3
from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

from core.folding import BLANKS

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
# Directions that a text may not turn around, and characters that nobody sees, but for those that
# scripts and emoji are written with: joiners and variation selectors.
# https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
# Drawn as nothing: a text of these alone is empty, and between words they are blanks.
EMPTY_PLACES = re.compile(f"[{''.join(sorted(BLANKS))}]")
# More marks on one letter than any language writes pile up over the neighbouring lines.
PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{3})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
NUMBERED = re.compile(r"( {0,3})(\d{1,9})[.)](?=\s|$)")
EMPTY_LINES = re.compile(r"\n{3,}")
# CommonMark with paragraphs, line breaks, bold, italics, lists and links, and nothing else.
_markdown = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20}).enable(
    ["newline", "escape", "emphasis", "list", "link"]
)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Take `*` and `_` between letters, and beside digits, as they are.

    CommonMark lets a star begin emphasis inside a word: "2*25 mg … 1*50 mg" would be shown as
    "225 mg … 150 mg", which is another dose.
    """
    begin = state.pos
    sign = state.src[begin]
    if sign not in "*_":
        return False
    end = begin
    while end < state.posMax and state.src[end] == sign:
        end += 1
    before = state.src[begin - 1] if begin else " "
    after = state.src[end] if end < state.posMax else " "
    is_within = before.isalnum() and after.isalnum()
    if not is_within and not (before.isdigit() or after.isdigit()):
        return emphasis.tokenize(state, silent)
    if not silent:
        state.pending += state.src[begin:end]
    state.pos = end
    return True


def _name_links(state: StateCore) -> None:
    """Give a link without words its address: nobody would see it, or hear where it leads."""
    for token in state.tokens:
        children = token.children or []
        for place in range(len(children) - 1, 0, -1):
            opening, closing = children[place - 1], children[place]
            if (opening.type, closing.type) == ("link_open", "link_close"):
                words = Token("text", "", 0, content=str(opening.attrGet("href")))
                children.insert(place, words)


_markdown.inline.ruler.at("emphasis", _emphasis)
_markdown.core.ruler.push("name_links", _name_links)


def without_unseen(text: str) -> str:
    """Return the text with plain line ends and without what can't be seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = PILED_MARKS.sub(r"\1", EMPTY_PLACES.sub(" ", UNSEEN.sub("", text)))
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


def _with_own_numbers(text: str) -> str:
    """Keep "50. mg" and "20)" from becoming items of a list with other numbers.

    Only what counts up from 1 is a list; what else begins with a number says that number.
    """
    lines, expected = [], 1
    for line in text.split("\n"):
        if item := NUMBERED.match(line):
            number = int(item[2])
            if number == 1 or number == expected:
                expected = number + 1
            else:
                line = f"{item[1]}{item[2]}\\{line[item.end(2) :]}"
        lines.append(line)
    return "\n".join(lines)


def as_html(text: str) -> str:
    """Return a reply as safe HTML.

    markdown-it refuses dangerous links and writes no HTML of the reader's; nh3 then lets through
    only the listed elements, whatever the parser may have let slip.
    """
    try:
        html = _markdown.render(_with_own_numbers(text))
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
