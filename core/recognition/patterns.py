"""The small language that patterns are written in.

    want to die          these words, one after the other
    suicid*              a word that begins so
    {close}              a word or an expression of the class "close"
    [really] want        "really" may be missing
    (end|finish) it      one of these; each may be several words
    took _ pills         any one word in between
    took ... pills       up to three words in between; a longer row of dots allows as many words
    ^i give up$          at the beginning of a sentence, at its end
    can not go on~       where a clause may end: not in "can not go on Tuesdays"
    rope & tonight       both in one sentence, in any order

A pattern never reaches from one sentence into the next. It becomes part of an automaton that
reads a text word by word: no pattern can hang or slow down the recogniser.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from core.folding import skeleton

MOST_PIECES = 1000
MOST_DEPTH = 8
MOST_WORDS_BETWEEN = 8
ANY_WORD = "_"

_PIECE = re.compile(r"\{[a-z_]+\}|\.{2,}|…|[\[\](){}|]|[^\s\[\](){}|]+")
_WORD = re.compile(r"[^\W_]+\*?")


class PatternError(ValueError):
    """A pattern that can't be read; says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Some words in between.

    Args:
        most: how many.
    """

    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences, which may be empty."""

    sequences: tuple["Sequence", ...]


# A word, a beginning with its star, a class in braces, or any word.
Part = str | Gap | Choice
Sequence = tuple[Part, ...]
# What a word is spelled like, in one or more words.
Spelling = Callable[[str], tuple[str, ...]]


def parse(pattern: str, spell: Spelling, classes: Collection[str]) -> Sequence:
    """Return what a pattern consists of.

    Args:
        pattern: in the language above.
        spell: brings a word into the spelling that texts are brought into.
        classes: the names that may stand in braces.

    Raises:
        PatternError: naming what is wrong.
    """
    pieces = _PIECE.findall(pattern)
    if len(pieces) > MOST_PIECES:
        raise PatternError(f"A phrase may have {MOST_PIECES} words and signs. Please shorten it.")
    sequence = _Reader(pieces, spell, classes).all()
    if _may_be_empty(sequence):
        raise PatternError("A phrase needs a word that can't be missing.")
    if isinstance(sequence[0], Gap) or isinstance(sequence[-1], Gap):
        raise PatternError("“...” stands between two words, not at an end.")
    return sequence


def symbols_of(sequence: Sequence) -> set[str]:
    """Return every word, beginning and class in a sequence."""
    found: set[str] = set()
    for part in sequence:
        if isinstance(part, str):
            found.add(part)
        elif isinstance(part, Choice):
            for each in part.sequences:
                found |= symbols_of(each)
    return found


def _may_be_empty(sequence: Sequence) -> bool:
    return all(
        isinstance(part, Gap)
        or part == ANY_WORD
        or (isinstance(part, Choice) and any(map(_may_be_empty, part.sequences)))
        for part in sequence
    )


class _Reader:
    def __init__(self, pieces: list[str], spell: Spelling, classes: Collection[str]) -> None:
        self.pieces, self.place = pieces, 0
        self.spell, self.classes = spell, classes

    def all(self) -> Sequence:
        (sequence,) = self._sequences(end="", depth=0)
        return sequence

    def _sequences(self, end: str, depth: int) -> tuple[Sequence, ...]:
        if depth > MOST_DEPTH:
            raise PatternError("There are too many brackets inside one another.")
        found: list[Sequence] = []
        parts: list[Part] = []
        while True:
            piece = self._next()
            if piece == end:
                return tuple(dict.fromkeys([*found, tuple(parts)]))
            if not piece:
                raise PatternError(f"A bracket is not closed: “{end}” is missing.")
            if piece == "|":
                if not end:
                    raise PatternError("“|” stands inside brackets, as in (end|finish).")
                found.append(tuple(parts))
                parts = []
            else:
                parts += self._parts(piece, depth)

    def _parts(self, piece: str, depth: int) -> Sequence:
        if piece == "(":
            return (Choice(self._sequences(")", depth + 1)),)
        if piece == "[":
            return (Choice(((), *self._sequences("]", depth + 1))),)
        if piece in (")", "]"):
            raise PatternError(f"A “{piece}” closes a bracket that was not opened.")
        if piece.startswith("{") and piece.endswith("}") and len(piece) > 2:
            if piece[1:-1] not in self.classes:
                raise PatternError(f"There is no class {piece}.")
            return (piece,)
        if piece == ANY_WORD:
            return (piece,)
        if piece == "…" or not piece.strip("."):
            return (Gap(min(max(3, len(piece)), MOST_WORDS_BETWEEN)),)
        return self._word(piece)

    def _word(self, piece: str) -> Sequence:
        if piece.endswith("*"):
            # A beginning is no word that could be spelled another way.
            words: tuple[str, ...] = (f"{skeleton(piece.rstrip('*'))}*",)
        else:
            words = self.spell(piece)
        for word in words:
            if not _WORD.fullmatch(word.replace("_emoji", "")):
                raise PatternError(
                    f"“{piece}” is not a word. A phrase has letters, digits and, at the end of "
                    "a word, a star."
                )
            if word.endswith("*") and len(word) < 3:
                raise PatternError(f"“{piece}” needs two letters or more before its star.")
        return words

    def _next(self) -> str:
        if self.place >= len(self.pieces):
            return ""
        self.place += 1
        return self.pieces[self.place - 1]
