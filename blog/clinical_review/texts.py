"""What a section says, line by line: what a reviewer reads, signs and sees differ later."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail import blocks

from blog.models.post import BlogPostPage
from core.blocks import title_of
from core.streams import Leaf, walk

# The title and summary, which stand in no section.
HEAD = "head"
PARAGRAPHS = ["p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr"]
RUNNING_TEXT = "Text"
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class SectionText:
    """The text of a section.

    Args:
        section_id: the section's id in the stream, or `HEAD`.
        kind: the type of its block, or `HEAD`.
        label: its heading, or what its type is called.
        lines: what it says; links with their targets, choices in words.
    """

    section_id: str
    kind: str
    label: str
    lines: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Return a hash that changes with the text and with nothing else."""
        return hashlib.sha256("\n".join([self.kind, *self.lines]).encode()).hexdigest()


def texts_of(post: BlogPostPage) -> list[SectionText]:
    """Return the texts of a post: title and summary first, then each section.

    It reads the stored form of the sections and asks the database for nothing.

    Args:
        post: a post, live or as a revision has it.
    """
    head = (f"Title: {_plain(post.title)}", f"Summary: {_plain(post.summary)}")
    found = [SectionText(HEAD, HEAD, "Title and summary", head)]
    stream = post.body.stream_block
    for child in post.body.raw_data:
        block = stream.child_blocks.get(child["type"])
        if block is None:
            continue  # a type that is gone is not shown either
        value = child["value"]
        found.append(
            SectionText(
                child["id"] or "",
                child["type"],
                _plain(title_of(block, value)) or str(block.label),
                tuple(_lines(block, value)),
            )
        )
    return found


def _lines(block: blocks.Block, value: Any) -> Iterable[str]:
    """Return what a stored value says; each line with its label where it has one."""
    for leaf in walk(block, value):
        if leaf.value is not None and leaf.value != "" and leaf.value is not False:
            yield from _lines_of(leaf)


def _lines_of(leaf: Leaf) -> Iterable[str]:
    match leaf.block:
        case blocks.RichTextBlock():
            # What a field is called is said once, and not of running text.
            begins = "" if leaf.label in ("", RUNNING_TEXT) else f"{leaf.label}: "
            for line in _paragraphs(str(leaf.value)):
                yield f"{begins}{line}"
                begins = ""
            return
        case blocks.ChoiceBlock():
            words = dict(_flat(leaf.block.field.choices)).get(leaf.value, leaf.value)
        case blocks.ChooserBlock():
            # In the form of a link in running text; `clinical_review.references` names it.
            words = f"[{leaf.block.target_model._meta.verbose_name} {leaf.value}]"
        case _:
            words = "yes" if leaf.value is True else _plain(str(leaf.value))
    yield f"{leaf.label}: {words}" if leaf.label else str(words)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for value, words in choices:
        if isinstance(words, (list, tuple)):
            yield from words
        else:
            yield value, words


def _paragraphs(html: str) -> Iterable[str]:
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a"):
        target = link.get("href") or f"{link.get('linktype')} {link.get('id')}"
        link.append(f" [{target}]")
    for embed in soup.find_all("embed"):
        embed.replace_with(f"[{embed.get('embedtype')} {embed.get('id') or embed.get('url')}]")
    for item in soup.find_all("li"):
        item.insert(0, "• ")
    for raised, sign in (("sup", "^"), ("sub", "_")):
        for element in soup.find_all(raised):
            element.insert(0, sign)
    for element in soup.find_all([*PARAGRAPHS, "br"]):
        if isinstance(element, Tag):
            element.insert_before("\n")
            element.insert_after("\n")
    for line in soup.get_text().split("\n"):
        if words := _plain(line):
            yield words


def _plain(text: str) -> str:
    return SPACE.sub(" ", text).strip()
