"""Whether a reply speaks of an emergency: found however it is typed, with few false alarms."""

import pytest

from comments.care import phrases_in
from comments.care_phrases import EXCEPTIONS, PHRASES


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "some days i WANT  to\ndie...",
        "I don't want to live like this",
        "I don’t want to live",  # typographic apostrophe
        "i dont want to live",
        "I do not want to be alive.",
        "They would be better off without me",
        "I keep thinking about suicide.",
        "suicidal again",
        "Süicide",  # accents are no disguise
        "I am going to kill myself tonight",
        "started cutting again",
        "I self-harm since I was 12",
        "self harming",
        "He overdosed an hour ago",
        "my wife took all her pills, she is not breathing",
        "I can't go on",
        "kms",
        "Not suicidal yesterday, but today I want to die.",
        "The suicide rate is high and I am suicidal",
    ],
)
def test_words_of_an_emergency_are_found(text: str) -> None:
    assert phrases_in(text, PHRASES, EXCEPTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, this helped me.",
        "Is there a risk of suicide with these drugs?",
        "The suicide prevention hotline is 988.",
        "I was never suicidal, only tired.",
        "I am not suicidal.",
        "I do not want to die, I want to get better.",
        "We watched Suicide Squad.",
        "This headache is killing me",
        "I could kill for a coffee",
        "Cut myself some slack today",
        "I cut myself shaving",
        "We can't go on vacation during treatment",
        "It died down after an hour",
        "I want to diet",
        "The battery died",
        "My skills improved",
        "He kills it on stage",
        "Overdose deaths fell last year.",
        "kmsg buffers",
    ],
)
def test_figures_of_speech_and_talk_about_the_subject_raise_no_alarm(text: str) -> None:
    assert phrases_in(text, PHRASES, EXCEPTIONS) == []


def test_star_stands_for_any_ending_of_a_word() -> None:
    assert phrases_in("suicidality", ["suicid*"]) == ["suicid*"]
    assert phrases_in("a parasuicide", ["suicid*"]) == []
    assert phrases_in("a.b", ["a*b", "", "  ", "*"]) == []


def test_words_on_both_sides_of_an_exception_make_no_phrase() -> None:
    assert phrases_in("want suicide squad to die", ["want to die"], ["suicide squad"]) == []
