"""Recognises whether a text speaks of suicide, self-harm or an emergency.

What it answers decides that a text is held, that help is shown and how soon a person looks. It is
no diagnosis, and no match never means that all is well. See docs/decisions/0016.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from core.recognition.automaton import FILLER, Automaton, Lattice, Match, Step, TooMuchToDo, strata
from core.recognition.context import Context
from core.recognition.data import Data, Group
from core.recognition.patterns import ANY_WORD, Sequence, parse, symbols_of
from core.recognition.reading import Reading, read
from core.recognition.results import Level, Recognition, Sign
from core.recognition.spelling import OF, Speller

# What is looked at of a text, in characters: a reply may have 3,000.
LONGEST_TEXT = 4000
HARMLESS = "harmless"
CHILD = "child"
MOST_SIGNS = 12
MOST_IN_REASON = 3
# Parts of a rule that stand together: within so many words, and looked for so many times.
_LONGEST_COVER = 40  # words
_TOGETHER_REACH = 18
_MOST_TOGETHER = 20
LONGEST_WORDS = 120  # characters of one sign

# Nobody writes so; what was made to be slow is not published unread.
TOO_DENSE = Recognition(
    level=Level.CONCERN,
    reason="Concern: too much of it sounds like danger to be looked through. Please read it.",
)
# Classes that digits belong to.
_NUMBERS = {
    "few": range(1, 5),
    "some": range(5, 10),
    "many": range(10, 1000),
    "age_of_child": range(4, 13),
    "year": range(1900, 2100),
}
_DOSE = "dose"  # 50mg


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern, or a part of one.

    Args:
        group: what it belongs to.
        at_start: whether it only counts at the beginning of a sentence ("^").
        at_end: whether it only counts at the end of a sentence ("$").
        at_clause_end: whether it only counts where a clause may end ("~").
        together: the rules that only count together with it ("&"), by number.
    """

    group: Group
    at_start: bool
    at_end: bool
    at_clause_end: bool
    together: tuple[int, ...]


class Recogniser:
    """Looks texts through for what the data describes."""

    def __init__(self, data: Data) -> None:
        self.speller = Speller(
            spellings=data.spellings,
            contractions=data.contractions,
            core=data.core,
            real=data.real,
        )
        names = frozenset(data.classes) | _NUMBERS.keys() | {_DOSE}
        self.class_names = names
        plain = self.speller.plain
        classes = {
            name: [parse(member, plain, names) for member in data.classes.get(name, ())]
            for name in sorted(names)
        }
        self._class_names = list(classes)
        self._single: dict[str, list[str]] = {}
        self._strata = self._ordered(classes)
        self._beginnings: frozenset[str] = frozenset()
        self._rules: list[_Rule] = []
        self._automatons: list[Automaton] = []
        self._learn(symbol for each in chain(*classes.values()) for symbol in symbols_of(each))
        self._add(data.groups)

    def with_groups(self, groups: Iterable[Group]) -> "Recogniser":
        """Return a recogniser that knows some groups more; it takes milliseconds.

        Raises:
            PatternError: when a pattern can't be read.
        """
        new = copy(self)
        new.speller = self.speller.copy()
        new._rules = list(self._rules)
        new._automatons = list(self._automatons)
        new._add(groups)
        return new

    def _add(self, groups: Iterable[Group]) -> None:
        patterns = [
            (len(self._rules) - 1, parse(part, self.speller.plain, self.class_names))
            for group in groups
            for pattern in group.patterns
            for part in self._parts(group, pattern)
        ]
        self._learn(symbol for _, each in patterns for symbol in symbols_of(each))
        self._automatons.append(Automaton(patterns))

    def recognise(self, text: str) -> Recognition:
        """Return what a text speaks of; its first 4,000 characters are looked at."""
        reading = read(text[:LONGEST_TEXT], self.speller)
        if not reading.words:
            return Recognition()
        try:
            lattice = self._lattice(reading)
            found = [
                match
                for automaton in self._automatons
                for match in automaton.find(lattice, reading.breaks)
            ]
        except TooMuchToDo:
            return TOO_DENSE
        context = Context(reading, lattice)
        matches = [match for match in found if self._stands_right(match, reading, lattice)]
        covers = sorted(
            (match for match in matches if self._rules[match.name].group.kind == HARMLESS),
            key=attrgetter("start"),
        )
        return self._judged(reading, context, self._put_together(matches, covers, reading), covers)

    def check(self, pattern: str) -> None:
        """Read a pattern as if it were one of the data.

        Raises:
            PatternError: naming what is wrong with it.
        """
        for part in _split(pattern):
            parse(_bare(part), self.speller.plain, self.class_names)

    def _parts(self, group: Group, pattern: str) -> Iterator[str]:
        """Yield the parts of a pattern, with a rule for each; the last is the whole's."""
        parts = _split(pattern)
        first = len(self._rules)
        for part in parts:
            self._rules.append(
                _Rule(
                    group,
                    at_start=part.startswith("^"),
                    at_end=part.endswith("$"),
                    at_clause_end=part.endswith("~"),
                    together=tuple(range(first, first + len(parts))) if len(parts) > 1 else (),
                )
            )
            yield _bare(part)

    def _stands_right(self, match: Match, reading: Reading, lattice: Lattice) -> bool:
        rule = self._rules[match.name]
        if rule.at_start and not reading.breaks[match.start]:
            return False
        if match.end == len(reading.words) or not (rule.at_end or rule.at_clause_end):
            return True
        if reading.breaks[match.end]:
            return True
        return rule.at_clause_end and (
            reading.pauses[match.end] or any(way.symbol == "{clause}" for way in lattice[match.end])
        )

    def _put_together(
        self, matches: list[Match], covers: list[Match], reading: Reading
    ) -> list[tuple[Match, Match]]:
        """Return the matches, those that only count together as one.

        Each with the match that tells who is meant and whether it is denied.
        """
        found = []
        parts: dict[tuple[int, ...], dict[int, list[Match]]] = {}
        for match in matches:
            together = self._rules[match.name].together
            if together and _is_covered(match, covers):
                continue
            if together:
                parts.setdefault(together, {}).setdefault(match.name, []).append(match)
            else:
                found.append((match, match))
        for together, by_name in parts.items():
            if len(by_name) == len(together):
                found += _within_reach(by_name, together, reading)
        return found

    def _judged(
        self,
        reading: Reading,
        context: Context,
        matches: list[tuple[Match, Match]],
        covers: list[Match],
    ) -> Recognition:
        found: list[tuple[Level, Match]] = []
        is_child = False
        for match, telling in matches:
            group = self._rules[match.name].group
            if group.kind == HARMLESS or _is_covered(match, covers):
                continue
            if group.kind == CHILD:
                is_child = is_child or context.is_age(match)
                continue
            level = context.level(group, telling)
            if level:
                found.append((level, match))
        chosen = _without_repeats(found)
        signs = tuple(
            Sign(
                self._rules[match.name].group.kind,
                level,
                reading.written(match.start, match.end)[:LONGEST_WORDS],
            )
            for level, match in chosen[:MOST_SIGNS]
        )
        return Recognition(
            level=max((sign.level for sign in signs), default=Level.NONE),
            signs=signs,
            is_harmful=any(
                self._rules[match.name].group.is_harmful and level > Level.MENTION
                for level, match in chosen
            ),
            is_child=is_child,
            language=context.language(),
            reason=self._reason(reading, chosen),
        )

    def _reason(self, reading: Reading, chosen: list[tuple[Level, Match]]) -> str:
        if not chosen:
            return ""
        level = chosen[0][0]
        said: dict[str, str] = {}
        for its_level, match in chosen:
            says = self._rules[match.name].group.says
            if its_level == level and says not in said and len(said) < MOST_IN_REASON:
                words = " ".join(reading.written(match.start, match.end)[:LONGEST_WORDS].split())
                said[says] = f"{says} (“{words}”)"
        return f"{level.name.capitalize()}: {'; '.join(said.values())}."

    def _learn(self, symbols: Iterable[str]) -> None:
        known = set(symbols)
        self._beginnings |= {symbol for symbol in known if symbol.endswith("*")}
        self._lengths = sorted({len(beginning) - 1 for beginning in self._beginnings})
        self.speller.learn(
            {symbol for symbol in known if symbol.isalpha()}
            | {beginning[:-1] for beginning in self._beginnings if len(beginning) > 4}
        )

    def _ordered(self, classes: dict[str, list[Sequence]]) -> list[Automaton]:
        """Return an automaton for each step of the classes; single words are looked up."""
        automatons = []
        for names in strata(classes):
            longer = []
            for name in names:
                for member in classes[name]:
                    if len(member) == 1 and isinstance(member[0], str) and member[0].isalpha():
                        self._single.setdefault(member[0], []).append(f"{{{name}}}")
                    else:
                        longer.append((self._class_names.index(name), member))
            if longer:
                automatons.append(Automaton(longer))
        return automatons

    def _lattice(self, reading: Reading) -> Lattice:
        lattice: Lattice = []
        known: dict[str, list[str]] = {}
        for place, word in enumerate(reading.words):
            symbols = known.get(word)
            if symbols is None:
                symbols = known[word] = self._symbols(word)
            lattice.append([Step(symbol, place + 1) for symbol in symbols])
        for automaton in self._strata:
            for match in automaton.find(lattice, reading.breaks):
                step = Step(f"{{{self._class_names[match.name]}}}", match.end)
                if step not in lattice[match.start]:
                    lattice[match.start].append(step)
        return lattice

    def _symbols(self, word: str) -> list[str]:
        symbols = [word, ANY_WORD, *self._single.get(word, ())]
        if word == OF:
            symbols += ["is", FILLER]
        for length in self._lengths:
            if length > len(word):
                break
            beginning = f"{word[:length]}*"
            if beginning in self._beginnings:
                symbols.append(beginning)
        number = word.strip("x")
        if number.isdigit():
            value = int(number) if len(number) < 6 else 0
            symbols += [f"{{{name}}}" for name, values in _NUMBERS.items() if value in values]
        elif word[:1].isdigit() and word[-1:] == "g":
            symbols.append(f"{{{_DOSE}}}")
        return symbols


def _split(pattern: str) -> list[str]:
    """Return the parts of a pattern that only count together."""
    return [part.strip() for part in pattern.split(" & ")]


def _bare(part: str) -> str:
    """Return a part of a pattern without the signs for where it stands."""
    return part.removeprefix("^").removesuffix("$").removesuffix("~")


def _within_reach(
    by_name: dict[int, list[Match]], together: tuple[int, ...], reading: Reading
) -> list[tuple[Match, Match]]:
    """Return where all parts of a rule stand in one sentence, near to one another.

    Each with its last part, which tells who is meant and whether it is denied.
    """
    found = []
    for first in by_name[together[0]][:_MOST_TOGETHER]:
        start, end, last = first.start, first.end, first
        sentence = reading.sentence(first.start)
        for name in together[1:]:
            near = [
                match
                for match in by_name[name][:_MOST_TOGETHER]
                if sentence[0] <= match.start < sentence[1]
                # Parts stand beside one another: one word is not two of them.
                and (match.end <= first.start or match.start >= first.end)
                and max(end, match.end) - min(start, match.start) <= _TOGETHER_REACH
            ]
            if not near:
                break
            last = near[0]
            start, end = min(start, last.start), max(end, last.end)
        else:
            found.append((Match(together[-1], start, end), last))
    return found


def _is_covered(match: Match, covers: list[Match]) -> bool:
    """Return whether a harmless expression explains a match, wholly or in part."""
    first = bisect_left(covers, match.start - _LONGEST_COVER, key=attrgetter("start"))
    for cover in covers[first:]:
        if cover.start >= match.end:
            break
        says_more = (
            match.start <= cover.start
            and cover.end <= match.end
            and match.end - match.start > cover.end - cover.start
        )
        # What says more than the harmless expression is not explained by it.
        if cover.end > match.start and not says_more:
            return True
    return False


def _without_repeats(found: list[tuple[Level, Match]]) -> list[tuple[Level, Match]]:
    """Return the matches by urgency and length, without those that lie in a stronger one."""
    chosen: list[tuple[Level, Match]] = []
    for level, match in sorted(
        found, key=lambda each: (-each[0], each[1].start - each[1].end, each[1].start)
    ):
        if not any(
            other.start <= match.start and match.end <= other.end and other_level >= level
            for other_level, other in chosen
        ):
            chosen.append((level, match))
        if len(chosen) >= 2 * MOST_SIGNS:
            break
    return chosen
