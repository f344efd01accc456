"""Saying that a reply is helpful, and reporting it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import MODERATOR
from blog.models import BlogPostPage
from comments.models import Attention, Reaction, ReaderComment, Status
from comments.services import set_status
from comments.views import reactions
from core import outbox, personal_data

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


def _report(client: Client, comment: ReaderComment, address: str) -> str:
    client.post(f"/comments/comment/{comment.pk}/report/", {"reason": ""}, REMOTE_ADDR=address)
    comment.refresh_from_db()
    return comment.status


def test_reports_never_hide_the_clinic_s_own_words(client: Client, reply: Reply) -> None:
    staff = reply("Words of the clinic")
    ReaderComment.objects.filter(pk=staff.pk).update(by_staff=True)

    for number in range(6):
        assert _report(client, staff, f"203.0.{number}.1") == Status.APPROVED

    assert (staff.report_count, staff.attention) == (6, Attention.REPORTED)


def test_what_a_moderator_approved_after_reports_is_hidden_by_none(
    client: Client, reply: Reply
) -> None:
    comment = reply("Words")
    for number in range(3):
        status = _report(client, comment, f"203.0.{number}.1")
    assert status == Status.PENDING
    set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())

    for number in range(3, 9):
        assert _report(client, comment, f"203.0.{number}.1") == Status.APPROVED

    assert comment.attention == Attention.REPORTED


def test_one_network_on_three_days_is_one_reader(
    client: Client, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = reply("Words")
    today = timezone.now()

    for days in range(3):
        monkeypatch.setattr(timezone, "now", lambda days=days: today + timedelta(days=days))
        personal_data.purge(timezone.now())
        assert _report(client, comment, "192.0.2.200") == Status.APPROVED

    assert comment.report_count == 1


def test_old_reports_count_no_more(
    client: Client, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment = reply("Words")
    today = timezone.now()
    for number in range(2):
        _report(client, comment, f"203.0.{number}.1")

    monkeypatch.setattr(timezone, "now", lambda: today + timedelta(days=31))

    assert _report(client, comment, "203.0.77.1") == Status.APPROVED
    assert comment.report_count == 1


def test_network_has_one_vote_whatever_its_browsers(client: Client, reply: Reply) -> None:
    comment = reply("Words")

    for number in range(5):
        agent = {"User-Agent": f"Browser {number}"}
        click(client, comment, "helpful", headers=agent, REMOTE_ADDR=f"203.0.113.{number + 1}")

    comment.refresh_from_db()
    assert comment.helpful_count == 1


def test_vote_and_report_can_be_taken_back(client: Client, reply: Reply) -> None:
    comment = reply("Words")
    htmx = {"HX-Request": "true"}

    voted = click(client, comment, "helpful", headers=htmx).content.decode()
    assert "Take it back" in voted
    back = client.post(
        f"/comments/comment/{comment.pk}/helpful/", {"action": "take_back"}, headers=htmx
    )
    _report(client, comment, "127.0.0.1")
    reported = client.post(f"/comments/comment/{comment.pk}/report/", {"action": "take_back"})

    comment.refresh_from_db()
    assert "Helpful<" in back.content.decode()
    assert (comment.helpful_count, comment.report_count) == (0, 0)
    assert "Your report is taken back" in reported.content.decode()
    assert not Reaction.objects.exists()


def test_readers_of_two_replies_cannot_be_linked(client: Client, reply: Reply) -> None:
    for comment in (reply("One"), reply("Two")):
        click(client, comment, "helpful")

    assert len(set(Reaction.objects.values_list("visitor_hash", flat=True))) == 2


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
