"""Promises that no clinic may make."""

import pytest
from wagtail.models import Site

from blog.checks.promises import PromisesCheck
from blog.models.checks import EditorialCheckSettings
from tests.blog.checks.conftest import Findings, text

PROMISES = [
    "Our infusions cure depression.",
    "Results are Guaranteed!",
    "It works fast, with no side effects.",
    "It is 100% safe.",
    "It is 100 % safe.",
    "Ketamine is not addictive.",
    "It does not hurt, and it cures depression.",
    "A clinically proven, non-addictive treatment.",
]
FINE = [
    "Ketamine is not a cure.",
    "There is no cure for it.",
    "Success cannot be guaranteed.",
    "Nobody can guarantee that it helps.",
    "Keep your medicines secure.",
    "A curious accurate manicure.",
    "Does ketamine cure depression?",
    "“Is a result guaranteed?”",
    "The risk is low, but it is not zero.",
    "It does not cure depression.",
    "There are side effects.",
]


@pytest.mark.parametrize("sentence", PROMISES)
def test_promise_is_named_with_its_sentence_and_the_regulator_s_reason(
    findings: Findings, sentence: str
) -> None:
    found = findings(PromisesCheck, body=[text(f"<p>We begin. {sentence} We end.</p>")])

    assert found
    assert sentence.rstrip(".!") in found[0].what
    assert found[0].source.startswith("https://")


@pytest.mark.parametrize("sentence", FINE)
def test_words_that_promise_nothing_are_fine(findings: Findings, sentence: str) -> None:
    assert findings(PromisesCheck, body=[text(f"<p>We begin. {sentence} We end.</p>")]) == []


def test_title_summary_and_lists_are_read_too(findings: Findings) -> None:
    points = {
        "heading": "Ask",
        "introduction": "",
        "questions": [{"question": "Why?", "reason": "<p>We guarantee it.</p>"}] * 2,
    }
    found = findings(
        PromisesCheck, title="The cure", summary="A miracle.", body=[("questions_to_ask", points)]
    )

    assert [finding.place.field for finding in found] == ["title", "summary", "body", "body"]
    first, _, last = found[2].place.path
    assert (first, last) == ("questions", "reason")


def test_the_site_keeps_the_list_and_how_strict_it_is(findings: Findings, site: Site) -> None:
    promise = {"phrases": ["detox*"], "exceptions": ["detoxification unit"], "reason": "Unproven."}
    stream = EditorialCheckSettings.promises.field.stream_block.normalize([("promise", promise)])
    EditorialCheckSettings.objects.create(site=site, refuse_promises=True, promises=stream)

    (found,) = findings(
        PromisesCheck,
        body=[text("<p>A cure. A detoxifying tea. The detoxification unit is open.</p>")],
    )

    assert (found.severity, found.why) == ("error", "Unproven.")
    assert "A detoxifying tea." in found.what
