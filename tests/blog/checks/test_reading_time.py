"""Reading time."""

from collections.abc import Callable

from blog.checks.reading_time import ReadingTimeCheck
from tests.blog.checks.conftest import Findings, text


def test_long_post_gets_a_hint_with_the_figure(findings: Findings) -> None:
    (found,) = findings(ReadingTimeCheck, body=[text(f"<p>{'Words follow. ' * 2000}</p>")])

    assert found.severity == "hint"
    assert "Reading takes 17 minutes" in found.what


def test_short_post_only_shows_the_figure(
    findings: Findings, figures: Callable[..., dict[str, str]]
) -> None:
    body = [text(f"<p>{'Words follow. ' * 238}</p>")]

    assert findings(ReadingTimeCheck, body=body) == []
    assert figures(body=body)["Reading time"] == "2 minutes (477 words)"
