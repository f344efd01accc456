"""A new password by mail: quiet about who is known, bounded, and not in the request."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.roles import EDITOR
from core.models import OutboxItem
from core.outbox import work_off
from tests.accounts.second_step import may_enter, renew_password

RESET = "/admin/password_reset/"
NEW_PASSWORD = "otter lamp quarrel sixty"


def ask(email: str, at: str = "192.0.2.1") -> Any:
    return Client().post(RESET, {"email": email}, REMOTE_ADDR=at)


def test_known_and_unknown_addresses_get_the_same_answer_by_the_same_work(
    make_user: Callable[..., User], count_queries: Callable[..., int]
) -> None:
    user = make_user(EDITOR)
    ask("warm@example.com")  # the day's salt

    answers = [ask(user.email), ask("nobody@example.com")]
    counts = [count_queries(ask, email) for email in (user.email, "nobody@example.com")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert counts[0] == counts[1]
    assert mail.outbox == []  # no mail server is talked to meanwhile
    kept = list(OutboxItem.objects.values_list("kind", "payload"))
    assert [kind for kind, _ in kept] == ["password-reset"] * 5


def test_outbox_mails_the_link_to_who_has_the_address(
    make_user: Callable[..., User], mailoutbox: list[Any]
) -> None:
    user = make_user(EDITOR, email="elena@example.com")
    make_user(EDITOR, email="gone@example.com", is_active=False)
    for email in ("Elena@Example.com", "nobody@example.com", "gone@example.com"):
        ask(email)

    work_off()

    (sent,) = mailoutbox
    assert sent.to == [user.email]
    assert sent.subject == "Choose a new password"
    assert "The link works once, for 3 days" in sent.body
    assert "nobody@example.com" not in str(list(OutboxItem.objects.values()))


def test_new_password_by_the_link_is_told_and_ends_sessions(
    make_user: Callable[..., User], mailoutbox: list[Any]
) -> None:
    user = make_user(EDITOR)
    elsewhere = Client()
    elsewhere.force_login(user)
    assert may_enter(elsewhere)

    renew_password(Client(), user, mailoutbox, NEW_PASSWORD)
    work_off()

    assert not may_enter(elsewhere)
    assert [sent.subject for sent in mailoutbox][1:] == ["Your password was changed"]


def test_resets_of_one_address_are_bounded_whoever_asks(
    make_user: Callable[..., User], mailoutbox: list[Any]
) -> None:
    user = make_user(EDITOR)
    for number in range(3):
        assert ask(user.email, f"192.0.{number}.1").status_code == 302

    refused = ask(user.email, "198.51.100.1")
    work_off()

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert "Open the newest mail that came" in refused.text
    assert len(mailoutbox) == 3
    # Whoever has no log-in is answered alike.
    for number in range(3):
        assert ask("nobody@example.com", f"192.0.{number}.1").status_code == 302
    assert ask("nobody@example.com", "198.51.100.1").status_code == 429


def test_resets_from_one_network_are_bounded(make_user: Callable[..., User]) -> None:
    user = make_user(EDITOR)
    for number in range(10):
        assert ask(f"user{number}@example.org").status_code == 302

    assert ask("user11@example.org").status_code == 429
    # And cost the owner none of theirs.
    assert ask(user.email, "198.51.100.1").status_code == 302


def test_mail_is_sent_once_though_its_worker_dies(
    make_user: Callable[..., User], mailoutbox: list[Any]
) -> None:
    ask(make_user(EDITOR).email)
    work_off()
    OutboxItem.objects.filter(kind="password-reset").update(
        done_at=None, payload={"email": User.objects.get().email, "name": _name_of_item()}
    )

    work_off()

    assert len(mailoutbox) == 1


def _name_of_item() -> str:
    return str(OutboxItem.objects.get(kind="password-reset").key.partition(":")[2])


@pytest.mark.parametrize("email", ["", "elena", "elena@"])
def test_what_is_no_address_is_refused_at_its_field(db: None, email: str) -> None:
    response = ask(email)

    assert response.status_code == 200
    assert 'id="id_email"' in response.text
    assert not OutboxItem.objects.exists()
