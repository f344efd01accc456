"""Saying that a reply is helpful, and reporting it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.roles import MODERATOR
from blog.models import BlogPostPage
from comments.models import Attention, Reaction, ReaderComment, Status
from comments.services import set_status
from comments.views import reactions
from core import outbox

Reply = Callable[..., ReaderComment]


def click(client: Client, comment: ReaderComment, kind: str, **extra: Any) -> Any:
    return client.post(f"/comments/comment/{comment.pk}/{kind}/", **extra)


def test_helpful_counts_once_for_each_visitor(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    comment = reply("Words")

    for _ in range(2):
        assert click(client, comment, "helpful")["Location"] == f"/comments/comment/{comment.pk}/"
    click(client, comment, "helpful", REMOTE_ADDR="203.0.113.7")

    assert "Helpful (2)" in client.get(post.url).content.decode()


def test_htmx_gets_the_new_count_alone(client: Client, reply: Reply) -> None:
    comment = reply("Words")
    texts = [
        click(client, comment, "helpful", headers={"HX-Request": "true"}).content.decode()
        for _ in range(2)
    ]

    assert "Thank you (1)" in texts[0]
    assert "You said so already (1)" in texts[1]
    assert "<html" not in texts[0]


@pytest.mark.parametrize("kind", ["helpful", "report"])
def test_click_without_script_asks_once_more_with_a_token(reply: Reply, kind: str) -> None:
    comment = reply("Words")
    browser = Client(enforce_csrf_checks=True)

    asked = click(browser, comment, kind)
    assert asked.status_code == 200
    assert not Reaction.objects.exists()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked.content.decode())
    assert found
    browser.post(f"/comments/comment/{comment.pk}/{kind}/", {"csrfmiddlewaretoken": found[1]})

    assert Reaction.objects.count() == 1


def test_reports_of_three_networks_hide_a_reply_until_a_moderator_decides(
    client: Client, post: BlogPostPage, reply: Reply, make_user: Callable[..., User]
) -> None:
    make_user(MODERATOR, email="moderator@example.com")
    comment = reply("Rude words")

    def report(address: str) -> str:
        response = client.post(
            f"/comments/comment/{comment.pk}/report/", {"reason": "Rude"}, REMOTE_ADDR=address
        )
        comment.refresh_from_db()
        return f"{response.status_code} {comment.status} {comment.report_count}"

    assert report("203.0.113.1") == "200 approved 1"
    assert comment.attention == Attention.REPORTED
    # The same network again, whatever the browser.
    assert report("203.0.113.2") == "200 approved 1"
    assert report("203.0.114.1") == "200 approved 2"
    assert report("203.0.115.1") == "200 pending 3"
    assert "Rude words" not in client.get(post.url).content.decode()
    outbox.work_off()
    assert any("reported" in message.subject for message in mail.outbox)

    client.force_login(make_user(MODERATOR))
    inspected = client.get(f"/admin/reader-comments/inspect/{comment.pk}/").content.decode()
    assert inspected.count("Rude</li>") == 3
    set_status(comments=[comment], status=Status.APPROVED, by=None, now=comment.posted_at)
    comment.refresh_from_db()
    assert (comment.report_count, comment.attention) == (0, Attention.NONE)


def test_hidden_reply_takes_no_clicks(client: Client, reply: Reply) -> None:
    hidden = reply("Hidden", status=Status.PENDING)

    for kind in ("helpful", "report"):
        assert client.get(f"/comments/comment/{hidden.pk}/{kind}/").status_code == 404
        assert click(client, hidden, kind).status_code == 404


def test_clicks_have_a_budget(
    client: Client, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reactions, "REACTIONS", 2)
    comment = reply("Words")

    codes = [click(client, comment, "helpful").status_code for _ in range(3)]

    assert codes == [302, 302, 429]
    assert int(click(client, comment, "report")["Retry-After"]) > 0


def test_reason_that_is_too_long_comes_back(client: Client, reply: Reply) -> None:
    comment = reply("Words")

    response = client.post(f"/comments/comment/{comment.pk}/report/", {"reason": "x" * 301})

    assert response.status_code == 422
    assert "x" * 301 in response.content.decode()
