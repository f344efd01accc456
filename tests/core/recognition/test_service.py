"""The desk's lists count at once, on every node, and no fault lets a text pass unread."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from core.models import RecognitionPhrase
from core.recognition import Level, Recogniser, recognise

Meaning = RecognitionPhrase.Meaning


def phrase(text: str, meaning: str = Meaning.CONCERN, **values: Any) -> RecognitionPhrase:
    new = RecognitionPhrase(phrase=text, meaning=meaning, **values)
    new.full_clean()
    new.save()
    return new


@pytest.mark.django_db
def test_phrases_of_the_desk_count_with_their_meaning() -> None:
    assert recognise("thinking of the purple elephant").level == Level.NONE

    phrase("purple elephant*", Meaning.EMERGENCY)
    phrase("blue (bottle|jar)", Meaning.HARMFUL)
    phrase("green field", Meaning.MENTION)

    assert recognise("thinking of the Purple Éléphants").level == Level.EMERGENCY
    assert recognise("the bl*e jar").level == Level.NONE
    assert recognise("the blue jar").is_harmful
    assert recognise("a green field").level == Level.MENTION


@pytest.mark.django_db
def test_changed_switched_off_and_deleted_phrases_count_at_once() -> None:
    ours = phrase("purple elephant")
    assert recognise("purple elephant").level == Level.CONCERN

    ours.meaning = Meaning.EMERGENCY
    ours.save()
    assert recognise("purple elephant").level == Level.EMERGENCY

    ours.is_active = False
    ours.save()
    assert recognise("purple elephant").level == Level.NONE

    ours.is_active = True
    ours.save()
    ours.delete()
    assert recognise("purple elephant").level == Level.NONE


@pytest.mark.django_db
def test_harmless_phrase_explains_what_it_overlaps_and_nothing_else() -> None:
    assert recognise("kms is our bus line").level == Level.CONCERN

    phrase("kms is our", Meaning.HARMLESS)

    assert recognise("kms is our bus line").level == Level.NONE
    assert recognise("kms is our bus line, and I want to kill myself").level == Level.CONCERN
    assert recognise("kms").level == Level.CONCERN


@pytest.mark.django_db
def test_a_look_costs_one_query(count_queries: Callable[..., int]) -> None:
    recognise("warm")
    assert count_queries(recognise, "I want to die") == 1
    phrase("purple elephant")
    recognise("warm")
    assert count_queries(recognise, "I want to die") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("...", "needs a word that can't be missing"),
        ("[want] [to]", "needs a word that can't be missing"),
        ("(a|b", "is missing"),
        ("a)", "was not opened"),
        ("want | die", "inside brackets"),
        ("{nobody}", "There is no class {nobody}"),
        ("s*", "needs two letters"),
        ("su*cide", "is not a word"),
        ("!!", "is not a word"),
        ("... die", "stands between two words"),
        ("((((((((((die))))))))))", "too many brackets"),
        (" & die", "is not a word"),
    ],
)
def test_a_phrase_that_can_not_be_read_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        RecognitionPhrase(phrase=text, meaning=Meaning.CONCERN).clean()
    assert message in str(refused.value.message_dict["phrase"])


@pytest.mark.django_db
def test_a_phrase_written_past_the_form_is_left_out_and_the_others_count() -> None:
    RecognitionPhrase.objects.create(phrase="((", meaning=Meaning.EMERGENCY)
    phrase("purple elephant")

    assert recognise("purple elephant").level == Level.CONCERN


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", ["(a|b) " * 30, "a ... " * 30 + "b", "[a] " * 40 + "die"])
def test_no_phrase_makes_the_recogniser_slow(pattern: str) -> None:
    phrase(pattern.strip()[:200].rpartition(" ")[0] + " die")

    assert recognise("a b " * 900).level == Level.NONE


@pytest.mark.django_db
def test_without_the_database_the_shipped_lists_are_used() -> None:
    def refuse(*args: object) -> object:
        raise OSError("The database is away.")

    with connection.execute_wrapper(refuse):
        assert recognise("I want to die").level == Level.CONCERN


@pytest.mark.django_db
def test_what_could_not_be_looked_at_is_held_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Recogniser, text: str) -> None:
        raise RecursionError

    monkeypatch.setattr(Recogniser, "recognise", fail)

    found = recognise("anything")

    assert found.level == Level.CONCERN
    assert "Please read it" in found.reason
