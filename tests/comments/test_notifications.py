"""Mails: who is told, when, once; and what happens when the mail server is down."""

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR, MODERATOR
from blog.models import BlogPostPage
from comments import forms, notifications
from comments.models import (
    NotificationPreference,
    ReaderComment,
    Status,
    Subscription,
)
from comments.services import erase_comments, set_status
from core import outbox
from core.models import OutboxItem
from home.emergencies import tell_due

Reply = Callable[..., ReaderComment]
Mode = NotificationPreference.Mode


def sent() -> list[tuple[str, str]]:
    outbox.work_off()
    return sorted((message.to[0], message.subject) for message in mail.outbox)


def approve(comment: ReaderComment) -> None:
    set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())


def test_followers_of_the_thread_and_of_the_page_are_told_once_when_a_reply_is_approved(
    reply: Reply,
) -> None:
    root = reply("Root", email="thread@example.com", follow="thread")
    reply("Elsewhere", email="other-thread@example.com", follow="thread")
    reply("All", email="page@example.com", follow="page")
    reply("Both", email="page@example.com", follow="thread", to=root)
    sent()
    mail.outbox.clear()

    answer = reply("Answer", email="eve@example.com", to=root, status=Status.PENDING)
    assert sent() == []
    approve(answer)
    subject = "New reply to “Sleep and mood”"
    assert sent() == [("page@example.com", subject), ("thread@example.com", subject)]

    set_status(comments=[answer], status=Status.REMOVED, by=None, now=timezone.now())
    approve(answer)
    assert len(sent()) == 2


@pytest.mark.parametrize(
    ("text", "is_first"),
    [("Thank you for this.", False), ("I want to kill myself tonight.", True)],
)
def test_every_mail_to_a_reader_names_988(
    client: Client, reply: Reply, text: str, is_first: bool
) -> None:
    root = reply("Root", email="reader@example.com", follow="thread")
    reply(text, email="reader@example.com", status=Status.UNCONFIRMED)
    reply("Answer", email="eve@example.com", to=root)
    client.post("/comments/my-data/", {"email": "reader@example.com"})
    outbox.work_off()

    theirs = {
        message.subject: str(message.body)
        for message in mail.outbox
        if message.to == ["reader@example.com"]
    }
    assert {subject.split()[0] for subject in theirs} == {"Please", "New", "What"}
    for subject, body in theirs.items():
        assert "Call 988" in body, subject
    [confirm] = [body for subject, body in theirs.items() if subject.startswith("Please")]
    assert (confirm.index("988") < confirm.index("/comments/confirm/")) is is_first


def test_nobody_is_told_of_their_own_reply(reply: Reply) -> None:
    root = reply("Root", follow="thread")
    reply("Mine again", to=root)

    assert sent() == []


def test_reply_that_is_hidden_again_before_the_mail_goes_out_is_not_told(reply: Reply) -> None:
    root = reply("Root", follow="thread")
    answer = reply("Answer", email="eve@example.com", to=root)
    set_status(comments=[answer], status=Status.SPAM, by=None, now=timezone.now())

    assert sent() == []


def test_one_click_in_the_mail_program_stops_the_mails(client: Client, reply: Reply) -> None:
    root = reply("Root", follow="thread")
    reply("Answer", email="eve@example.com", to=root)
    sent()
    message = mail.outbox[0]
    link = message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for secret in ("ada", "example.com"):
        assert secret not in link
    browser = Client(enforce_csrf_checks=True)

    assert browser.get(link).status_code == 200
    assert browser.head(link).status_code == 200
    assert Subscription.objects.count() == 1
    for _ in range(2):
        assert browser.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert not Subscription.objects.exists()
    assert "do not get these mails" in browser.get(link).content.decode()


def test_preferences_show_all_that_somebody_follows_and_nothing_of_others(
    client: Client, reply: Reply, make_post: Callable[..., BlogPostPage]
) -> None:
    reply("Root", follow="thread")
    reply("Page", follow="page", page=make_post(title="Second post"))
    reply("Eve's", email="eve@example.com", follow="page")
    answer = reply("Answer", email="bob@example.com")
    reply("To the root", email="bob@example.com", to=ReaderComment.objects.get(comment="Root"))
    assert answer
    sent()
    text = next(str(m.body) for m in mail.outbox if m.to == ["ada@example.com"])
    found = re.search(r"http://testserver(/comments/preferences/\S+)", text)
    assert found
    shown = client.get(found[1]).content.decode()
    assert "Second post" in shown
    keys = re.findall(r'name="keep" value="(\d+)"', shown)
    assert len(keys) == 2

    client.post(found[1], {"keep": [keys[0], "x", "9" * 30]})

    kept = Subscription.objects.exclude(email="eve@example.com")
    assert [str(subscription.pk) for subscription in kept] == keys[:1]
    assert Subscription.objects.filter(email="eve@example.com").count() == 1


def test_moderators_and_the_post_s_owner_are_told_as_they_chose(
    post: BlogPostPage, reply: Reply, make_user: Callable[..., User]
) -> None:
    make_user(MODERATOR, email="each@example.com")
    daily = make_user(MODERATOR, email="daily@example.com")
    never = make_user(MODERATOR, email="never@example.com")
    make_user(EDITOR, email="other-editor@example.com")
    post.owner = make_user(EDITOR, email="owner@example.com")
    post.save()
    NotificationPreference.objects.create(user=daily, mode=Mode.DIGEST)
    NotificationPreference.objects.create(user=never, mode=Mode.NEVER)

    reply("Words", status=Status.PENDING)

    assert [to for to, _ in sent()] == ["each@example.com", "owner@example.com"]
    assert "ada@example.com" not in mail.outbox[0].body
    mail.outbox.clear()
    now = timezone.now()
    assert notifications.queue_digests(now) == 1
    assert notifications.queue_digests(now + timedelta(hours=1)) == 0
    assert sent() == [("daily@example.com", "1 new reply, 1 waiting")]
    # A day without replies has no mail.
    assert notifications.queue_digests(now + timedelta(days=1)) == 0


def test_emergency_is_told_to_every_moderator_whatever_they_chose(
    reply: Reply, make_user: Callable[..., User]
) -> None:
    never = make_user(MODERATOR, email="never@example.com")
    NotificationPreference.objects.create(user=never, mode=Mode.NEVER)

    reply("I took 40 pills and I want to die", status=Status.UNCONFIRMED)
    tell_due(timezone.now())

    told = [(to, subject) for to, subject in sent() if to == "never@example.com"]
    assert told == [("never@example.com", "Urgent: somebody may be in danger (1 message)")]


def test_moderator_chooses_in_the_account_how_to_hear_of_replies(
    client: Client, site: Any, make_user: Callable[..., User]
) -> None:
    user = make_user(MODERATOR, first_name="Mona", last_name="Moderator")
    client.force_login(user)
    text = client.get("/admin/account/").content.decode()
    assert "One mail a day" in text
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text))
    data = {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}
    selects = re.findall(r'<select[^>]*name="([^"]+)".*?</select>', text, re.DOTALL)
    for name in selects:
        block = re.search(rf'<select[^>]*name="{name}".*?</select>', text, re.DOTALL)
        chosen = block and re.search(r'value="([^"]*)" selected', block[0])
        data[name] = chosen[1] if chosen else ""

    response = client.post("/admin/account/", data | {"replies-mode": "digest"})

    assert response.status_code == 302, re.findall(
        r"error-message.*?</", response.content.decode(), re.DOTALL
    )
    assert NotificationPreference.objects.get(user=user).mode == Mode.DIGEST


def test_mail_server_that_is_down_costs_nobody_their_reply(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)

    def fail(*args: Any) -> None:
        raise SMTPServerDisconnected("nobody is there for ada@example.com")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
    words = {"name": "Ada", "email": "ada@example.com", "comment": "Thank you."}
    response = client.post(f"/comments/{post.pk}/", words | {"stamp": forms.stamp()})

    assert response.status_code == 302
    assert ReaderComment.objects.get().status == Status.UNCONFIRMED
    now = timezone.now()
    assert outbox.work_off(now=lambda: now) == 0
    item = OutboxItem.objects.get()
    assert (item.attempts, item.last_error, item.done_at) == (1, "SMTPServerDisconnected", None)
    assert item.due_at == now + timedelta(minutes=1)
    assert "ada@example.com" not in caplog.text
    # Not before its time, and with more patience each time.
    assert outbox.work_off(now=lambda: now) == 0
    assert OutboxItem.objects.get().attempts == 1
    later = now + timedelta(minutes=2)
    outbox.work_off(now=lambda: later)
    assert OutboxItem.objects.get().due_at == later + timedelta(minutes=2)

    monkeypatch.undo()
    much_later = now + timedelta(hours=1)
    assert outbox.work_off(now=lambda: much_later) == 1
    assert [message.to for message in mail.outbox] == [["ada@example.com"]]


def test_mail_that_cannot_be_sent_for_days_is_given_up(
    reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MOST_ATTEMPTS", 2)
    monkeypatch.setitem(outbox._doers, outbox.MAIL, lambda payload, now: 1 / 0)
    reply("Words", status=Status.UNCONFIRMED)
    now = timezone.now()
    for days in range(3):
        outbox.work_off(now=lambda days=days: now + timedelta(days=days))

    item = OutboxItem.objects.get()
    assert (item.attempts, item.payload) == (2, {})
    assert item.done_at is not None


def test_item_of_a_worker_that_died_is_done_by_another(reply: Reply) -> None:
    reply("Words", status=Status.UNCONFIRMED)
    now = timezone.now()
    assert outbox._lease(now) is not None

    assert outbox.work_off(now=lambda: now) == 0
    assert outbox.work_off(now=lambda: now + outbox.LEASE) == 1


def test_title_with_a_line_break_begins_no_header(reply: Reply, post: BlogPostPage) -> None:
    post.title = "Sleep\nBcc: eve@example.com"
    post.save()

    reply("Words", status=Status.UNCONFIRMED)

    assert sent() == [
        ("ada@example.com", "Please confirm your reply to “Sleep Bcc: eve@example.com”")
    ]


def test_erasing_a_reply_empties_its_own_mails_and_no_others(
    post: BlogPostPage, reply: Reply
) -> None:
    mine = reply("Mine")
    keys = {
        f"new:{mine.pk}:7": True,
        f"confirm:{mine.pk}": True,
        f"removal:{mine.pk + 1000}:{mine.pk}": False,
        f"digest:{mine.pk}:2026-11-24T10:00": False,
        f"follow-up:{mine.pk + 1000}:{mine.pk}": False,
    }
    for key in keys:
        OutboxItem.objects.filter(key=key).delete()
        OutboxItem.objects.create(
            key=key,
            kind=outbox.MAIL,
            payload={"to": "a@example.com"},
            created_at=timezone.now(),
            due_at=timezone.now(),
        )

    erase_comments(keys=[mine.pk], now=timezone.now())

    emptied = {key: OutboxItem.objects.get(key=key).payload == {} for key in keys}
    assert emptied == keys
