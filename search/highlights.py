"""Showing where the words were found."""

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

EXCERPT_LENGTH = 220  # characters
ENDING = re.compile(r"(?:ing|ed|es|s|ly|ment|ments)$")
SPACE = re.compile(r"\s+")


def highlight(text: str, words: list[str]) -> SafeString:
    """Return the text as HTML with the words marked, also in other forms: treats, treating.

    Args:
        text: plain text; it is escaped.
        words: words in lower case.
    """
    pattern = _pattern(words)
    if pattern is None:
        return mark_safe(escape(text))  # noqa: S308 - escaped
    parts, end = [], 0
    for match in pattern.finditer(text):
        parts += [escape(text[end : match.start()]), "<mark>", escape(match[0]), "</mark>"]
        end = match.end()
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - each part was escaped


def excerpt(text: str, words: list[str]) -> str:
    """Return the part of a text around the first of the words, cut between words."""
    text = SPACE.sub(" ", text).strip()
    pattern = _pattern(words)
    match = pattern.search(text) if pattern else None
    start = max(0, match.start() - EXCERPT_LENGTH // 3) if match else 0
    if start:
        start = text.find(" ", start) + 1
    part = text[start : start + EXCERPT_LENGTH]
    if start + EXCERPT_LENGTH < len(text):
        part = part.rsplit(" ", 1)[0] + " …"
    return f"… {part}" if start else part


def _pattern(words: list[str]) -> re.Pattern[str] | None:
    stems = {_stem(word) for word in words if word}
    if not stems:
        return None
    alternatives = "|".join(
        # A short word only stands for itself: "it" is not in "items".
        re.escape(stem) + (r"\w*" if len(stem) > 3 else r"\b")
        for stem in sorted(stems, key=len, reverse=True)
    )
    return re.compile(rf"\b(?:{alternatives})", re.IGNORECASE)


def _stem(word: str) -> str:
    stem = ENDING.sub("", word)
    return stem if len(stem) > 3 else word
