"""Changing what one logs in with: against the password, told by mail, ending other sessions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR
from core.outbox import work_off
from tests.accounts.second_step import LOG_IN, OWN, code_of, enrol, may_enter

ACCOUNT = "/admin/account/"
PASSWORD = "otter lamp quarrel sixty"


@pytest.fixture
def user(make_user: Callable[..., User]) -> User:
    return make_user(EDITOR, email="elena@example.com", first_name="Elena", last_name="E")


@pytest.fixture
def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def elsewhere(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert may_enter(client)
    return client


def form(**values: str) -> dict[str, str]:
    """Return what the account page sends, with some of it changed."""
    return {
        "name_email-first_name": "Elena",
        "name_email-last_name": "E",
        "name_email-email": "elena@example.com",
        "theme-theme": "system",
        "theme-density": "default",
        "theme-contrast": "system",
        "replies-mode": "digest",
        "locale-preferred_language": "",
        "locale-current_time_zone": "",
    } | {name.replace("__", "-"): value for name, value in values.items()}


def mails(mailoutbox: list[Any]) -> list[tuple[str, str]]:
    work_off()
    return sorted((sent.to[0], sent.subject) for sent in mailoutbox)


def test_name_is_changed_without_the_password(browser: Client, user: User) -> None:
    response = browser.post(ACCOUNT, form(name_email__first_name="Helen"))

    assert response.status_code == 302
    user.refresh_from_db()
    assert user.first_name == "Helen"


@pytest.mark.parametrize(
    ("password", "message"),
    [("", "Type the password that you log in with."), ("wrong", "This is not your password.")],
)
def test_address_is_not_changed_without_the_password(
    browser: Client, user: User, mailoutbox: list[Any], password: str, message: str
) -> None:
    data = form(name_email__email="thief@example.com", name_email__current_password=password)

    response = browser.post(ACCOUNT, data)

    assert response.status_code == 422
    assert message in response.text
    assert "thief@example.com" in response.text  # what was typed is kept
    user.refresh_from_db()
    assert user.email == "elena@example.com"
    assert mails(mailoutbox) == []


def test_new_address_is_told_to_both_and_ends_other_sessions(
    browser: Client, elsewhere: Client, user: User, mailoutbox: list[Any]
) -> None:
    data = form(name_email__email="helen@example.com", name_email__current_password="password")

    response = browser.post(ACCOUNT, data)

    assert response.status_code == 302
    subject = "The e-mail address of your log-in was changed"
    assert mails(mailoutbox) == [("elena@example.com", subject), ("helen@example.com", subject)]
    to_old = next(sent for sent in mailoutbox if sent.to == ["elena@example.com"])
    assert "has another e-mail address than this one now" in to_old.body
    assert "Call an administrator" in to_old.body
    assert "helen@example.com" not in to_old.body
    assert may_enter(browser)
    assert not may_enter(elsewhere)


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("", "Type the password that you log in with now."),
        ("wrong", "This is not your password."),
    ],
)
def test_password_is_not_changed_without_the_old_one(
    browser: Client, user: User, old: str, message: str
) -> None:
    data = form(
        password__old_password=old,
        password__new_password1=PASSWORD,
        password__new_password2=PASSWORD,
    )

    response = browser.post(ACCOUNT, data)

    assert response.status_code == 422
    assert message in response.text
    user.refresh_from_db()
    assert user.check_password("password")


def test_new_password_is_told_and_ends_other_sessions(
    browser: Client, elsewhere: Client, user: User, mailoutbox: list[Any]
) -> None:
    data = form(
        password__old_password="password",
        password__new_password1=PASSWORD,
        password__new_password2=PASSWORD,
    )

    assert browser.post(ACCOUNT, data).status_code == 302

    assert mails(mailoutbox) == [("elena@example.com", "Your password was changed")]
    assert "https" not in mailoutbox[0].body
    assert "http://testserver/admin/password_reset/" in mailoutbox[0].body
    assert may_enter(browser)
    assert not may_enter(elsewhere)


def test_administrators_change_takes_their_own_password_and_is_told(
    user: User, make_user: Callable[..., User], mailoutbox: list[Any]
) -> None:
    client = Client()
    client.force_login(make_user(ADMINISTRATOR, email="ada@example.com"))
    address = f"/admin/users/edit/{user.pk}/"
    data = {
        "email": "helen@example.com",
        "first_name": "Elena",
        "last_name": "E",
        "is_active": "on",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "groups": list(user.groups.values_list("pk", flat=True)),
    }
    assert "Your own password" in client.get(address).text

    refused = client.post(address, data)
    assert "Type the password that you log in with." in refused.text
    assert mails(mailoutbox) == []
    assert client.post(address, data | {"your_password": "password"}).status_code == 302

    assert mails(mailoutbox) == [
        ("elena@example.com", "The e-mail address of your log-in was changed"),
        ("elena@example.com", "Your password was changed"),
        ("helen@example.com", "The e-mail address of your log-in was changed"),
    ]


def test_command_that_sets_a_password_is_told_too(user: User, mailoutbox: list[Any]) -> None:
    user.set_password(PASSWORD)
    user.save()

    assert mails(mailoutbox) == [("elena@example.com", "Your password was changed")]


def test_log_in_that_stores_a_newer_hash_is_told_to_nobody(
    user: User, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]

    Client().post(LOG_IN, {"username": user.email, "password": "password"})

    user.refresh_from_db()
    assert user.password.startswith("scrypt")
    assert mails(mailoutbox) == []


def test_two_factor_log_in_switched_on_renewed_and_off_is_told(
    browser: Client, mailoutbox: list[Any]
) -> None:
    device, _ = enrol(browser)
    for action in ("back_up_codes", "switch_off"):
        browser.post(OWN, {"code": code_of(device, step=1), "action": action})
        TOTPDevice.objects.update(last_t=-1, drift=0)  # so that the same minute has a second code

    assert [subject for _, subject in mails(mailoutbox)] == [
        "New back-up codes were made",
        "Two-factor log-in is off",
        "Two-factor log-in was set up",
    ]


def test_reset_of_a_lost_device_is_told(browser: Client, user: User, mailoutbox: list[Any]) -> None:
    enrol(browser)
    mails(mailoutbox)
    mailoutbox.clear()

    call_command("reset_two_factor", user.email)

    assert mails(mailoutbox) == [("elena@example.com", "Two-factor log-in is off")]
