"""Templates can be read side by side with what changed in them."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parent.parent / "templates"
# djlint counts 120 for its formatter and checks nothing; some sentences and dates need more.
LONGEST = 160
# Django ends a tag at the end of its line, so that one cannot be broken.
ONE_TAG = re.compile(r"\{%((?!%\}).)*%\}")


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_no_line_of_a_template_is_too_long(path: Path) -> None:
    lines = path.read_text().splitlines()

    assert [
        f"line {number}: {len(line)} characters"
        for number, line in enumerate(lines, 1)
        if len(line) > LONGEST and not ONE_TAG.fullmatch(line.strip())
    ] == []
