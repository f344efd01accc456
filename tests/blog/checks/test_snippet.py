"""Search and sharing."""

from collections.abc import Callable

from blog.checks.snippet import SnippetCheck
from tests.blog.checks.conftest import Findings
from tests.factories import picture

GOOD = {
    "title": "Sleep and mood",
    "search_description": "How sleep and mood depend on each other, what you can do about bad "
    "nights yourself, and when to ask for help.",
}


def test_missing_description_is_named_at_its_field(findings: Findings) -> None:
    found = findings(SnippetCheck, title="Sleep", search_description="")

    assert ("search_description", "warning") in [(f.place.field, f.severity) for f in found]


def test_long_title_is_named_where_it_is_written(findings: Findings) -> None:
    for field in ("title", "seo_title"):
        (found, *_) = findings(SnippetCheck, **{**GOOD, field: "Sleep " * 12})

        assert "The title has 72 characters" in found.what
        assert found.place.field == field


def test_long_and_short_descriptions_are_told_apart(findings: Findings) -> None:
    long, *_ = findings(SnippetCheck, title="Sleep", search_description="word " * 40)
    short, *_ = findings(SnippetCheck, title="Sleep", search_description="About sleep.")

    assert (long.severity, short.severity) == ("warning", "hint")


def test_snippet_that_fits_with_an_image_is_fine(findings: Findings) -> None:
    assert findings(SnippetCheck, **GOOD, hero_image=picture()) == []


def test_snippet_is_shown_as_it_is_cut(figures: Callable[..., dict[str, str]]) -> None:
    assert figures(**GOOD)["In search"] == f"Sleep and mood\n{GOOD['search_description']}"
    assert figures(title="x" * 70)["In search"].startswith("x" * 59 + "…\n")
