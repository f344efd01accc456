"""Who a match speaks of, when, and whether it is denied."""

from functools import cached_property

from core.recognition.automaton import Lattice, Match, Step
from core.recognition.data import Group
from core.recognition.reading import Reading
from core.recognition.results import Level

SELF, CLOSE, THEY, YOU, OTHER = "self", "close", "they", "you", "other"
# Classes of the data that say who, the stronger later: "my son" is more than "my".
_PERSONS = ("{i}", "{you}", "{they}", "{people}", "{close}")
_PERSON_OF = (SELF, YOU, THEY, OTHER, CLOSE)
_LEVELS = {"none": Level.NONE, **{level.name.lower(): level for level in Level}}
# How far before a match a denial stands, and who it is about, in words.
_DENIAL_REACH = 5
_SUBJECT_REACH = 14
_RECENT_REACH = 3
_ASKED_REACH = 5
_SENTENCES_BACK = 2
_SHORT_SENTENCE = 4  # words: "Tonight." belongs to what was said before it


class Context:
    """What stands around the matches of a text."""

    def __init__(self, reading: Reading, lattice: Lattice) -> None:
        self.reading, self.lattice = reading, lattice
        self.persons: list[str] = [""] * len(reading.words)
        found = sorted(
            (_PERSONS.index(way.symbol), start, way.end)
            for start, ways in enumerate(lattice)
            for way in ways
            if way.symbol in _PERSONS
        )
        for strength, start, end in found:
            self.persons[start:end] = [_PERSON_OF[strength]] * (end - start)

    def level(self, group: Group, match: Match) -> Level:
        """Return how urgent a match is, in its context."""
        if self._is_quoted(match) or self._is_asked(match):
            return _LEVELS[group.other]
        person = group.person if group.person != "auto" else self._person(match)
        if person in (OTHER, YOU):
            return _LEVELS[group.other]
        if self._is_denied(match):
            return _LEVELS[group.denied]
        if self._is_past(group, match):
            return _LEVELS[group.past]
        if group.own and person == SELF:
            return _LEVELS[group.own]
        if group.now and self._near("{now}", match, next_too=True):
            return _LEVELS[group.now]
        return _LEVELS[group.level]

    def is_age(self, match: Match) -> bool:
        """Return whether a number after "I am" is an age, and the writer's."""
        if self._is_denied(match) or self._is_quoted(match):
            return False
        before = range(max(0, match.start - 2), match.start)
        if any("{as_if}" in self._symbols(place) for place in before):
            return False
        if match.end >= len(self.reading.words) or self.reading.pauses[match.end]:
            return True
        return "{after_age}" in self._symbols(match.end)

    def language(self) -> str:
        """Return the language that most of the small words are of."""
        counts = {
            name: sum(f"{{{name}}}" in self._symbols(place) for place in range(len(self.lattice)))
            for name in ("spanish", "english")
        }
        if counts["spanish"] == counts["english"]:
            return ""
        return "es" if counts["spanish"] > counts["english"] else "en"

    @cached_property
    def _all_symbols(self) -> list[frozenset[str]]:
        return [frozenset(way.symbol for way in ways) for ways in self.lattice]

    def _symbols(self, place: int) -> frozenset[str]:
        return self._all_symbols[place]

    def _person(self, match: Match) -> str:
        inside = [person for person in self.persons[match.start : match.end] if person]
        if inside:
            # "I think he …": what is said last of whom is whom it is about; but "I … myself".
            if (inside[0] == YOU and SELF in inside) or "{myself}" in self._within(match):
                return SELF
            return self._resolved(inside[0], match.start)
        first, _ = self.reading.sentence(match.start)
        for place in range(match.start - 1, max(first, match.start - _SUBJECT_REACH) - 1, -1):
            if self.persons[place]:
                return self._resolved(self.persons[place], place)
        return SELF

    def _within(self, match: Match) -> set[str]:
        return {
            way.symbol for place in range(match.start, match.end) for way in self.lattice[place]
        }

    def _resolved(self, person: str, place: int) -> str:
        """Return whom "he" means: the last who was named, or somebody known to the writer."""
        if person != THEY:
            return person
        start = place
        for _ in range(_SENTENCES_BACK + 1):
            first, _end = self.reading.sentence(start)
            for back in range(start - 1, first - 1, -1):
                if self.persons[back] in (CLOSE, OTHER):
                    return self.persons[back]
                # "The series shows a girl who …"
                if "{text}" in self._symbols(back):
                    return OTHER
            if not first:
                break
            start = first - 1
            if self.persons[start] in (CLOSE, OTHER):
                return self.persons[start]
        return CLOSE

    def _is_denied(self, match: Match) -> bool:
        """Return whether a match is denied: "not" stands before it, in its own clause.

        A subject between the two ("I can't go on I want to die") ends the reach of a denial, but
        for "I don't think I want to die". Two denials are none ("I can't promise I won't").
        """
        first, _ = self.reading.sentence(match.start)
        opens = self._symbols(match.start)
        if "{subject}" in opens:
            return self._ends_at("{not_that}", match.start)
        reach = 2 if "{finite}" in opens else _DENIAL_REACH
        denials = 0
        for place in range(match.start - 1, max(first, match.start - reach) - 1, -1):
            if self.reading.pauses[place + 1]:
                break
            symbols = self._symbols(place)
            if "{contrast}" in symbols:
                break
            if "{subject}" in symbols:
                denials += self._ends_at("{not_that}", place)
                break
            if "{not}" in symbols and not any(
                way.symbol == "{not_denying}" and way.end <= match.start
                for way in self.lattice[place + 1]
            ):
                denials += 1
        return denials % 2 == 1

    def _is_asked(self, match: Match) -> bool:
        """Return whether a match is what somebody was asked: "asked me whether I ..."."""
        first, _ = self.reading.sentence(match.start)
        return any(
            way.symbol == "{asked}" and match.start - _ASKED_REACH <= way.end <= match.start
            for place in range(max(first, match.start - 2 * _ASKED_REACH), match.start)
            for way in self.lattice[place]
        )

    def _ends_at(self, symbol: str, end: int) -> bool:
        return any(
            Step(symbol, end) in self.lattice[place] for place in range(max(0, end - 4), end)
        )

    def _is_past(self, group: Group, match: Match) -> bool:
        if not group.is_event and not self._has_past_form(match):
            return False
        first, end = self.reading.sentence(match.start)
        last = match.end
        while last < min(end, match.end + _RECENT_REACH) and not self.reading.pauses[last]:
            last += 1
        near = range(max(first, match.start - _RECENT_REACH), last)
        if any("{recent}" in self._symbols(each) for each in near if each not in self._recovered):
            return False
        if self._recovered:
            return True
        # "I once stood on a bridge. That was 1998."
        if first:
            first, _ = self.reading.sentence(first - 1)
        if end < len(self.lattice):
            end = self.reading.sentence(end)[1]
        return any("{past}" in self._symbols(place) for place in range(first, end))

    def _has_past_form(self, match: Match) -> bool:
        return any(
            "{past_form}" in self._symbols(place)
            for place in range(max(0, match.start - 3), match.end)
        )

    @cached_property
    def _recovered(self) -> set[int]:
        """Return the places of the words that say that it was overcome."""
        return {
            place
            for start, ways in enumerate(self.lattice)
            for way in ways
            if way.symbol == "{recovered}"
            for place in range(start, way.end)
        }

    def _near(self, symbol: str, match: Match, *, next_too: bool) -> bool:
        """Return whether a class stands in the sentence of a match, or in short ones beside it."""
        first, end = self.reading.sentence(match.start)
        places = list(range(first, end))
        if next_too:
            if end < len(self.lattice):
                following = self.reading.sentence(end)
                if following[1] - following[0] <= _SHORT_SENTENCE:
                    places += range(*following)
            if first:
                before = self.reading.sentence(first - 1)
                if before[1] - before[0] <= _SHORT_SENTENCE:
                    places += range(*before)
        return any(symbol in self._symbols(place) for place in places)

    def _is_quoted(self, match: Match) -> bool:
        """Return whether a match is another's words: what an article says, or people say."""
        if not self.reading.quoted[match.start]:
            return False
        text = self.reading.text
        line = text.rfind("\n", 0, self.reading.spans[match.start][0]) + 1
        if text[line : line + 8].lstrip().startswith(">"):
            return True
        first, end = self.reading.sentence(match.start)
        return any(
            not self.reading.quoted[place]
            and ({"{people}", "{you}", "{text}"} & set(self._symbols(place)))
            for place in range(first, end)
        )
