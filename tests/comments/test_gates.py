"""What is held, refused or called spam before a moderator sees it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from blog.models import BlogPostPage
from comments import forms
from comments.models import (
    Attention,
    CommentSettings,
    GateRule,
    ReaderComment,
    Status,
)
from comments.services import Author, post_comment
from core.models import OutboxItem

Reply = Callable[..., ReaderComment]
Kind, Action = GateRule.Kind, GateRule.Action


@pytest.fixture(autouse=True)
def _readers_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


@pytest.fixture
def settings_of_replies(site: Site) -> CommentSettings:
    return CommentSettings.for_site(site)


def rule(kind: str, pattern: str, action: str = Action.HOLD) -> None:
    new = GateRule(kind=kind, pattern=pattern, action=action)
    new.full_clean()
    new.save()


def send(client: Client, post: BlogPostPage, **values: str) -> Any:
    words = {"name": "Ada", "email": "ada@example.com", "comment": "Thank you."}
    return client.post(f"/comments/{post.pk}/", words | {"stamp": forms.stamp()} | values)


@pytest.mark.parametrize(
    ("kind", "pattern", "values"),
    [
        (Kind.WORDS, "casino bonus", {"comment": "Get your Casino-Bonus!"}),
        (Kind.WORDS, "casino*", {"name": "casinos"}),
        (Kind.LINK, "spam.example", {"comment": "see https://www.SPAM.example/x"}),
        (Kind.LINK, "spam.example", {"comment": "see www.spam.example"}),
        (Kind.EMAIL, "@spam.example", {"email": "a@mail.spam.example"}),
        (Kind.EMAIL, "a@spam.example", {"email": "A@spam.example"}),
        (Kind.NETWORK, "127.0.0.0/8", {}),
    ],
)
def test_rule_applies_whatever_it_is_about(
    client: Client, post: BlogPostPage, kind: str, pattern: str, values: dict[str, str]
) -> None:
    rule(kind, pattern, Action.SPAM)

    assert send(client, post, **values).status_code == 302

    comment = ReaderComment.objects.get()
    assert comment.status == Status.SPAM
    assert pattern in comment.held_because
    assert not OutboxItem.objects.exists()  # spam earns no mail to an address of its choosing


@pytest.mark.parametrize(
    ("kind", "pattern", "values"),
    [
        (Kind.WORDS, "casino", {"comment": "The casinosaurus"}),
        (Kind.LINK, "spam.example", {"comment": "https://notspam.example"}),
        (Kind.EMAIL, "@spam.example", {"email": "a@notspam.example"}),
        (Kind.NETWORK, "10.0.0.0/8", {}),
        (Kind.NETWORK, "2001:db8::/32", {}),
    ],
)
def test_rule_does_not_apply_to_what_only_looks_like_it(
    client: Client, post: BlogPostPage, kind: str, pattern: str, values: dict[str, str]
) -> None:
    rule(kind, pattern, Action.SPAM)

    send(client, post, **values)

    assert ReaderComment.objects.get().status == Status.UNCONFIRMED


def test_rule_may_ask_the_writer_to_change_the_reply(client: Client, post: BlogPostPage) -> None:
    rule(Kind.WORDS, "damn", Action.REFUSE)

    response = send(client, post, comment="Damn good.")

    assert response.status_code == 422
    text = response.content.decode()
    assert "This can&#x27;t be sent with “damn” in it." in text
    assert "Damn good." in text
    assert not ReaderComment.objects.exists()


def test_many_links_wait_for_a_moderator(
    reply: Reply, settings_of_replies: CommentSettings
) -> None:
    settings_of_replies.trusted_after = 1
    settings_of_replies.save()
    reply("First one")
    few, many = (
        post_comment(
            page=reply(f"Page {number}").page.specific,
            author=Author(name="Ada", email="ada@example.com"),
            text=" ".join(f"https://{n}.example" for n in range(number)),
            now=timezone.now(),
            confirmed=True,
        )
        for number in (2, 3)
    )

    assert (few.status, many.status) == (Status.APPROVED, Status.PENDING)
    assert many.held_because == "It has 3 links."


def test_first_reply_is_held_and_later_ones_are_trusted_until_one_is_spam(
    reply: Reply, post: BlogPostPage
) -> None:
    def status_of_next(text: str, email: str = "ada@example.com", **values: Any) -> str:
        comment = post_comment(
            page=post,
            author=Author(name="Ada", email=email),
            text=text,
            now=timezone.now(),
            confirmed=True,
            **values,
        )
        return comment.status

    assert status_of_next("Zero") == Status.PENDING
    for number in range(3):
        reply(f"Number {number}")
    assert status_of_next("Four") == Status.APPROVED
    assert status_of_next("Four too", email="ADA@example.com") == Status.APPROVED
    assert status_of_next("Of somebody else", email="eve@example.com") == Status.PENDING
    reply("Buy!", status=Status.SPAM)
    assert status_of_next("Five") == Status.PENDING


def test_long_text_that_was_posted_before_is_held(reply: Reply, post: BlogPostPage) -> None:
    text = "A long story about my treatment, told in the same words again."
    reply(text)

    copy = reply(text, email="eve@example.com", status=Status.PENDING)

    assert "same text" in copy.held_because
    late = reply(text, email="eve@example.com", now=timezone.now() + timedelta(days=3))
    assert late.held_because == ""


@pytest.mark.parametrize(
    ("name", "of_each"),
    [
        ("replies_per_address", "email"),
        ("replies_per_email", ""),
        ("replies_per_page", "email"),
        ("replies_per_site", "email"),
    ],
)
def test_budget_that_is_spent_answers_429_and_keeps_the_text(
    client: Client,
    post: BlogPostPage,
    settings_of_replies: CommentSettings,
    name: str,
    of_each: str,
) -> None:
    for budget in (
        "replies_per_address",
        "replies_per_email",
        "replies_per_page",
        "replies_per_site",
    ):
        setattr(settings_of_replies, budget, 2 if budget == name else 100)
    settings_of_replies.save()

    def attempt(number: int) -> Any:
        email = f"ada{number if of_each else ''}@example.com"
        return send(client, post, comment=f"Number {number}", email=email)

    assert [attempt(number).status_code for number in range(3)] == [302, 302, 429]
    refused = attempt(3)
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert "Number 3" in refused.content.decode()
    assert ReaderComment.objects.count() == 2


def test_emergency_shows_help_first_and_comes_to_the_top(
    client: Client, post: BlogPostPage, settings_of_replies: CommentSettings
) -> None:
    rule(Kind.WORDS, "ketamine", Action.SPAM)

    response = send(client, post, comment="ketamine did not help, I took 40 pills")

    shown = client.get(response["Location"]).content.decode()
    assert shown.index("crisis-first") < shown.index("<h1")
    comment = ReaderComment.objects.get()
    # A rule about spam hides nobody in danger from the moderator.
    assert (comment.status, comment.attention) == (Status.UNCONFIRMED, Attention.URGENT)
    assert comment.comment == "ketamine did not help, I took 40 pills"


@pytest.mark.parametrize("values", [{"email": "none"}, {"stamp": "forged"}])
def test_help_is_shown_even_when_the_reply_is_refused(
    client: Client, post: BlogPostPage, values: dict[str, str]
) -> None:
    response = send(client, post, comment="I want to kill myself", **values)

    assert response.status_code == 422
    text = response.content.decode()
    assert text.index("crisis-first") < text.index("<h1")


def test_help_is_shown_on_a_page_that_was_closed_and_when_the_budget_is_spent(
    client: Client, post: BlogPostPage, settings_of_replies: CommentSettings
) -> None:
    settings_of_replies.replies_per_address = 0
    settings_of_replies.save()
    spent = send(client, post, comment="I want to die")
    assert spent.status_code == 429
    assert "crisis-first" in spent.content.decode()

    settings_of_replies.is_open = False
    settings_of_replies.save()
    closed = send(client, post, comment="I want to die")
    assert closed.status_code == 403
    text = closed.content.decode()
    assert "crisis-first" in text
    assert "I want to die" in text


def test_writer_of_personal_data_is_asked_and_may_mask_it(
    client: Client, post: BlogPostPage
) -> None:
    words = {"comment": "Call me: (212) 555-2368"}

    asked = send(client, post, **words)
    text = asked.content.decode()
    assert asked.status_code == 200
    assert "You are about to publish this" in text
    assert "Call me: [phone number]" in text
    assert "Call me: (212) 555-2368" in text
    assert not ReaderComment.objects.exists()

    assert send(client, post, **words, personal="mask").status_code == 302
    assert send(client, post, **words, personal="keep").status_code == 302
    texts = ReaderComment.objects.values_list("comment", flat=True).order_by("pk")
    assert list(texts) == ["Call me: [phone number]", "Call me: (212) 555-2368"]


def test_replies_close_site_wide_and_some_days_after_publication(
    client: Client, post: BlogPostPage, settings_of_replies: CommentSettings
) -> None:
    settings_of_replies.close_after_days = 30
    settings_of_replies.save()
    assert send(client, post).status_code == 302

    post.first_published_at = timezone.now() - timedelta(days=31)
    post.save()
    refused = send(client, post, comment="Too late?")
    assert refused.status_code == 403
    assert "Replies close 30 days after a page is published." in refused.content.decode()
    assert '<form class="form reply-form"' not in client.get(post.url).content.decode()


@pytest.mark.parametrize("name", ["close_after_days", "keep_email_days", "keep_hidden_days"])
def test_number_of_days_that_no_date_can_hold_is_refused(post: BlogPostPage, name: str) -> None:
    settings = CommentSettings.for_page(post)
    setattr(settings, name, 1_000_000_000)

    with pytest.raises(ValidationError, match="36500"):
        settings.full_clean()
