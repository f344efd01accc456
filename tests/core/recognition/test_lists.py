"""The lists beside this module: danger is recognised, and what is harmless raises no alarm."""

from pathlib import Path

import pytest

from core.management.commands.recognise import Line, recognised, sentences
from core.recognition import Level

LISTS = Path(__file__).with_name("lists")


def looked_at(name: str) -> list[Line]:
    return recognised(sentences((LISTS / f"{name}.txt").read_text(encoding="utf-8")))


def share_of_alarms(lines: list[Line]) -> float:
    return sum(line.is_alarm for line in lines) / len(lines)


@pytest.mark.parametrize(
    ("name", "least_lines", "least_share"),
    [("direct", 150, 0.97), ("indirect", 100, 0.8)],
)
def test_danger_is_recognised(name: str, least_lines: int, least_share: float) -> None:
    lines = looked_at(name)

    assert len(lines) >= least_lines
    assert share_of_alarms(lines) >= least_share, [line.text for line in lines if not line.is_alarm]


def test_harmless_sentences_raise_few_alarms() -> None:
    lines = looked_at("harmless")

    assert len(lines) >= 150
    assert share_of_alarms(lines) <= 0.05, [line.text for line in lines if line.is_alarm]


def test_emergencies_are_told_from_concerns() -> None:
    urgent = [line for line in looked_at("direct") if line.expected == Level.EMERGENCY]

    as_urgent = [line for line in urgent if line.found.level == Level.EMERGENCY]

    assert len(as_urgent) / len(urgent) >= 0.9, [
        line.text for line in urgent if line not in as_urgent
    ]


def test_both_languages_are_in_every_list() -> None:
    for name in ("direct", "indirect", "harmless"):
        languages = [line.found.language for line in looked_at(name)]
        assert languages.count("es") >= 10
        assert languages.count("en") >= 80


@pytest.mark.parametrize("path", sorted(LISTS.glob("heldout-*.txt")), ids=lambda path: path.stem)
def test_what_earlier_rounds_mended_stays_mended(path: Path) -> None:
    share = share_of_alarms(looked_at(path.stem))

    if path.stem.endswith("harmless"):
        assert share <= 0.05
    else:
        assert share >= (0.95 if path.stem.endswith("-direct") else 0.8)
