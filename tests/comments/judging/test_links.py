"""Links are judged as a browser would follow them."""

from collections.abc import Callable

import pytest

from comments.models import GateRule, ReaderComment, Status

SPELLINGS = [
    "https://evil.example",
    "HTTPS://EVIL.EXAMPLE/x",
    "https://www.evil.example",
    "https://evil.example.",
    "https://evil%2eexample",
    "https://evil。example",
    "http:/evil.example",
    "http:evil.example",
    r"https:\/\/evil.example",
    r"https:\\evil.example",
    "https://user@evil.example/",
    "https://evil.example:8443/x",
    "www.evil.example",
    "evil.example",
    "evil.exa\u00admple",
    "[x](https://evil.example)",
    r"[x](https:\/\/evil.example)",
    "[x](&#104;ttps://evil.example)",
    "[x](http:evil.example)",
    "[x](https&#58;//evil.example)",
    "[x](https://evil%2eexample)",
    "[x](https://evil。example)",
    "[](https://evil.example)",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_rule_about_a_site_finds_each_spelling_of_it(
    confirmed: Callable[..., ReaderComment], trusted: str, text: str
) -> None:
    GateRule.objects.create(kind=GateRule.Kind.LINK, pattern="evil.example", action="spam")

    assert confirmed(f"Look: {text} there").status == Status.SPAM


@pytest.mark.parametrize(
    "text", ["https://notevil.example", "evil.example.org", "evil dot example", "an evil example"]
)
def test_rule_about_a_site_leaves_others_alone(
    confirmed: Callable[..., ReaderComment], trusted: str, text: str
) -> None:
    GateRule.objects.create(kind=GateRule.Kind.LINK, pattern="evil.example", action="spam")

    assert confirmed(f"Look: {text} there").status != Status.SPAM


@pytest.mark.parametrize(
    "link",
    [
        r"[x](https:\/\/a.example/{})",
        "[x](&#104;ttps://a.example/{})",
        "[x](http:a.example/{})",
        "https://a.example/{}",
        "www.a.example/{}",
    ],
)
def test_many_links_wait_however_they_are_typed(
    confirmed: Callable[..., ReaderComment], trusted: str, link: str
) -> None:
    comment = confirmed(" ".join(link.format(number) for number in range(6)))

    assert (comment.status, comment.held_because) == (Status.PENDING, "It has 6 links.")


def test_link_whose_words_name_another_place_waits(
    confirmed: Callable[..., ReaderComment], trusted: str
) -> None:
    false = confirmed("[https://988lifeline.org](https://evil.example/login)")
    true = confirmed(
        "[988lifeline.org](https://www.988lifeline.org/chat) and [their site](https://a.example)"
    )

    assert false.held_because == "A link says “https://988lifeline.org” and leads to evil.example."
    assert true.status == Status.APPROVED
