"""Moderators' rules find words as they are seen, and cost the same however many they are."""

from collections.abc import Callable

import pytest

from comments.models import GateRule, ReaderComment, Status

Kind, Action = GateRule.Kind, GateRule.Action


def rule(pattern: str, kind: str = Kind.WORDS, action: str = Action.SPAM) -> GateRule:
    made = GateRule(kind=kind, pattern=pattern, action=action)
    made.full_clean()
    made.save()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "casino bonus",
        "Casino-Bonus!",
        "CASINO\nBONUS",
        "cas\u200bino bonus",
        "cas\u200dino bonus",
        "cas\u200cino bonus",
        "cas\u00adino bonus",
        "cas\u034fino bonus",
        "cas\ufe0fino bonus",
        "cas\U000e0041ino bonus",
        "c\u0430sin\u043e b\u043enus",
        "c\u03b1s\u03b9no bonus",
        "ｃａｓｉｎｏ bonus",
        "𝐜𝐚𝐬𝐢𝐧𝐨 bonus",
        "cásíno bonus",
        "cas1no b0nus",
        "c a s i n o bonus",
        "c.a.s.i.n.o bonus",
        "**casino** bonus",
        "casino *bonus*",
        "cas*i*no bonus",
        "cas_i_no bonus",
    ],
)
def test_words_are_found_however_they_are_disguised(
    confirmed: Callable[..., ReaderComment], trusted: str, text: str
) -> None:
    rule("casino bonus")

    assert confirmed(f"Take the {text} today").status == Status.SPAM


def test_star_stands_for_any_ending_also_in_the_middle_of_a_pattern(
    confirmed: Callable[..., ReaderComment], trusted: str
) -> None:
    rule("cheap* pill*")

    assert confirmed("The cheapest pills of all").status == Status.SPAM
    assert confirmed("Cheap and good pills").status != Status.SPAM


def test_change_of_a_rule_counts_from_the_next_reply_on(
    confirmed: Callable[..., ReaderComment], trusted: str
) -> None:
    words = rule("elephants", action=Action.HOLD)
    assert confirmed("Elephants one").status == Status.PENDING
    words.action = Action.SPAM
    words.save()
    assert confirmed("Elephants two").status == Status.SPAM


def test_deleted_rule_counts_no_more(confirmed: Callable[..., ReaderComment], trusted: str) -> None:
    rule("giraffes")
    words = rule("elephants")
    words.delete()

    assert confirmed("Elephants").status == Status.APPROVED


def test_any_number_of_rules_needs_the_same_queries(
    confirmed: Callable[..., ReaderComment], count_queries: Callable[..., int], trusted: str
) -> None:
    rule("elephants")
    confirmed("The first one compiles")
    few = count_queries(confirmed, "Thank you, one.")
    GateRule.objects.bulk_create(
        GateRule(kind=Kind.WORDS, pattern=f"phrase number {number}*", action=Action.HOLD)
        for number in range(5000)
    )
    confirmed("The next one compiles")

    assert count_queries(confirmed, "Thank you, two.") == few
    assert "phrase number 4999" in confirmed("A phrase number 4999x").held_because


def test_rule_that_refuses_lets_nobody_in_danger_be_lost(
    confirmed: Callable[..., ReaderComment],
) -> None:
    rule("casino bonus", action=Action.REFUSE)

    comment = confirmed("I lost everything on a casino bonus and I will kill myself tonight.")

    assert comment.status == Status.PENDING
    assert "casino bonus" in comment.held_because
    assert comment.held_because.startswith("Emergency")
