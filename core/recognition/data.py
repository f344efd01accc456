"""The words and patterns that the recogniser knows, from the files beside this one."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("data")


@dataclass(frozen=True)
class Group:
    """Patterns that say the same.

    Args:
        kind: its name.
        says: what they say, for a moderator: "says that pills were taken".
        level: for the writer and for somebody close: "emergency", "concern", "mention".
        own: the level for the writer, where it is another one.
        now: the level when it is to be soon, or was just now.
        past: the level when it is long ago, or was overcome.
        other: the level when it is said of people in general, or in fiction.
        denied: the level when it is denied.
        person: "auto" to look for who is meant, or "self", "close", "any" when the patterns say so.
        is_harmful: whether it is a method, a pact or encouragement.
        is_event: whether it is told in the past tense and may still be of now.
        patterns: in the language of `core.recognition.patterns`.
    """

    kind: str
    patterns: tuple[str, ...]
    says: str = ""
    level: str = "concern"
    own: str = ""
    now: str = ""
    past: str = "mention"
    other: str = "mention"
    denied: str = "mention"
    person: str = "auto"
    is_harmful: bool = False
    is_event: bool = False


@dataclass(frozen=True)
class Data:
    """All that the recogniser knows."""

    spellings: dict[str, str] = field(default_factory=dict)
    contractions: dict[str, str] = field(default_factory=dict)
    core: tuple[str, ...] = ()
    real: tuple[str, ...] = ()
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()


def shipped() -> Data:
    """Return the data that comes with the program."""
    spellings: dict[str, str] = {}
    contractions: dict[str, str] = {}
    core: list[str] = []
    real: list[str] = []
    classes: dict[str, tuple[str, ...]] = {}
    groups: list[Group] = []
    for path in sorted(FOLDER.glob("*.toml")):
        parsed = tomllib.loads(path.read_text(encoding="utf-8"))
        spellings |= parsed.get("spellings", {})
        contractions |= parsed.get("contractions", {})
        core += _lines(parsed.get("core", ""), split=True)
        real += _lines(parsed.get("real", ""), split=True)
        for name, members in parsed.get("classes", {}).items():
            classes[name] = (*classes.get(name, ()), *_lines(members))
        groups += [_group(raw) for raw in parsed.get("group", [])]
    return Data(spellings, contractions, tuple(core), tuple(real), classes, tuple(groups))


def _group(raw: dict[str, Any]) -> Group:
    known = {name: raw[name] for name in Group.__dataclass_fields__ if name in raw}
    return Group(**{**known, "patterns": tuple(_lines(raw["patterns"]))})


def _lines(text: str, *, split: bool = False) -> Iterable[str]:
    """Return what stands in a text, one a line or, in lists of words, one a word."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    for line in lines:
        if split:
            yield from line.split()
        elif ";" in line:
            yield from (part.strip() for part in line.split(";") if part.strip())
        elif line:
            yield line
