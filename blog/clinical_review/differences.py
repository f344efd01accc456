"""What differs between the text of a post and the text that was signed, line by line."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from blog.clinical_review.texts import SectionText
from core.wagtail_internals import diff_text

# The same sentence, reworded: at least this share of its words is the same.
ALIKE = 0.5
LABEL = re.compile(r"^([^:]{1,60}): ")

# (`equal`, `addition` or `deletion`; the words)
Part = tuple[str, str]


@dataclass(frozen=True)
class SectionChange:
    """A section beside what it said before.

    Args:
        text: the section now; None when it was taken away.
        before: its lines before; None when it is new.
    """

    text: SectionText | None
    before: SectionText | None

    @property
    def section(self) -> SectionText:
        """The section as it is, or as it was when it is gone."""
        section = self.text or self.before
        assert section is not None  # noqa: S101 - one of them is always there
        return section

    @property
    def state(self) -> str:
        """One of new, gone, changed and same."""
        if self.before is None:
            return "new"
        if self.text is None:
            return "gone"
        return "same" if self.text.fingerprint == self.before.fingerprint else "changed"

    def difference(self, in_words: Callable[[str], str] = str) -> list[list[Part]]:
        """Return the lines, each in parts; all equal where there is nothing to compare with.

        Args:
            in_words: says what a line refers to by number in words.
        """
        now = [in_words(line) for line in self.text.lines] if self.text else []
        if self.before is None:
            return [[("equal", line)] for line in now]
        before = [in_words(line) for line in self.before.lines]
        matcher = SequenceMatcher(a=before, b=now, autojunk=False)
        lines: list[list[Part]] = []
        for _, first, last, start, end in matcher.get_opcodes():
            lines += _compare(before[first:last], now[start:end])
        return lines


def changes(now: Iterable[SectionText], before: Iterable[SectionText]) -> list[SectionChange]:
    """Return the sections in their order, each beside what it said before; what is gone last."""
    old = {text.section_id: text for text in before}
    found = [SectionChange(text, old.pop(text.section_id, None)) for text in now]
    return [*found, *(SectionChange(None, text) for text in old.values())]


def _compare(before: list[str], now: list[str]) -> Iterable[list[Part]]:
    """Yield lines beside those that they replace; a line replaces one of its field or wording."""
    rest = before
    for line in now:
        number = next((i for i, old in enumerate(rest) if _is_version_of(old, line)), None)
        if number is None:
            yield [("addition", line)]
            continue
        yield from ([("deletion", gone)] for gone in rest[:number])
        yield [(kind, words) for kind, words in diff_text(rest[number], line).changes if words]
        rest = rest[number + 1 :]
    yield from ([("deletion", gone)] for gone in rest)


def _is_version_of(old: str, new: str) -> bool:
    labels = LABEL.match(old), LABEL.match(new)
    if any(labels):
        return all(labels) and len({label[1] for label in labels if label}) == 1
    return SequenceMatcher(a=old.split(), b=new.split(), autojunk=False).ratio() >= ALIKE
