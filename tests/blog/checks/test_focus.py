"""The focus phrase."""

from blog.checks.focus import FocusPhraseCheck
from tests.blog.checks.conftest import Findings, text

OTHER = "<p>" + "We speak of other matters in these words. " * 75 + "</p>"  # 600 words


def test_phrase_that_is_missing_where_readers_look_is_named(findings: Findings) -> None:
    found = findings(
        FocusPhraseCheck,
        title="A question",
        summary="About sleep.",
        focus_phrase="ketamine addiction",
        body=[text("<p>Ketamine addiction is rare.</p>")],
    )

    assert [finding.what.rsplit(" ", 1)[-1] for finding in found] == [
        "title.",
        "summary.",
        "headings.",
    ]


def test_phrase_used_five_times_in_six_hundred_words_is_stuffed(findings: Findings) -> None:
    # As the clinic's article had it before: five times "ketamine addictive".
    (found,) = findings(
        FocusPhraseCheck,
        title="Is ketamine addictive?",
        summary="Is ketamine addictive or not?",
        focus_phrase="ketamine addictive",
        body=[
            text("<p>Ketamine addictive? Is ketamine addictive?</p>" + OTHER, "Ketamine addictive")
        ],
    )

    assert "stands 5 times" in found.what
    assert "at most 4 are natural" in found.what


def test_words_in_another_order_are_natural_use(findings: Findings) -> None:
    assert (
        findings(
            FocusPhraseCheck,
            title="Can ketamine become addictive?",
            summary="When ketamine is addictive, and when it is less so.",
            focus_phrase="ketamine addictive",
            body=[text(OTHER, "Addictive or not: ketamine in a clinic")],
        )
        == []
    )


def test_post_without_a_phrase_is_not_asked_for_one(findings: Findings) -> None:
    assert findings(FocusPhraseCheck, body=[text(OTHER)]) == []
