"""The words of a text, as the search compares them.

The index and what a reader types go through the same functions, so that both databases find the
same: nothing is left to their own ideas of accents, endings and ranks.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from core.folding import APOSTROPHES, folded

LONGEST_WORD = 40  # characters; "dextromethorphan-bupropion" has 26
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
_HYPHENS = frozenset("-‐‑–_")
_LETTERS_AND_NUMBER = re.compile(r"([a-z]{2,})(\d+)")
_DROP_APOSTROPHES = {ord(sign): None for sign in APOSTROPHES}
_STEMMER = snowballstemmer.stemmer("english")

# What says nothing about the subject of a question: "How long does it take to work?"
_STOP_WORDS = """
a about after all also am an and any are as at be because been before being but by can could did
do does doing dont every for from get gets getting give had has have having he her hers him his
how i if im in into is isnt it its ive just let long make many may me might more most much my
need new no not now of on once one only or other our out over own really s she should so some
still such take takes taking tell than that the their them then there these they this those to
too up us very want was way we were what whats when where which while who why will with without
work working works would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())


class Word(NamedTuple):
    """One word of a text with its place in it.

    Args:
        word: folded, in lower case and without apostrophes.
        start: where it begins in the text, in characters.
        end: where it ends.
        is_joined: whether it is said by several, with hyphens between them, that stand in the
            list too: "phq9" beside "phq" and "9" of "PHQ-9".
    """

    word: str
    start: int
    end: int
    is_joined: bool = False


def words_of(text: str) -> list[Word]:
    """Return the words of a text, those with a hyphen both apart and as one."""
    plain, places = folded(text)
    found: list[Word] = []
    parts: list[re.Match[str]] = []

    def place(match: re.Match[str]) -> tuple[int, int]:
        if places is None:
            return match.start(), match.end()
        return places[match.start()], places[match.end() - 1] + 1

    def close() -> None:
        if len(parts) > 1:
            joined = "".join(_bare(part) for part in parts)
            found.append(Word(joined, place(parts[0])[0], place(parts[-1])[1], is_joined=True))
        parts.clear()

    for match in _WORD.finditer(plain):
        between = plain[parts[-1].end() : match.start()] if parts else ""
        if between not in _HYPHENS:
            close()
        found.append(Word(_bare(match), *place(match)))
        parts.append(match)
    close()
    return [word for word in found if len(word.word) <= LONGEST_WORD]


def plain_words(text: str) -> list[str]:
    """Return the words of a text, each hyphenated word in its parts."""
    return [word.word for word in words_of(text) if not word.is_joined]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what the forms of a word have in common: treat, treats, treated.

    Porter's second English stemmer: https://snowballstem.org/algorithms/english/stemmer.html
    """
    return str(_STEMMER.stemWord(word))


def stems(words: Iterator[str] | list[str]) -> tuple[str, ...]:
    """Return the stem of each word."""
    return tuple(stem(word) for word in words)


def parts_of(word: str) -> tuple[str, ...]:
    """Return letters and number of a word such as "phq9" apart; nothing for other words."""
    match = _LETTERS_AND_NUMBER.fullmatch(word)
    return match.groups() if match else ()


def _bare(match: re.Match[str]) -> str:
    return match[0].translate(_DROP_APOSTROPHES)
