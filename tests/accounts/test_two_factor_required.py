"""Two-factor log-in where a role requires it: set up at the log-in, before anything else."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import TwoFactorSettings, User
from accounts.roles import CLINICAL_REVIEWER, EDITOR
from blog.models import BlogPostPage
from tests.accounts.second_step import (
    CODE,
    LOG_IN,
    OWN,
    SET_UP,
    SET_UP_FIRST,
    Enrolled,
    code_of,
    device_on,
    enrol,
    give_password,
    may_enter,
    renew_password,
    require_for,
)

MakeUser = Callable[..., User]


def test_role_that_requires_it_is_led_to_setting_it_up_before_anything_else(editor: User) -> None:
    require_for(EDITOR)
    client = Client()

    second = give_password(client, editor, to="/admin/images/")

    assert second.startswith(SET_UP_FIRST)
    assert not may_enter(client)
    assert client.get("/admin/api/main/pages/").status_code == 302
    _, codes = enrol(client, address=second)
    assert len(codes) == 10
    assert may_enter(client)


def test_who_is_at_work_when_it_is_required_sets_it_up_too(editor: User) -> None:
    client = Client()
    give_password(client, editor)
    assert may_enter(client)

    require_for(EDITOR)

    assert not may_enter(client)
    # An old session is no proof of who sits there: the password comes first.
    response = client.get("/admin/images/", follow=True)
    assert response.redirect_chain[-1][0].startswith(LOG_IN)
    assert give_password(client, editor) == SET_UP_FIRST


def test_setting_up_at_the_log_in_survives_wrong_codes_and_opens_nothing_before(
    editor: User, post: BlogPostPage
) -> None:
    require_for(EDITOR)
    client = Client()
    second = give_password(client, editor, to="/admin/images/")
    device = device_on(client.get(second).content.decode())
    right = code_of(device)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    for data in (
        {"password": "password", "code": wrong},
        {"password": "wrong", "code": right},
        {"password": "password", "code": code_of(device, step=-20)},
        {"code": right},
        {},
    ):
        response = client.post(second, data)
        assert response.status_code == 422, data
        # The app that was set up meanwhile stays right.
        assert device_on(response.content.decode()).key == device.key
        for address in ("/admin/", "/admin/images/", f"/admin/pages/{post.pk}/edit/", OWN, SET_UP):
            for led in (client.get(address), client.post(address)):
                assert led["Location"].startswith(LOG_IN), address
    assert not TOTPDevice.objects.exists()

    data = {"password": "password", "code": code_of(device)}
    response = client.post(second, data)
    assert 'href="/admin/images/"' in response.content.decode()
    assert may_enter(client)


def test_setting_up_at_the_log_in_happens_once(editor: User) -> None:
    require_for(EDITOR)
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client, editor)
    device = device_on(second.get(SET_UP_FIRST).content.decode())
    kept, _ = enrol(first, address=SET_UP_FIRST)

    late = second.post(SET_UP_FIRST, {"password": "password", "code": code_of(device)})
    again = first.post(SET_UP_FIRST, {"password": "password", "code": code_of(device)})

    # Who set it up is through; the other log-in needs a code of that device now.
    assert late["Location"] == CODE
    assert again["Location"] == LOG_IN
    assert not may_enter(second)
    assert TOTPDevice.objects.get(user=editor).key == kept.key


def test_password_is_forgotten_before_the_set_up_too(editor: User) -> None:
    require_for(EDITOR)
    client = Client()
    give_password(client, editor)
    device = device_on(client.get(SET_UP_FIRST).content.decode())
    session = client.session
    session["password_given"] -= 31 * 60
    session.save()

    data = {"password": "password", "code": code_of(device)}
    response = client.post(SET_UP_FIRST, data)

    assert response["Location"] == LOG_IN
    assert not TOTPDevice.objects.exists()
    assert not may_enter(client)
    # It begins again with the password.
    assert give_password(client, editor) == SET_UP_FIRST
    enrol(client, address=SET_UP_FIRST)
    assert may_enter(client)


def test_new_password_by_mail_leads_to_the_set_up_too(editor: User, mailoutbox: list[Any]) -> None:
    require_for(EDITOR)
    client = Client()
    password = "correct horse battery"
    renew_password(client, editor, mailoutbox, password)

    assert not may_enter(client)
    data = {"username": editor.email, "password": password}
    assert client.post(LOG_IN, data)["Location"] == SET_UP_FIRST
    assert not may_enter(client)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_setting_up_at_the_log_in_leads_to_no_other_site(editor: User, target: str) -> None:
    require_for(EDITOR)
    client = Client()
    assert target not in unquote(give_password(client, editor, to=target))
    address = f"{SET_UP_FIRST}?next={target}"
    assert target not in client.get(address).content.decode()
    device = device_on(client.get(address).content.decode())

    data = {"password": "password", "code": code_of(device), "next": target}
    response = client.post(address, data)

    assert target not in response.content.decode()
    assert 'href="/admin/"' in response.content.decode()


def test_other_roles_log_in_as_before(make_user: MakeUser) -> None:
    require_for(EDITOR)

    assert give_password(Client(), make_user(CLINICAL_REVIEWER)) == "/admin/"


def test_superusers_can_be_asked_too(make_user: MakeUser) -> None:
    boss = make_user(email="boss@example.com", is_superuser=True)
    assert give_password(Client(), boss) == "/admin/"
    settings = TwoFactorSettings.load()
    settings.is_required_for_superusers = True
    settings.save()

    assert give_password(Client(), boss) == SET_UP_FIRST


def test_it_stays_on_where_the_role_requires_it(enrolled: Enrolled) -> None:
    user, _, codes = enrolled
    require_for(EDITOR)
    client = Client()
    give_password(client, user)
    client.post(CODE, {"code": codes[0]})

    response = client.post(OWN, {"action": "switch_off", "code": codes[1]})

    assert response.status_code == 422
    assert "Your role requires two-factor log-in" in response.content.decode()
    assert TOTPDevice.objects.filter(user=user).exists()
