"""Plain language."""

from collections.abc import Callable

import pytest

from blog.checks.readability import ReadabilityCheck
from blog.checks.text import grade_level, sentences, syllables
from blog.models.checks import EditorialCheckSettings
from tests.blog.checks.conftest import Findings, text

EASY = "Sleep helps your mood. Go to bed at the same time. Get up at the same time. " * 5
HARD = (
    "Pharmacological interventions necessitate comprehensive psychiatric evaluation, considering "
    "contraindications, comorbidities and individual susceptibility. " * 5
)


def test_hard_section_is_named_with_its_grade_and_the_site_s_limit(
    findings: Findings, site: object
) -> None:
    found = findings(ReadabilityCheck, body=[text(f"<p>{EASY}</p>"), text(f"<p>{HARD}</p>")])

    (warning,) = [finding for finding in found if finding.severity == "warning"]
    assert "this site's limit is grade 9" in warning.what
    assert warning.place.section is not None
    assert warning.place.section.index == 1
    assert warning.place.path == ("text",)


def test_the_site_sets_the_limit(findings: Findings, site: object) -> None:
    EditorialCheckSettings.objects.create(site=site, highest_grade=12)
    moderate = "A psychiatrist explains what a new medicine can do for you. " * 10

    assert findings(ReadabilityCheck, body=[text(f"<p>{moderate}</p>")]) == []

    EditorialCheckSettings.objects.update(highest_grade=6)

    (found,) = findings(ReadabilityCheck, body=[text(f"<p>{moderate}</p>")])
    assert found.what == "The section reads at grade 7; this site's limit is grade 6."


def test_long_sentence_is_named_and_a_list_without_full_stops_is_not_one(
    findings: Findings,
) -> None:
    long = "We go on " + "and on " * 12 + "until it ends."
    points = "<ul>" + "<li>a short point of six words</li>" * 10 + "</ul>"

    (hint,) = findings(ReadabilityCheck, body=[text(f"<p>{long}</p>"), text(points)])

    assert "A sentence of 30 words" in hint.what
    assert "We go on and on" in hint.what


def test_quotes_and_titles_of_sources_are_not_judged(findings: Findings) -> None:
    quote = {"quote": HARD[:600], "speaker": "Agency", "source": "Notice", "source_url": ""}

    assert findings(ReadabilityCheck, body=[("quote", quote)]) == []


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    assert sentences("As Zarate et al. Found, 3.5 mg were enough. Dr. Ruiz agrees (Fig. 2).") == [
        "As Zarate et al. Found, 3.5 mg were enough.",
        "Dr. Ruiz agrees (Fig. 2).",
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("sleep", 1),
        ("used", 1),
        ("the", 1),
        ("times", 1),
        ("again", 2),
        ("wanted", 2),
        ("doses", 2),
        ("table", 2),
        ("medicine", 3),
        ("psychiatrist", 4),
    ],
)
def test_syllables_are_those_that_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


def test_grade_is_that_of_the_published_formula() -> None:
    # 0.39 by 6 words a sentence, 11.8 by 1 syllable a word, less 15.59
    assert round(grade_level(["The cat sat on the mat."]), 2) == -1.45


def test_grade_of_the_whole_post_is_shown(figures: Callable[..., dict[str, str]]) -> None:
    assert figures(body=[text(f"<p>{EASY}</p>")])["School grade"] == "0"
