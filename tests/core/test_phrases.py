"""Whether a text holds a phrase, however it is typed."""

from core.phrases import phrases_in


def test_star_stands_for_any_ending_of_a_word() -> None:
    assert phrases_in("suicidality", ["suicid*"]) == ["suicid*"]
    assert phrases_in("a parasuicide", ["suicid*"]) == []
    assert phrases_in("a.b", ["a*b", "", "  ", "*"]) == []


def test_phrase_is_found_whatever_its_case_accents_and_apostrophes() -> None:
    assert phrases_in("we  GUARANTEE\nit’s Sáfe", ["guarantee its safe"]) == ["guarantee its safe"]


def test_words_on_both_sides_of_an_exception_make_no_phrase() -> None:
    assert phrases_in("no cure squad for all", ["no cure for all"], ["squad"]) == []
