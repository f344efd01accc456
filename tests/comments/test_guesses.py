"""Whose words a pseudonymous reply is can't be found out by guessing at its writer's address."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import MODERATOR
from blog.models import BlogPostPage
from comments import forms
from comments.models import CommentSettings, GateRule, ReaderComment, Status
from comments.services import set_status
from core import outbox

RIGHT = "jane.doe@victim.example"
TEXT = "I took it for a year, and I would like to tell how it went, in all its length."


@pytest.fixture(autouse=True)
def _readers_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


@pytest.fixture(params=[Status.APPROVED, Status.PENDING, Status.UNCONFIRMED, Status.SPAM])
def victim(client: Client, post: BlogPostPage, request: Any) -> ReaderComment:
    """A reply that its writer sent by the form a moment ago."""
    _by_form(client, post, RIGHT, address="198.51.100.1")
    comment = ReaderComment.objects.get()
    if request.param != Status.UNCONFIRMED:
        set_status(comments=[comment], status=request.param, by=None, now=timezone.now())
    return comment


def _by_form(client: Client, post: BlogPostPage, email: str, *, address: str, **extra: Any) -> Any:
    words = {"name": "A sad reader", "email": email, "comment": TEXT, "stamp": forms.stamp()}
    return client.post(f"/comments/{post.pk}/", words, REMOTE_ADDR=address, **extra)


def _by_api(client: Client, post: BlogPostPage, email: str, *, address: str) -> Any:
    return client.post(
        f"/api/content/v1/posts/{post.slug}/comments/",
        json.dumps({"name": "A sad reader", "email": email, "text": TEXT}),
        content_type="application/json",
        REMOTE_ADDR=address,
    )


def _shape(response: Any) -> tuple[int, str, str]:
    """Return what can be told apart of an answer: all but tokens and numbers that run on."""
    body = re.sub(r"/comments/own/[\w-]+/", "/comments/own/…/", response.content.decode())
    body = re.sub(r'"id": ?\d+', '"id": …', body)
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)
    return (
        response.status_code,
        re.sub(r"own/[\w-]+/", "own/…/", response.get("Location", "")),
        body,
    )


@pytest.mark.parametrize("door", [_by_form, _by_api])
def test_right_guess_is_answered_like_a_wrong_one(
    client: Client, post: BlogPostPage, victim: ReaderComment, door: Callable[..., Any]
) -> None:
    outbox.work_off()
    mail.outbox.clear()
    wrong: list[Any] = []
    right: list[Any] = []

    for number in range(40):
        cache.clear()  # the guesser has as many networks as it takes
        guess = RIGHT if number % 4 == 0 else f"guess{number}@guess.example"
        answer = _shape(door(client, post, guess, address=f"203.0.{number}.1"))
        (right if guess == RIGHT else wrong).append(answer)

    assert set(right) == set(wrong)
    assert len(set(wrong)) == 1
    outbox.work_off()
    asked = [message.to[0] for message in mail.outbox if "confirm" in message.body]
    assert len(asked) == 40
    stored = ReaderComment.objects.exclude(pk=victim.pk)
    assert set(stored.values_list("status", flat=True)) == {Status.UNCONFIRMED}


def test_htmx_tells_nothing_either(client: Client, post: BlogPostPage) -> None:
    _by_form(client, post, RIGHT, address="198.51.100.1")
    comment = ReaderComment.objects.get()
    set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())
    htmx = {"headers": {"HX-Request": "true"}}

    answers = {
        _shape(_by_form(client, post, email, address=f"203.0.{number}.1", **htmx))
        for number, email in enumerate([RIGHT, "a@guess.example", "b@guess.example"])
    }

    assert len(answers) == 1


def test_budget_of_an_address_shows_nobody_what_its_owner_sent(
    client: Client, post: BlogPostPage
) -> None:
    for _ in range(4):
        _by_form(client, post, RIGHT, address="198.51.100.1")

    codes = [
        [_by_form(client, post, email, address=address).status_code for _ in range(6)]
        for email, address in ((RIGHT, "203.0.113.1"), ("x@guess.example", "203.0.114.1"))
    ]

    assert codes[0] == codes[1] == [302] * 5 + [429]


def test_mailbox_gets_few_mails_to_confirm_whoever_asks_and_the_answer_is_the_same(
    client: Client, post: BlogPostPage
) -> None:
    answers = {
        _shape(
            _by_form(client, post, f"jane.doe+{number}@victim.example", address=f"203.0.{number}.1")
        )
        for number in range(14)
    }

    outbox.work_off()
    assert len(answers) == 1
    assert len(mail.outbox) == 10
    assert "A sad reader" not in "".join(str(message.body) for message in mail.outbox)


def test_mails_to_confirm_of_the_whole_site_wait_for_their_turn_and_are_all_sent(
    client: Client, post: BlogPostPage
) -> None:
    settings = CommentSettings.for_page(post)
    settings.confirmations_per_site = 3
    settings.save()

    answers = {
        _shape(_by_form(client, post, f"{number}@a.example", address=f"203.0.{number}.1"))
        for number in range(5)
    }

    assert len(answers) == 1
    outbox.work_off()
    assert len(mail.outbox) == 3
    later = timezone.now() + timedelta(hours=1, seconds=1)
    outbox.work_off(now=lambda: later)
    assert len(mail.outbox) == 5


def test_sender_s_own_link_ends_when_the_owner_of_the_address_confirms(
    client: Client, post: BlogPostPage, reply: Callable[..., ReaderComment]
) -> None:
    for number in range(3):
        reply(f"Harmless number {number}", email=RIGHT, name="A sad reader")
    sender = _by_form(client, post, RIGHT, address="203.0.113.1")["Location"]
    assert client.get(sender).status_code == 200
    outbox.work_off()
    body = str(mail.outbox[-1].body)
    confirm, mailed = re.findall(r"http://testserver(/comments/(?:confirm|own)/\S+)", body)

    client.post(confirm)

    edit = {"action": "edit", "comment": "You are all idiots, buy from my shop instead."}
    assert client.post(sender, edit).status_code == 403
    comment = ReaderComment.objects.get(comment=TEXT)
    assert comment.status == Status.APPROVED
    # Its owner got this one, and nobody else.
    assert client.get(mailed).status_code == 200


@pytest.mark.parametrize("action", ["hold", "spam", "refuse"])
@pytest.mark.parametrize("door", [_by_form, _by_api])
def test_no_answer_tells_whom_the_desk_has_a_rule_about(
    client: Client, post: BlogPostPage, door: Callable[..., Any], action: str
) -> None:
    GateRule.objects.create(kind=GateRule.Kind.EMAIL, pattern=RIGHT, action=action)

    answers = set()
    for number, email in enumerate([RIGHT, "a@guess.example"]):
        answer = door(client, post, email, address=f"203.0.{number}.1")
        shape = _shape(answer)
        if answer.status_code == 302:
            page = client.get(answer["Location"]).content.decode()
            shape = (*shape[:2], re.sub(r"[\w-]{40,}", "", page))
        answers.add(shape)

    assert len(answers) == 1


def test_confirmation_is_of_the_text_that_was_read(client: Client, post: BlogPostPage) -> None:
    own = _by_form(client, post, RIGHT, address="203.0.113.1")["Location"]
    outbox.work_off()
    found = re.search(r"http://testserver(/comments/confirm/\S+)", str(mail.outbox[-1].body))
    assert found
    page = client.get(found[1]).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    client.post(own, {"action": "edit", "comment": "Buy from my shop."})

    answer = client.post(found[1], {"seen": seen[1]})

    assert answer.status_code == 409
    assert "Buy from my shop." in answer.content.decode()
    assert ReaderComment.objects.get().status == Status.UNCONFIRMED


def test_other_site_gets_no_words_of_its_own_ready_to_be_sent(
    post: BlogPostPage, make_user: Callable[..., User]
) -> None:
    moderator = Client(enforce_csrf_checks=True)
    moderator.force_login(make_user(MODERATOR))
    words = {"comment": "The clinic says: stop your tablets today"}
    foreign = {"Origin": "https://evil.example"}

    shown = moderator.post(f"/comments/{post.pk}/", words, headers=foreign).content.decode()

    assert "stop your tablets" not in shown
