"""Finds many patterns in one pass over the words of a text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from core.recognition import patterns
from core.recognition.patterns import Choice, Gap, symbols_of
from core.refusal import Refusal

# The work on one text is bounded, whatever the patterns and the text are: prose of 3,000
# characters about nothing but death takes some 10,000 steps.
MOST_STEPS = 80_000


class TooMuchToDo(Refusal):
    """A text was made so that looking at it takes too long."""


class Step(NamedTuple):
    """A way through the text: from a word on, something that a pattern may ask for."""

    symbol: str
    end: int  # index of the word after it


class Match(NamedTuple):
    """Where a pattern was found."""

    name: int
    start: int
    end: int  # index of the word after it


# What may stand anywhere in a pattern without changing what it says ("I just really want to die").
FILLER = "{filler}"
# From each word of a text on: the words, beginnings and classes that stand there.
Lattice = list[list[Step]]


@dataclass(eq=False, slots=True)
class _Node:
    edges: dict[str, list["_Node"]] = field(default_factory=dict)
    gaps: list[tuple[int, "_Node"]] = field(default_factory=list)
    # Where one is as well, once here.
    also: list["_Node"] = field(default_factory=list)
    name: int = -1

    def closure(self) -> list["_Node"]:
        found, waiting = [], [self]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.append(node)
                waiting += node.also
        return found


# What waits for the next word: a node and how many words it may still pass over.
_Waiting = dict[tuple[_Node, int], int]


class Automaton:
    """All patterns, walked along all ways through a text at once.

    Args:
        named: pairs of the name and the parts of a pattern.
    """

    def __init__(self, named: Iterable[tuple[int, patterns.Sequence]]) -> None:
        self._root = _Node()
        self._nodes = [self._root]
        for name, sequence in named:
            start = self._new()
            self._root.also.append(start)
            self._build(sequence, start).name = name
        self._settle()

    def find(self, lattice: Lattice, breaks: Sequence[bool]) -> list[Match]:
        """Return every match.

        Args:
            lattice: the ways through the text.
            breaks: for each word, whether a sentence begins with it.

        Raises:
            TooMuchToDo: when a text is made so that looking at it takes too long.
        """
        found: dict[Match, None] = {}
        # Where a match of each waiting node began; of several beginnings the first counts.
        waiting: list[_Waiting] = [{} for _ in range(len(lattice) + 1)]
        ends = _sentence_ends(breaks)
        fillers = [any(way.symbol == FILLER for way in ways) for ways in lattice]
        steps = 0
        for place, ways in enumerate(lattice):
            end = ends[place]
            for symbol, after in ways:
                if after > end:
                    continue
                for node in self._lone.get(symbol, ()):
                    _arrive(node, place, after, end, waiting[after], found)
                    steps += 1
                pairs = self._pairs.get(symbol)
                if pairs is None or after == end:
                    continue
                for nearest in (after, after + 1) if fillers[after] else (after,):
                    for second, behind in lattice[nearest] if nearest < end else ():
                        if second in pairs and behind <= end:
                            for node in pairs[second]:
                                _arrive(node, place, behind, end, waiting[behind], found)
                                steps += 1
            here = waiting[place]
            if not here:
                continue
            steps += len(here) * len(ways)
            if steps > MOST_STEPS:
                raise TooMuchToDo
            for (node, left), start in here.items():
                edges = node.edges
                for symbol, after in ways:
                    if symbol in edges and after <= end:
                        for reached in edges[symbol]:
                            _arrive(reached, start, after, end, waiting[after], found)
                if place + 1 < end:
                    if fillers[place]:
                        _wait(waiting[place + 1], node, left, start)
                    elif left:
                        _wait(waiting[place + 1], node, left - 1, start)
            here.clear()
        return list(found)

    def _new(self) -> _Node:
        node = _Node()
        self._nodes.append(node)
        return node

    def _build(self, sequence: patterns.Sequence, start: _Node) -> _Node:
        """Add a sequence behind a node; return the node behind it."""
        for part in sequence:
            node = self._new()
            if isinstance(part, Gap):
                start.gaps.append((part.most, node))
            elif isinstance(part, Choice):
                for each in part.sequences:
                    self._build(each, start).also.append(node)
            else:
                start.edges.setdefault(part, []).append(node)
            start = node
        return start

    def _settle(self) -> None:
        """Give each node what it has by being elsewhere as well, so that walking is one look."""
        closures = [node.closure() for node in self._nodes]
        settled = []
        for closure in closures:
            edges: dict[str, list[_Node]] = {}
            for other in closure:
                for symbol, reached in other.edges.items():
                    edges[symbol] = [*edges[symbol], *reached] if symbol in edges else reached
            gaps = [gap for other in closure for gap in other.gaps]
            name = max(other.name for other in closure)
            settled.append((edges, gaps, name))
        for node, (edges, gaps, name) in zip(self._nodes, settled, strict=True):
            node.edges, node.gaps, node.name, node.also = edges, gaps, name, []
        self._nodes = []
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Sort the beginnings by their first two symbols.

        Hundreds of patterns begin with "I"; few of them go on with the word that follows.
        """
        self._lone: dict[str, list[_Node]] = {}
        self._pairs: dict[str, dict[str, list[_Node]]] = {}
        for first, nodes in self._root.edges.items():
            pairs: dict[str, list[_Node]] = {}
            for node in nodes:
                # What may end here, or pass over words, can't be told by the second word.
                if node.name >= 0 or node.gaps:
                    self._lone.setdefault(first, []).append(node)
                    continue
                for second, reached in node.edges.items():
                    pairs.setdefault(second, []).extend(reached)
            if pairs:
                self._pairs[first] = pairs


def _arrive(
    node: _Node, start: int, after: int, end: int, there: _Waiting, found: dict[Match, None]
) -> None:
    if node.name >= 0:
        found[Match(node.name, start, after)] = None
    if after < end:
        if node.edges:
            _wait(there, node, 0, start)
        for most, behind in node.gaps:
            _wait(there, behind, most, start)


def _wait(there: _Waiting, node: _Node, left: int, start: int) -> None:
    key = (node, left)
    if there.setdefault(key, start) > start:
        there[key] = start


def _sentence_ends(breaks: Sequence[bool]) -> list[int]:
    """Return for each word the index after the last word of its sentence."""
    ends = [len(breaks)] * len(breaks)
    end = len(breaks)
    for place in range(len(breaks) - 1, -1, -1):
        ends[place] = end
        if breaks[place]:
            end = place
    return ends


def strata(classes: Mapping[str, Iterable[patterns.Sequence]]) -> list[list[str]]:
    """Return the names of classes in steps, each made of those of the steps before it.

    A class may hold itself, which counts one step deep ("{many} or {many}").

    Raises:
        ValueError: when two classes are made of each other.
    """
    needs = {
        name: {
            symbol[1:-1]
            for member in members
            for symbol in symbols_of(member)
            if symbol.startswith("{")
        }
        - {name}
        for name, members in classes.items()
    }
    ordered: list[list[str]] = []
    done: set[str] = set()
    while len(done) < len(needs):
        ready = [name for name in needs if name not in done and needs[name] <= done]
        if not ready:
            raise ValueError(f"These classes are made of each other: {set(needs) - done}")
        ordered.append(ready)
        done |= set(ready)
    return ordered
