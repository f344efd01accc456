"""`manage.py recognise`: what it prints of a list, and what it says of one that it can't read."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.models import RecognitionPhrase

pytestmark = pytest.mark.django_db

LIST = (
    "# ours\n"
    "I want to die\tconcern\n"
    "\n"
    "My phone died\tnone\n"
    "We are off to the pier\tconcern\n"
    "quiero morirme\tconcern\n"
    "just kill yourself\n"
    "=1+1\tnone\n"
)


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    path = tmp_path / "list.txt"
    path.write_text(LIST, encoding="utf-8")
    return path


def run(*args: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command("recognise", *args, stdout=out, **options)
    return out.getvalue()


def test_prints_level_kind_and_words_of_each_line(sentences: Path) -> None:
    out = run(str(sentences))

    line = next(line for line in out.splitlines() if line.endswith("I want to die"))
    assert line.split()[:3] == ["2", "concern", "concern"]
    assert "wish to be dead" in line
    assert "concern (harmful)" in out
    assert "6 lines: 0 emergency, 3 concern, 0 mention, 3 none; 1 harmful; 0 by a child" in out
    assert "Expected concern or emergency, and recognised: 2 of 3 (66.7%)" in out
    assert "Expected none or mention, and raised an alarm: 0 of 2 (0.0%)" in out


def test_phrases_of_the_desk_count(sentences: Path) -> None:
    RecognitionPhrase.objects.create(phrase="off to the pier", meaning="concern")

    assert "recognised: 3 of 3 (100.0%)" in run(str(sentences))


def test_shows_only_a_language_or_what_was_missed(sentences: Path) -> None:
    assert "1 lines" in run(str(sentences), language="es")
    shown = run(str(sentences), missed=True)
    assert "pier" in shown
    assert "phone" not in shown


def test_prints_csv_that_no_spreadsheet_program_runs(sentences: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(str(sentences), csv=True))))

    assert [row["level"] for row in rows] == [
        "concern",
        "none",
        "none",
        "concern",
        "concern",
        "none",
    ]
    assert rows[4]["harmful"] == "yes"
    assert rows[5]["text"] == "'=1+1"


def test_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(b"I want to die\n")

    monkeypatch.setattr("sys.stdin", Input)

    assert "1 lines: 0 emergency, 1 concern" in run("-")


def test_says_what_is_wrong_with_a_list(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no file .*Give the path"):
        run(str(tmp_path / "none.txt"))
    with pytest.raises(CommandError, match="can't be read: Is a directory"):
        run(str(tmp_path))
    path = tmp_path / "list.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="not in UTF-8"):
        run(str(path))
    path.write_text("fine\nI want to die\tconcrn")
    with pytest.raises(CommandError, match=r"Line 2: “concrn” is no level\. Write none"):
        run(str(path))
    path.write_text("# nothing\n")
    with pytest.raises(CommandError, match="no sentence"):
        run(str(path))
