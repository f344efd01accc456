"""What readers may also have said: the desk's synonyms, and what things are a kind of."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from django.core.cache import cache

from search.models import SynonymSet
from search.models.synonyms import lines
from search.words import parts_of, plain_words, stems

CACHE_KEY = "search-synonyms"
CACHE_SECONDS = 300
LONGEST_EXPRESSION = 5  # words
# What is said with the same words comes first, then what means the same, then what is said of the
# kind (for Zoloft: of antidepressants), then of one of a kind.
SAME, KIND, ONE_OF_A_KIND = 0.8, 0.5, 0.35
FURTHER = 0.7  # of that, for the kind of a kind
MOST_STEPS = 3  # sets: from sertraline to SSRI to antidepressant, and not on to medicine

# An expression by the stems of its words.
Expression = tuple[str, ...]
# Expressions, kinds, whether they are only mistaken for each other.
_Row = tuple[tuple[str, ...], tuple[str, ...], bool]


class Thesaurus:
    """All synonym sets that are in use.

    Args:
        rows: their lines, as they were written.
    """

    def __init__(self, rows: tuple[_Row, ...]) -> None:
        self._sets: list[tuple[list[Expression], list[Expression]]] = []
        self._of: dict[Expression, list[int]] = defaultdict(list)
        self._of_capitals: dict[str, list[int]] = defaultdict(list)
        self._narrower: dict[Expression, list[Expression]] = defaultdict(list)
        self._mistaken: dict[str, list[str]] = defaultdict(list)
        self.words: set[str] = set()
        for expressions, kinds, is_mistaken in rows:
            if is_mistaken:
                names = [line.removeprefix("=") for line in expressions]
                for name in names:
                    key = " ".join(plain_words(name))
                    self._mistaken[key] += [other for other in names if other != name]
                continue
            self._add(expressions, kinds)

    def _add(self, lines_: tuple[str, ...], kinds: tuple[str, ...]) -> None:
        number = len(self._sets)
        same: list[Expression] = []
        for line in lines_:
            expression = expression_of(line)
            # A word that an abbreviation looks like says something else: nobody who searches for
            # seasonal affective disorder means "sad".
            if line.startswith("="):
                self._of_capitals[line.removeprefix("=").strip()].append(number)
            else:
                self._of[expression].append(number)
                same.append(expression)
        broader = [expression_of(line) for line in kinds]
        for kind in broader:
            self._narrower[kind] += same
        self._sets.append((same, broader))
        for line in (*lines_, *kinds):
            if not line.startswith("="):
                self.words.update(plain_words(line))

    def holds(self, expression: Expression, typed: str = "") -> bool:
        """Return whether an expression stands in some set.

        Args:
            expression: stems.
            typed: how it was typed, for abbreviations that count in capitals only.
        """
        return expression in self._of or typed in self._of_capitals or expression in self._narrower

    def alternatives(self, expression: Expression, typed: str = "") -> dict[Expression, float]:
        """Return an expression and what it may also be said by, with how much that counts."""
        is_word_too = typed in self._of_capitals and expression not in self._of
        found = {expression: ONE_OF_A_KIND if is_word_too else 1.0}
        numbers = self._of.get(expression, []) + self._of_capitals.get(typed, [])
        self._spread(numbers, SAME, KIND, MOST_STEPS, found)
        for each in [expression, *(one for number in numbers for one in self._sets[number][0])]:
            for one in self._narrower.get(each, ()):
                found.setdefault(one, ONE_OF_A_KIND)
        return found

    def _spread(
        self,
        numbers: list[int],
        same: float,
        kind: float,
        steps: int,
        found: dict[Expression, float],
    ) -> None:
        if not steps:
            return
        kinds = []
        for number in numbers:
            expressions, broader = self._sets[number]
            for each in expressions:
                found.setdefault(each, same)
            kinds += broader if steps > 1 else []
        for each in kinds:
            found.setdefault(each, kind)
            self._spread(self._of.get(each, []), kind * SAME, kind * FURTHER, steps - 1, found)

    def mistaken_for(self, name: str) -> list[str]:
        """Return the names that a name is easily mistaken for."""
        return self._mistaken.get(" ".join(plain_words(name)), [])


def expression_of(text: str) -> Expression:
    """Return the stems of an expression's words; "PHQ9" and "PHQ-9" are the same."""
    return stems(
        part for word in plain_words(text.removeprefix("=")) for part in parts_of(word) or (word,)
    )


def thesaurus() -> Thesaurus:
    """Return the desk's synonyms as they are now."""
    rows = cache.get(CACHE_KEY)
    if rows is None:
        rows = tuple(_rows())
        cache.set(CACHE_KEY, rows, CACHE_SECONDS)
    return _built(rows)


def _rows() -> Iterator[_Row]:
    sets = SynonymSet.objects.filter(is_in_use=True).order_by("pk")
    for words, broader, is_mistaken in sets.values_list("words", "broader", "is_mistaken"):
        yield tuple(lines(words)), tuple(lines(broader)), is_mistaken


_built = lru_cache(maxsize=2)(Thesaurus)
