"""What a page says, for the index."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.utils.html import strip_tags
from wagtail.blocks import Block
from wagtail.models import Page

from blog.models import BlogPostPage
from blog.templatetags.section_tags import anchors
from core.blocks import title_of
from core.streams import walk
from home.models import FormPage, StandardPage
from search.words import stem, words_of

SEARCHED = (BlogPostPage, StandardPage, FormPage)

_END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|div|tr|td|th|blockquote)>|<br\s*/?>", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_ENDS_A_SENTENCE = (".", "!", "?", ":", ";", "…", "”", ")")


class Passage(TypedDict):
    """A section as it is found: where it stands, what it is called, what it says.

    Its stems are those of heading and text, each once, with blanks between them.
    """

    anchor: str
    heading: str
    text: str
    stems: str


@dataclass
class Contents:
    """What a page says, by how much it tells about its subject.

    Args:
        title: what it is called.
        subjects: what it is filed under, and what somebody would type to find it.
        summary: what it says in two sentences.
        passages: its sections in their order.
        is_post: whether it is a post; what is said about the site comes after those.
    """

    title: str
    subjects: list[str] = field(default_factory=list)
    summary: str = ""
    passages: list[Passage] = field(default_factory=list)
    is_post: bool = True


def contents_of(page: Page) -> Contents:
    """Return what a post, a standard page or a form page says.

    Raises:
        TypeError: for another kind of page.
    """
    match page:
        case BlogPostPage():
            subjects = [tag.name for tag in page.tags.all()]
            subjects += [each.name for each in (page.category, page.author) if each]
            subjects.append(page.focus_phrase)
            return Contents(page.title, subjects, page.summary, _sections(page.body))
        case StandardPage():
            summary = " ".join(filter(None, (page.introduction, page.search_description)))
            return Contents(page.title, [], summary, _sections(page.body, linked=False), False)
        case FormPage():
            texts = (page.introduction, page.search_description)
            fields = [each.label for each in page.form_fields.all()]
            passage = _passage("", "", _joined(fields))
            return Contents(page.title, [], _joined(map(_plain, texts)), [passage], False)
    raise TypeError(f"{type(page).__name__} pages are not searched.")


def _sections(stream: Any, *, linked: bool = True) -> list[Passage]:
    blocks = stream.stream_block.child_blocks
    known = [
        (blocks[raw["type"]], raw["value"]) for raw in stream.raw_data if raw["type"] in blocks
    ]
    headings = [title_of(block, value) for block, value in known]
    # Only a post gives its headings an anchor.
    places = anchors(headings) if linked else [""] * len(headings)
    return [
        _passage(anchor, heading, _text(block, value, without=heading))
        for (block, value), heading, anchor in zip(known, headings, places, strict=True)
    ]


def _passage(anchor: str, heading: str, text: str) -> Passage:
    stems = {stem(word.word) for part in (heading, text) for word in words_of(part)}
    return Passage(anchor=anchor, heading=heading, text=text, stems=" ".join(sorted(stems)))


def _text(block: Block, value: Any, *, without: str) -> str:
    texts = (
        str(leaf.value) if not leaf.is_rich else _plain(str(leaf.value))
        for leaf in walk(block, value)
        if leaf.is_text and leaf.value
    )
    return _joined(text for text in texts if text != without)


def _plain(rich_text: str) -> str:
    """Return the words of rich text, the items of a list apart from each other."""
    blocks = _END_OF_BLOCK.sub("\n", rich_text).split("\n")
    return _joined(html.unescape(strip_tags(block)) for block in blocks)


def _joined(texts: Iterable[str]) -> str:
    """Return texts as one, so that what two of them say does not run together."""
    return " ".join(_separated(texts))


def _separated(texts: Iterable[str]) -> Iterator[str]:
    bare = [text for text in (_SPACE.sub(" ", text).strip() for text in texts) if text]
    for text in bare[:-1]:
        yield text if text.endswith(_ENDS_A_SENTENCE) else f"{text};"
    yield from bare[-1:]
