"""One's own reply: confirmed, changed, withdrawn, through the links in the mail."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from blog.models import BlogPostPage
from comments import forms
from comments.models import (
    Attention,
    CommentSettings,
    MailedLink,
    Reaction,
    ReaderComment,
    Status,
)
from comments.services import EDIT_WITHIN, react, set_status
from core import outbox
from core.models import OutboxItem

Reply = Callable[..., ReaderComment]
WORDS = {"name": "Ada", "email": "ada@example.com", "comment": "Thank you."}


@pytest.fixture(autouse=True)
def _readers_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


@pytest.fixture
def send(client: Client, post: BlogPostPage) -> Callable[..., dict[str, str]]:
    """Send a reply and return the paths of the links in the mail that follows."""

    def sending(**values: str) -> dict[str, str]:
        response = client.post(f"/comments/{post.pk}/", WORDS | {"stamp": forms.stamp()} | values)
        assert response.status_code == 302
        outbox.work_off()
        found = re.findall(
            r"http://testserver(/comments/(confirm|own)/\S+)", str(mail.outbox[-1].body)
        )
        return {name: path for path, name in found} | {"page": response["Location"]}

    return sending


def age(comment: ReaderComment, **by: Any) -> None:
    rows = ReaderComment.objects.filter(pk=comment.pk)
    rows.update(posted_at=comment.posted_at - timedelta(**by))


def test_reply_is_confirmed_by_a_button_and_not_by_following_the_link(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    link = send()["confirm"]

    for method in (client.get, client.head, client.get):
        assert method(link).status_code == 200
        assert ReaderComment.objects.get().status == Status.UNCONFIRMED
    assert client.post(link).status_code == 302

    assert ReaderComment.objects.get().status == Status.PENDING
    assert client.put(link).status_code == 405


def test_mail_holds_nothing_but_the_links_and_its_tokens_are_kept_as_hashes(
    send: Callable[..., dict[str, str]],
) -> None:
    link = send()["confirm"]

    message = mail.outbox[-1]
    assert message.to == ["ada@example.com"]
    assert "ada@" not in message.body
    token = link.split("/")[-2]
    assert len(token) >= 43  # 256 bits
    assert not MailedLink.objects.filter(token_hash__contains=token).exists()
    # What was sent is emptied.
    assert list(OutboxItem.objects.values_list("payload", flat=True)) == [{}]


def test_link_works_once_and_says_where_the_reply_stands(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    link = send()["confirm"]
    client.post(link)

    again = client.post(link)

    assert again.status_code == 410
    assert "used already" in again.content.decode()
    assert client.get(link).status_code == 410
    assert ReaderComment.objects.get().status == Status.PENDING


def test_link_of_a_removed_reply_brings_nothing_back(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    link = send()["confirm"]
    ReaderComment.objects.get().delete()

    assert client.post(link).status_code in (403, 410)
    assert not ReaderComment.objects.exists()


def test_old_link_gives_the_text_back_to_be_sent_again(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    link = send(comment="Kept words")["confirm"]
    MailedLink.objects.update(expires_at=timezone.now())

    response = client.post(link)

    assert response.status_code == 410
    text = response.content.decode()
    assert "Links work for 48 hours" in text
    assert "Kept words" in text
    assert 'value="ada@example.com"' in text
    assert ReaderComment.objects.get().status == Status.UNCONFIRMED


@pytest.mark.parametrize("kind", ["confirm", "own", "unsubscribe", "preferences", "my-data"])
@pytest.mark.parametrize("token", ["x", "gASVCgAAAAAAAACMBXBvc2l4lC4", "a" * 2000, "é", "a%00b"])
def test_forged_link_is_refused_with_a_way_forward(
    client: Client, site: Any, kind: str, token: str
) -> None:
    response = client.post(f"/comments/{kind}/{token}/")

    assert response.status_code in (400, 403)
    if response.status_code == 403:
        assert "This link is not known here" in response.content.decode()


def test_token_of_one_purpose_opens_no_other(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    links = send()

    own = links["own"].split("/")[-2]
    assert client.get(f"/comments/confirm/{own}/").status_code == 403
    assert client.get(f"/comments/my-data/{own}/").status_code == 403


def test_writer_changes_the_reply_within_a_quarter_of_an_hour(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    page = send()["own"]

    assert client.get(page)["Referrer-Policy"] == "same-origin"
    changed = client.post(page, {"action": "edit", "comment": "Thanks, **really**."})

    assert changed.status_code == 302
    comment = ReaderComment.objects.get()
    assert comment.comment == "Thanks, **really**."
    assert "<strong>really</strong>" in comment.html
    assert [edit.text for edit in comment.edits.all()] == ["Thank you."]

    age(comment, minutes=16)
    late = client.post(page, {"action": "edit", "comment": "Too late."})
    assert late.status_code == 422
    assert "The time to change this reply is over." in late.content.decode()
    assert ReaderComment.objects.get().comment == "Thanks, **really**."


def test_empty_change_is_refused_and_keeps_the_reply(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    page = send()["own"]

    for data in ({"action": "edit", "comment": " "}, {"action": "edit"}, {"action": "?"}, {}):
        assert client.post(page, data).status_code == 422
    assert ReaderComment.objects.get().comment == "Thank you."


def test_change_of_an_approved_reply_goes_through_the_gates(
    client: Client, send: Callable[..., dict[str, str]], reply: Reply
) -> None:
    for number in range(3):
        reply(f"Number {number}")
    links = send(comment="A fourth one")
    client.post(links["confirm"])
    mine = ReaderComment.objects.get(comment="A fourth one")
    assert mine.status == Status.APPROVED

    client.post(
        links["own"], {"action": "edit", "comment": "www.a.example www.b.example www.c.example"}
    )

    mine.refresh_from_db()
    assert (mine.status, mine.held_because) == (Status.PENDING, "It has 3 links.")


def test_writer_withdraws_the_reply_and_nothing_of_it_stays(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    page = send()["own"]

    withdrawn = client.post(page, {"action": "withdraw"})

    assert withdrawn.status_code == 200
    assert "Your reply is gone" in withdrawn.content.decode()
    comment = ReaderComment.objects.get()
    assert comment.status == Status.REMOVED
    assert (comment.comment, comment.html, comment.user_name, comment.user_email) == ("",) * 4
    assert (comment.email_hash, comment.address_hash, comment.text_hash) == ("",) * 3
    assert client.get(page).status_code == 403  # the link is gone with it


def test_writer_asks_for_removal_later_and_the_moderator_sees_it_first(
    client: Client, send: Callable[..., dict[str, str]], reply: Reply
) -> None:
    links = send()
    client.post(links["confirm"])
    comment = ReaderComment.objects.get()
    age(comment, seconds=EDIT_WITHIN.total_seconds() + 1)
    reply("Another", email="eve@example.com", status=Status.PENDING)

    assert client.post(links["own"], {"action": "withdraw"}).status_code == 422
    assert client.post(links["own"], {"action": "remove"}).status_code == 302

    first = ReaderComment.objects.order_by("-attention", "-posted_at")[0]
    assert first.held_because == "Its writer asks to remove it."
    assert ModelLogEntry.objects.filter(action="comments.request_removal").count() == 1


def test_page_that_a_double_click_leads_to_tells_a_stranger_nothing(
    client: Client, post: BlogPostPage
) -> None:
    sent = WORDS | {"stamp": forms.stamp()}
    client.post(f"/comments/{post.pk}/", sent)
    again = client.post(f"/comments/{post.pk}/", sent)

    assert again["Location"] == f"/comments/{post.pk}/thanks/"
    assert ReaderComment.objects.count() == 1
    assert OutboxItem.objects.count() == 1


def test_site_may_do_without_confirmation(client: Client, post: BlogPostPage) -> None:
    settings = CommentSettings.for_page(post)
    settings.confirm_email = False
    settings.save()

    client.post(f"/comments/{post.pk}/", WORDS | {"stamp": forms.stamp()})

    assert ReaderComment.objects.get().status == Status.PENDING
    assert not MailedLink.objects.filter(purpose="confirm").exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's tests share one connection")
def test_six_parallel_confirmations_are_one(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    link = send(follow="page")["confirm"]

    def confirm(_: int) -> int:
        try:
            return Client().post(link).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        codes = list(pool.map(confirm, range(6)))

    assert sorted(codes) == [302, 410, 410, 410, 410, 410]
    assert ReaderComment.objects.get().status == Status.PENDING


def test_nothing_of_an_erased_reply_stays_in_the_audit_log(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    own = send(name="Bait", comment="Words to forget")["own"]
    client.post(own, {"action": "edit", "comment": "Other words to forget"})
    client.post(own, {"action": "withdraw"})

    entries = ModelLogEntry.objects.filter(action__startswith="comments.")
    assert entries.count() >= 2
    for entry in entries:
        assert "forget" not in f"{entry.label} {entry.data}"
        assert "Bait" not in f"{entry.label} {entry.data}"


def test_approved_reply_that_its_writer_changes_is_read_again(
    client: Client, send: Callable[..., dict[str, str]], post: BlogPostPage
) -> None:
    links = send()
    client.post(links["confirm"])
    comment = ReaderComment.objects.get()
    set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())

    client.post(links["own"], {"action": "edit", "comment": "Stop all your tablets today"})

    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert comment.held_because == "Its writer changed it after it was approved."
    assert "tablets" not in client.get(post.url).content.decode()


def test_trusted_writers_change_stays_shown_and_reports_stay_with_it(
    client: Client, send: Callable[..., dict[str, str]], reply: Reply
) -> None:
    for number in range(3):
        reply(f"Earlier {number}", email="ada@example.com")
    links = send()
    client.post(links["confirm"])
    comment = ReaderComment.objects.get(comment="Thank you.")
    assert comment.status == Status.APPROVED
    react(
        comment=comment,
        kind=Reaction.Kind.REPORT,
        network="203.0.113.0/24",
        reason="Rude",
        now=timezone.now(),
    )

    client.post(links["own"], {"action": "edit", "comment": "Thank you all."})

    comment.refresh_from_db()
    assert comment.status == Status.APPROVED
    assert comment.attention == Attention.REPORTED


def test_change_that_identifies_somebody_is_asked_about_first(
    client: Client, send: Callable[..., dict[str, str]]
) -> None:
    own = send()["own"]
    typed = {"action": "edit", "comment": "Call me: (212) 555-2368"}

    asked = client.post(own, typed).content.decode()
    assert "You are about to publish this" in asked
    assert "[phone number]" in asked
    assert ReaderComment.objects.get().comment == "Thank you."
    client.post(own, typed | {"personal": "mask"})
    assert ReaderComment.objects.get().comment == "Call me: [phone number]"
    client.post(own, typed | {"personal": "keep"})
    assert ReaderComment.objects.get().comment == typed["comment"]
    assert "is saved" in client.get(f"{own}?saved").content.decode()
