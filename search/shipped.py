"""The synonyms that a new site has."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).parent / "synonyms.txt"


class ShippedSet(NamedTuple):
    """A line of synonyms.txt, in the terms of `SynonymSet`."""

    words: str
    broader: str
    is_mistaken: bool


def shipped_sets() -> Iterator[ShippedSet]:
    """Yield the sets that stand in synonyms.txt."""
    for line in PATH.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        words, _, broader = line.removeprefix("~").partition(">")
        yield ShippedSet(_lines(words), _lines(broader), line.startswith("~"))


def _lines(text: str) -> str:
    return "\n".join(each.strip() for each in text.split(",") if each.strip())
