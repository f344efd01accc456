"""`manage.py recognise FILE`: what the recognition of danger makes of a list of sentences."""

import csv
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.recognition import Level, Recognition, current_recogniser

LEVELS = {level.name.lower(): level for level in Level}
# Levels at which a reply goes to the top of the queue.
ALARM = Level.CONCERN
WIDEST = 60  # characters of a column


@dataclass(frozen=True)
class Line:
    """A sentence of the list.

    Args:
        number: its line.
        text: it.
        expected: the level that it is to have, if the list says so.
        found: what it was recognised as.
    """

    number: int
    text: str
    expected: Level | None
    found: Recognition

    @property
    def is_alarm(self) -> bool:
        """Whether it would go to the top of the queue."""
        return self.found.level >= ALARM

    @property
    def is_met(self) -> bool:
        """Whether it raises an alarm when one is expected, and none when none is."""
        return self.expected is None or self.is_alarm == (self.expected >= ALARM)


class Command(BaseCommand):
    """Prints the level of each line, and hit rates when the list says what is expected."""

    help = (
        "Print what the recognition of danger makes of a list: one sentence a line and, after a "
        "tab, the level that is expected (none, mention, concern or emergency). The phrases in "
        "the admin count. Empty lines and lines that begin with # are passed over."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the list and how it is shown."""
        parser.add_argument("file", help="A text file in UTF-8, or - for standard input.")
        parser.add_argument(
            "--language", choices=["en", "es"], help="Only lines in English or in Spanish."
        )
        parser.add_argument("--csv", action="store_true", help="Print CSV instead of a table.")
        parser.add_argument(
            "--missed", action="store_true", help="Only lines that are not as expected."
        )

    def handle(
        self,
        *args: Any,
        file: str,
        language: str | None,
        csv: bool,
        missed: bool,
        **options: Any,
    ) -> None:
        """Read, recognise, print."""
        lines = [
            line
            for line in recognised(sentences(_read(file)))
            if language is None or line.found.language == language
        ]
        if not lines:
            raise CommandError(
                f"{file} has no sentence to look at. Write one a line"
                + (f", in the language {language}." if language else ".")
            )
        shown = [line for line in lines if not missed or not line.is_met]
        if csv:
            self._print_csv(shown)
        else:
            self._print_table(shown)
            self._print_summary(lines)

    def _print_csv(self, lines: Iterable[Line]) -> None:
        writer = csv.writer(self.stdout)
        writer.writerow(["line", "level", "expected", "harmful", "child", "kind", "words", "text"])
        for line in lines:
            writer.writerow(
                _harmless(value)
                for value in (
                    line.number,
                    _name(line.found.level),
                    _name(line.expected),
                    "yes" if line.found.is_harmful else "",
                    "yes" if line.found.is_child else "",
                    _kinds(line),
                    _words(line),
                    line.text,
                )
            )

    def _print_table(self, lines: Iterable[Line]) -> None:
        rows: list[tuple[str, ...]] = [("line", "level", "expected", "kind", "words", "text")]
        rows += [
            (
                str(line.number),
                _name(line.found.level) + _marks(line),
                _name(line.expected),
                _kinds(line),
                _words(line),
                line.text,
            )
            for line in lines
        ]
        rows = [tuple(map(_short, row)) for row in rows]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())

    def _print_summary(self, lines: list[Line]) -> None:
        counts = Counter(line.found.level for line in lines)
        self.stdout.write("")
        self.stdout.write(
            f"{len(lines)} lines: "
            + ", ".join(f"{counts[level]} {_name(level)}" for level in sorted(Level, reverse=True))
            + f"; {sum(line.found.is_harmful for line in lines)} harmful"
            + f"; {sum(line.found.is_child for line in lines)} by a child"
        )
        true = [line for line in lines if line.expected is not None and line.expected >= ALARM]
        harmless = [line for line in lines if line.expected is not None and line.expected < ALARM]
        if true:
            self._print_rate("Expected concern or emergency, and recognised", true)
        if harmless:
            self._print_rate("Expected none or mention, and raised an alarm", harmless)

    def _print_rate(self, said: str, lines: list[Line]) -> None:
        number = sum(line.is_alarm for line in lines)
        self.stdout.write(f"{said}: {number} of {len(lines)} ({number / len(lines):.1%})")


def sentences(text: str) -> list[tuple[int, str, Level | None]]:
    """Return the number, the text and the expected level of each line of a list.

    Raises:
        CommandError: naming the line with a level that there is not.
    """
    found: list[tuple[int, str, Level | None]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        sentence, tab, level = line.rpartition("\t")
        if not tab:
            found.append((number, line.strip(), None))
            continue
        expected = LEVELS.get(level.strip().lower())
        if expected is None:
            raise CommandError(
                f"Line {number}: “{level.strip()}” is no level. Write none, mention, concern or "
                "emergency after the tab, or no tab."
            )
        found.append((number, sentence.strip(), expected))
    return found


def recognised(found: Iterable[tuple[int, str, Level | None]]) -> list[Line]:
    """Return the lines of a list with what they were recognised as."""
    recogniser = current_recogniser()
    return [
        Line(number, text, expected, recogniser.recognise(text)) for number, text, expected in found
    ]


def _read(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        raise CommandError(
            f"There is no file {file}. Give the path of a text file, or - for standard input."
        ) from None
    except OSError as error:
        raise CommandError(f"{file} can't be read: {error.strerror}.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not in UTF-8. Please save it as UTF-8 text.") from None


def _name(level: Level | None) -> str:
    return "" if level is None else level.name.lower()


def _marks(line: Line) -> str:
    marks = [
        mark
        for mark, applies in (("harmful", line.found.is_harmful), ("child", line.found.is_child))
        if applies
    ]
    return f" ({', '.join(marks)})" if marks else ""


def _kinds(line: Line) -> str:
    return ", ".join(dict.fromkeys(sign.kind for sign in line.found.signs[:3]))


def _words(line: Line) -> str:
    return "; ".join(" ".join(sign.words.split()) for sign in line.found.signs[:3])


def _short(cell: str) -> str:
    return cell if len(cell) <= WIDEST else f"{cell[: WIDEST - 1]}…"


def _harmless(value: object) -> object:
    """Keep a spreadsheet program from running what a list holds."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
