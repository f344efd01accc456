"""Brings the words of a text into the spelling that the patterns are written in.

Contractions and the spellings of phones and forums are written out ("dont", "wanna", "2nite"),
hidden letters are seen ("k*ll"), words that were glued together or torn apart are put right, and
the words that matter most are known with a wrong letter or two.
"""

import re
from collections.abc import Iterable, Mapping
from copy import copy

from rapidfuzz.distance import OSA

from core.folding import APOSTROPHES, plain_word, skeleton

_DOUBLED = re.compile(r"(.)\1+")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
# What an apostrophe and an s are read as.
OF = "s"
_TWO_AS_TO = re.compile(r"^[a-z]{2,}2[a-z]{2,}$")
_SQUEEZABLE = re.compile(r"(.)\1{2,}")
# Longer ones are no words, and looking at them costs time.
LONGEST_WORD = 60  # letters
_MOST_REMEMBERED = 20_000  # spellings
_ONE_WRONG = 5  # letters a word has at least that may hold one wrong letter
_TWO_WRONG = 8  # or two
_GLUED_FROM = 6  # letters


class Speller:
    """Knows the words of the patterns.

    Args:
        spellings: other spellings, each with the words that it stands for.
        contractions: the same, where the apostrophe was written ("i'll" is not "ill").
        core: the words that are recognised with wrong letters.
        real: words that are near to a core word and mean something else.
    """

    def __init__(
        self,
        *,
        spellings: Mapping[str, str],
        contractions: Mapping[str, str],
        core: Iterable[str],
        real: Iterable[str],
    ) -> None:
        self.spellings = {word: tuple(means.split()) for word, means in spellings.items()}
        self.contractions = {word: tuple(means.split()) for word, means in contractions.items()}
        self.core = sorted(set(core))
        self.core_words = frozenset(self.core)
        self.real = frozenset(real)
        self.vocabulary = self.core_words
        # What a core word that was torn apart may begin with.
        self.beginnings = frozenset(
            word[:length]
            for word in (*self.core, *self.spellings)
            if len(word) >= _GLUED_FROM
            for length in range(1, len(word))
        )
        self._heads = frozenset(word[0] for word in self.core)
        self._remembered: dict[str, tuple[str, ...]] = {}
        self._longest = 0

    def learn(self, vocabulary: Iterable[str]) -> None:
        """Take the words of the patterns, which are right as they are."""
        self.vocabulary |= frozenset(vocabulary)
        self._longest = max(map(len, self.vocabulary), default=0)
        self._remembered = {}

    def copy(self) -> "Speller":
        """Return one that learns without this one."""
        return copy(self)

    def plain(self, word: str) -> tuple[str, ...]:
        """Return the spelling of a word of a pattern."""
        bare = "".join(sign for sign in skeleton(word) if sign not in APOSTROPHES)
        if bare != word and bare in self.contractions:
            return self.contractions[bare]
        return self.spellings.get(bare, (bare,))

    def spell(self, word: str, written: str) -> tuple[str, ...]:
        """Return the words that a word of a text stands for.

        Args:
            word: folded, as `core.folding.tokens` gives it.
            written: as its writer wrote it.
        """
        if word in self.contractions and any(sign in written for sign in APOSTROPHES):
            return self.contractions[word]
        if _POSSESSIVE.search(written) and word not in self.spellings:
            # "gun's loaded", "mom's pills": an "is", or nothing that matters.
            return (*self.spell(word[:-1], ""), OF)
        known = self._remembered.get(word)
        if known is None:
            known = self._found(word) if len(word) <= LONGEST_WORD else (word,)
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[word] = known
        return known

    def joined(self, first: str, second: str, third: str = "") -> str:
        """Return the core word that was torn apart ("sui cide"), or nothing."""
        whole = first + second + third
        if len(whole) < _GLUED_FROM:
            return ""
        if whole in self.core_words or (whole in self.spellings and len(whole) > _GLUED_FROM):
            return whole
        return ""

    def _found(self, word: str) -> tuple[str, ...]:
        for form in self._forms(word):
            if form in self.spellings:
                return self.spellings[form]
            if form in self.vocabulary or form.isdigit():
                return (form,)
        if "*" in word:
            return self._unmasked(word)
        if _TWO_AS_TO.search(word):
            # "wan2die"
            return tuple(part for each in word.split("2") for part in (*self._found(each), "to"))[
                :-1
            ]
        plain = plain_word(word)
        if " " in plain:
            return tuple(part for each in plain.split() for part in self._found(each))
        if plain in self.real:
            return (plain,)
        near = self._near(plain)
        if near:
            return self.spellings.get(near, (near,))
        return self._unglued(plain) or (plain,)

    @staticmethod
    def _forms(word: str) -> list[str]:
        plain = plain_word(word)
        forms = [word, plain, _SQUEEZABLE.sub(r"\1\1", word)]
        if not word.isdigit() and any(sign.isdigit() for sign in word):
            # 1 is an i and an l.
            forms += [plain_word(word.replace("1", letter)) for letter in "il"]
            forms.append(word.translate(str.maketrans("013457", "oieast")))
            forms.append(word.replace("13", "ie").translate(str.maketrans("0457", "oast")))
        if "|" in word:
            forms.append(plain_word(word.replace("|", "i")))
        forms.append(_DOUBLED.sub(r"\1", word))
        return list(dict.fromkeys(forms))

    def _unmasked(self, word: str) -> tuple[str, ...]:
        parts = [part for part in word.split("*") if part]
        if sum(map(len, parts)) >= 2:
            mask = re.compile(r"\w{1,4}".join(re.escape(part) for part in re.split(r"\*+", word)))
            for known in self.core:
                if abs(len(known) - len(word)) <= 2 and mask.fullmatch(known):
                    return (known,)
        return tuple(part for each in parts for part in self._found(each)) or (word,)

    def _near(self, word: str) -> str:
        if len(word) < _ONE_WRONG - 1 or word.isdigit() or word[0] not in self._heads:
            return ""
        best, least = "", 3
        for known in self.core:
            most = 2 if len(known) >= _TWO_WRONG and len(word) >= _TWO_WRONG - 1 else 1
            if len(known) < _ONE_WRONG or abs(len(known) - len(word)) > most or known[0] != word[0]:
                continue
            distance = OSA.distance(known, word, score_cutoff=most)
            if distance <= most and distance < least:
                best, least = known, distance
        return best

    def _unglued(self, word: str) -> tuple[str, ...]:
        """Return the words that were written without blanks ("killmyself"), or none."""
        if len(word) < _GLUED_FROM:
            return ()
        # The fewest words that make up each beginning of it.
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - self._longest), end):
                before = best[start]
                part = word[start:end]
                if before is None or not self._is_piece(part):
                    continue
                known = best[end]
                if (
                    known is None
                    or len(before) + 1 < len(known)
                    # "wanna die" is more likely than "wan nadie".
                    or (len(before) + 1 == len(known) and part in self.core_words)
                ):
                    best[end] = (*before, part)
        found = best[-1]
        if not found or not any(part in self.core_words for part in found):
            return ()
        return tuple(right for part in found for right in self.spellings.get(part, (part,)))

    def _is_piece(self, part: str) -> bool:
        if len(part) < 2:
            return part in ("i", "a", "y")
        return part in self.vocabulary or part in self.spellings
