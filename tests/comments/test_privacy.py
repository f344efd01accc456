"""What is kept about people, for how long, and that they can have it erased."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from blog.models import BlogPostPage
from comments import forms, privacy
from comments.models import (
    CommentEdit,
    MailedLink,
    ReaderComment,
    Status,
    Subscription,
)
from core import outbox
from core.hashes import email_hash
from core.models import AddressSalt, OutboxItem
from core.network import network_hash

Reply = Callable[..., ReaderComment]


def days_ago(number: int) -> Any:
    return timezone.now() - timedelta(days=number)


def test_network_address_is_truncated_hashed_and_purged(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)
    words = {"name": "Ada", "email": "ada@example.com"}
    for number, address in enumerate(("203.0.113.7", "203.0.113.200", "203.0.114.7")):
        client.post(
            f"/comments/{post.pk}/",
            words | {"comment": f"Number {number}", "stamp": forms.stamp()},
            REMOTE_ADDR=address,
        )
    first, same_network, other = ReaderComment.objects.order_by("pk")

    assert first.ip_address is None
    assert first.address_hash == same_network.address_hash != other.address_hash
    assert "203" not in first.address_hash[:3]
    # Another day's salt makes another hash of it.
    today = timezone.now().date()
    assert network_hash("203.0.113.0/24", day=today) == first.address_hash
    assert network_hash("203.0.113.0/24", day=today - timedelta(days=1)) != first.address_hash

    privacy.purge(timezone.now() + timedelta(days=31))
    assert not ReaderComment.objects.exclude(address_hash="").exists()
    assert not AddressSalt.objects.exists()


def test_purge_keeps_to_the_periods_of_the_settings(reply: Reply) -> None:
    old_unconfirmed = reply("1", status=Status.UNCONFIRMED, now=days_ago(8))
    new_unconfirmed = reply("2", status=Status.UNCONFIRMED, now=days_ago(6))
    old_spam = reply("3", status=Status.SPAM, now=days_ago(181), email="s@example.com")
    new_spam = reply("4", status=Status.SPAM, now=days_ago(179), email="s@example.com")
    old = reply("5", now=days_ago(731), email="o@example.com")
    new = reply("6", now=days_ago(729), email="n@example.com")

    done = privacy.purge(timezone.now())

    left = {comment.pk: comment for comment in ReaderComment.objects.all()}
    assert old_unconfirmed.pk not in left
    assert left[new_unconfirmed.pk].user_email
    assert (left[old_spam.pk].comment, left[new_spam.pk].comment) == ("", "4")
    assert (left[old.pk].user_email, left[old.pk].email_hash, left[old.pk].comment) == ("", "", "5")
    assert left[new.pk].user_email == "n@example.com"
    assert done["unconfirmed replies"] == done["texts of hidden replies"] == 1
    assert privacy.purge(timezone.now())["texts of hidden replies"] == 0


def test_person_sees_takes_and_erases_what_is_kept(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    mine = reply("My words", follow="page", email="Ada@Example.com")
    answer = reply("Words of Eve", email="eve@example.com", name="Eve", to=mine)

    asked = client.post("/comments/my-data/", {"email": "ada@example.com"})
    assert asked.status_code == 302
    outbox.work_off()
    message = next(message for message in mail.outbox if "my-data" in message.body)
    assert message.to == ["ada@example.com"]
    found = re.search(r"http://testserver(/comments/my-data/\S+)", str(message.body))
    assert found

    shown = client.get(found[1])
    assert shown["Cache-Control"].count("no-store") == 1
    assert "My words" in shown.content.decode()
    assert "Words of Eve" not in shown.content.decode()
    taken = json.loads(client.get(found[1], {"format": "json"}).content)
    assert [reply["text"] for reply in taken["replies"]] == ["My words"]
    assert len(taken["follows"]) == 1

    asked = client.post(found[1], {"action": "erase"})
    assert "Erase everything?" in asked.content.decode()
    mine.refresh_from_db()
    assert mine.comment == "My words"
    erased = client.post(found[1], {"action": "erase", "sure": "yes"})
    assert "1 reply" in erased.content.decode()
    mine.refresh_from_db()
    assert (mine.comment, mine.user_name, mine.user_email, mine.status) == ("", "", "", "removed")
    assert not Subscription.objects.filter(email_hash=email_hash("ada@example.com")).exists()
    page = client.get(post.url).content.decode()
    assert "Words of Eve" in page
    assert "My words" not in page
    assert "A reply here is not shown any more." in page
    answer.refresh_from_db()
    assert answer.status == Status.APPROVED
    assert client.get(found[1]).status_code == 403  # the link went with the rest


def test_link_to_one_s_data_works_for_a_day(client: Client, site: Any) -> None:
    client.post("/comments/my-data/", {"email": "ada@example.com"})
    outbox.work_off()
    found = re.search(r"http://testserver(/comments/my-data/\S+)", str(mail.outbox[-1].body))
    assert found
    MailedLink.objects.update(expires_at=timezone.now())

    response = client.get(found[1])

    assert response.status_code == 410
    assert "Ask for a new one" in response.content.decode()


def test_nobody_is_flooded_with_mails_of_others(client: Client, site: Any) -> None:
    codes = [
        client.post("/comments/my-data/", {"email": "ada@example.com"}).status_code
        for _ in range(4)
    ]

    assert codes == [302, 302, 302, 429]
    assert OutboxItem.objects.count() == 3
    assert client.post("/comments/my-data/", {"email": "x"}).status_code == 422


def test_commands_export_and_erase(reply: Reply) -> None:
    comment = reply("My words")
    CommentEdit.objects.create(comment=comment, text="Earlier words", edited_at=timezone.now())
    out = StringIO()

    call_command("export_reader", "ADA@example.com", stdout=out)
    data = json.loads(out.getvalue())
    assert data["replies"][0]["earlier_texts"] == ["Earlier words"]

    call_command("erase_reader", "ada@example.com", "--yes", stdout=StringIO())
    comment.refresh_from_db()
    assert comment.comment == ""
    assert not CommentEdit.objects.exists()
    with pytest.raises(CommandError, match="--yes"):
        call_command("erase_reader", "ada@example.com")


def test_no_page_feed_or_answer_holds_an_address(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    comment = reply("Words", email="secret-ada@example.com")
    hashed = email_hash("secret-ada@example.com")
    pages = [
        post.url,
        f"/comments/{post.pk}/reply/{comment.pk}/",
        f"/comments/{post.pk}/thread/{comment.pk}/",
        f"/comments/comment/{comment.pk}/report/",
        f"/comments/comment/{comment.pk}/helpful/",
        f"/feeds/pages/{post.pk}/comments.atom",
        f"/api/content/v1/posts/{post.slug}/",
    ]

    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        text = response.content.decode()
        assert "secret-ada" not in text, page
        assert hashed not in text, page
        assert "gravatar" not in text, page
