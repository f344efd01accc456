"""Headings."""

from blog.checks.headings import HeadingsCheck
from tests.blog.checks.conftest import Findings, text


def test_skipped_level_empty_heading_and_twins_are_named(findings: Findings) -> None:
    found = findings(
        HeadingsCheck,
        body=[
            text("<p>So.</p><h4>Too deep</h4><h3> </h3>", "Twins"),
            text("<p>So.</p>", "twins"),
        ],
    )

    assert [finding.what for finding in found] == [
        "“Too deep” is a heading of level 4 below one of level 2.",
        "A heading inside the text is empty.",
        "Two sections have the heading “twins”.",
    ]


def test_headings_that_nest_are_fine(findings: Findings) -> None:
    nested = "<h3>One</h3><h4>Below</h4><p>So.</p><h3>Two</h3>"

    assert findings(HeadingsCheck, body=[text(nested, "A"), text(nested, "B")]) == []
