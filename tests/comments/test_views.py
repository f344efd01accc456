"""Writing a reply, as a browser does it."""

import re
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import MODERATOR
from blog.models import BlogPostPage
from comments import forms
from comments.models import ReaderComment, Status

Reply = Callable[..., ReaderComment]
WORDS = {"name": "Ada", "email": "ada@example.com", "comment": "Thank you for <b>this</b>."}


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def _readers_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


def hidden_inputs(text: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def address(post: BlogPostPage) -> str:
    return f"/comments/{post.pk}/"


def test_page_with_the_form_sets_no_cookie(browser: Client, post: BlogPostPage) -> None:
    response = browser.get(post.url)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_reply_without_script_is_shown_once_more_and_then_sent(
    browser: Client, post: BlogPostPage
) -> None:
    shown = browser.post(address(post), WORDS)

    assert shown.status_code == 200
    text = shown.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert "Check your reply before it is sent" in text
    assert "Thank you for &lt;b&gt;this&lt;/b&gt;." in text
    assert not ReaderComment.objects.exists()

    sent = browser.post(address(post), WORDS | hidden_inputs(text))

    assert sent.status_code == 302
    assert "We sent a mail to the address" in browser.get(sent["Location"]).content.decode()
    assert ReaderComment.objects.get().status == Status.UNCONFIRMED


def test_reply_with_script_is_sent_at_once(browser: Client, post: BlogPostPage) -> None:
    token = browser.get("/comments/token/")
    assert token["Cache-Control"].count("no-store") == 1

    sent = browser.post(
        address(post),
        WORDS | {"csrfmiddlewaretoken": token.json()["csrf_token"], "stamp": token.json()["stamp"]},
    )

    assert sent.status_code == 302
    assert ReaderComment.objects.count() == 1


def test_mistake_is_shown_at_its_field_and_nothing_typed_is_lost(
    client: Client, post: BlogPostPage
) -> None:
    response = client.post(address(post), WORDS | {"email": "ada", "stamp": forms.stamp()})

    assert response.status_code == 422
    text = response.content.decode()
    assert "Enter an e-mail address such as name@example.com" in text
    assert 'id="reply-email_error"' in text
    assert 'aria-describedby="reply-email_helptext reply-email_error"' in text
    assert "Thank you for &lt;b&gt;" in text
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"reply_to": "abc"},
        {"reply_to": "99999999999999999999"},
        {"comment": "a\x00b"},
        {"comment": "x" * 30_000},
        {"stamp": "forged"},
        {"stamp": ""},
    ],
)
def test_odd_input_is_refused_and_never_fails(
    client: Client, post: BlogPostPage, values: dict[str, str]
) -> None:
    response = client.post(address(post), WORDS | {"stamp": forms.stamp()} | values)

    assert response.status_code == 422
    assert not ReaderComment.objects.exists()


def test_hidden_field_that_a_password_manager_fills_costs_nobody_their_reply(
    client: Client, post: BlogPostPage
) -> None:
    values = {"stamp": forms.stamp(), "further_remarks": "https://me.example"}

    asked = Client(enforce_csrf_checks=True).post(address(post), WORDS | values)
    sent = client.post(address(post), WORDS | values)

    assert "https://me.example" not in asked.content.decode()
    assert sent.status_code == 302
    assert ReaderComment.objects.get().comment == WORDS["comment"]


def test_robot_that_answers_at_once_is_refused(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 3)

    response = client.post(address(post), WORDS | {"stamp": forms.stamp()})

    assert response.status_code == 422
    assert "very quick" in response.content.decode()


def test_reply_link_shows_what_is_answered(
    browser: Client, post: BlogPostPage, reply: Reply
) -> None:
    parent = reply("Does it help with sleep?")

    shown = browser.get(f"/comments/{post.pk}/reply/{parent.pk}/").content.decode()

    assert "Does it help with sleep?" in shown
    sent = browser.post(address(post), WORDS | hidden_inputs(shown))
    assert sent.status_code == 302
    assert ReaderComment.objects.get(reply_to=parent).level == 1


@pytest.mark.parametrize("status", [Status.PENDING, Status.SPAM, Status.REMOVED])
def test_reply_link_of_a_hidden_comment_is_missing(
    client: Client, post: BlogPostPage, reply: Reply, status: Status
) -> None:
    hidden = reply("A secret.", status=status)

    response = client.get(f"/comments/{post.pk}/reply/{hidden.pk}/")

    assert response.status_code == 404
    shown = client.post(address(post), WORDS | {"reply_to": str(hidden.pk)})
    assert "A secret." not in shown.content.decode()


def test_page_that_is_closed_or_not_public_takes_no_reply(
    client: Client, post: BlogPostPage
) -> None:
    post.comments_open = False
    post.save()
    assert client.post(address(post), WORDS).status_code == 403
    post.comments_open = True
    post.save()
    post.unpublish()
    assert client.post(address(post), WORDS).status_code == 404
    assert client.get("/comments/99999999999999999999/").status_code == 404
    assert client.get(f"/comments/{post.pk}/reply/99999999999999999999/").status_code == 404
    assert client.get(f"/comments/{post.get_parent().pk}/").status_code == 404


def test_moderator_replies_as_the_clinic_at_once(
    client: Client, post: BlogPostPage, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(MODERATOR))

    response: Any = client.post(address(post), WORDS | {"stamp": forms.stamp()})

    comment = ReaderComment.objects.get()
    assert response["Location"] == f"/comments/comment/{comment.pk}/"
    assert client.get(response["Location"])["Location"] == f"{post.url}#c{comment.pk}"
    assert "From the clinic" in client.get(post.url).content.decode()


def test_other_methods_are_not_allowed(client: Client, post: BlogPostPage) -> None:
    assert client.put(address(post)).status_code == 405
    assert client.post("/comments/token/").status_code == 405


def test_reply_to_what_was_hidden_meanwhile_becomes_one_to_the_post(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    hidden = reply("Hidden", status=Status.PENDING)
    values = WORDS | {"stamp": forms.stamp(), "reply_to": str(hidden.pk)}

    refused = client.post(address(post), values)

    assert refused.status_code == 422
    text = refused.content.decode()
    assert "reply to the post instead" in text
    assert hidden_inputs(text).get("reply_to", "") == ""
    again = client.post(address(post), values | hidden_inputs(text) | {"reply_to": ""})
    assert again.status_code == 302
    assert ReaderComment.objects.get(reply_to=None, comment=WORDS["comment"])


def test_form_still_says_what_it_answers_after_a_mistake(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    parent = reply("Parent", name="Rosa")
    values = WORDS | {"stamp": forms.stamp(), "reply_to": str(parent.pk), "email": "nobody"}

    text = client.post(address(post), values, headers={"hx-request": "true"}).content.decode()

    assert '<p class="reply-target" data-reply-target>You answer Rosa.</p>' in text
