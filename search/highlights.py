"""Showing where the words were found."""

from collections.abc import Collection

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.words import STOP_WORDS, Word, stem, words_of

EXCERPT_LENGTH = 220  # characters


def highlight(text: str, stems: Collection[str]) -> SafeString:
    """Return the text as HTML with the words marked, also in other forms: treats, treating.

    Args:
        text: plain text; it is escaped.
        stems: stems of the words that were found.
    """
    parts: list[tuple[str, str]] = []
    end = 0
    for word in _found(text, stems):
        if word.start < end:
            continue
        parts.append((text[end : word.start], text[word.start : word.end]))
        end = word.end
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}", marked, text[end:])


def excerpt(text: str, stems: Collection[str]) -> str:
    """Return the part of a text around the first of the words, cut between words."""
    found = _found(text, stems)
    start = max(0, found[0].start - EXCERPT_LENGTH // 3) if found else 0
    if start:
        start = text.find(" ", start) + 1
    part = text[start : start + EXCERPT_LENGTH]
    if start + EXCERPT_LENGTH < len(text):
        part = part.rsplit(" ", 1)[0] + " …"
    return f"… {part}" if start else part


def _found(text: str, stems: Collection[str]) -> list[Word]:
    wanted = set(stems)
    return [
        word for word in words_of(text) if stem(word.word) in wanted and word.word not in STOP_WORDS
    ]
