"""Two-factor log-in, as its user and an attacker meet it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import PageViewRestriction

from accounts.models import User
from accounts.roles import EDITOR
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
)

MakeUser = Callable[..., User]


def test_password_is_enough_as_long_as_nothing_else_was_set_up(editor: User) -> None:
    client = Client()

    assert give_password(client, editor) == "/admin/"
    assert may_enter(client)
    assert "Set up two-factor log-in" in client.get("/admin/account/").content.decode()


def test_enrolment_shows_the_secret_twice_and_ten_back_up_codes_once(editor: User) -> None:
    client = Client()
    give_password(client, editor)

    page = client.get(SET_UP).content.decode()
    assert 'src="data:image/svg+xml' in page
    device, codes = enrol(client)

    assert len(set(codes)) == 10
    assert TOTPDevice.objects.get(user=editor).key == device.key
    assert may_enter(client)
    page = client.get(OWN).content.decode()
    assert "10 back-up codes left" in page
    assert not any(code in page for code in codes)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"password": "password", "code": "000000"}, "This is not the code of the app"),
        ({"password": "wrong", "code": "000000"}, "This is not your password"),
        ({"password": "password", "code": ""}, "Type the code that your authenticator app shows"),
    ],
)
def test_enrolment_with_a_wrong_answer_keeps_the_secret(
    editor: User, data: dict[str, str], message: str
) -> None:
    client = Client()
    give_password(client, editor)
    before = device_on(client.get(SET_UP).content.decode())

    response = client.post(SET_UP, data)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert device_on(response.content.decode()).key == before.key
    assert not TOTPDevice.objects.exists()


def test_log_in_asks_for_the_code_on_a_second_page(enrolled: Enrolled) -> None:
    user, device, _ = enrolled
    client = Client()

    second = give_password(client, user, to="/admin/images/")
    assert second == f"{CODE}?next=%2Fadmin%2Fimages%2F"
    assert user.email in client.get(second).content.decode()
    before = client.session.session_key
    response = client.post(second, {"code": code_of(device, step=1)})

    assert response.status_code == 302
    assert response["Location"] == "/admin/images/"
    assert may_enter(client)
    assert client.session.session_key != before


def test_remember_me_is_remembered_over_the_second_step(enrolled: Enrolled) -> None:
    user, device, _ = enrolled
    for remember in (True, False):
        client = Client()
        give_password(client, user, **({"remember": "on"} if remember else {}))
        client.post(CODE, {"code": code_of(device, step=1)})
        assert may_enter(client)
        assert client.session.get_expire_at_browser_close() is not remember
        # So that the same minute has a second code.
        TOTPDevice.objects.update(last_t=-1, drift=0)


def test_second_page_leads_to_no_other_site(enrolled: Enrolled) -> None:
    user, device, _ = enrolled
    client = Client()
    second = give_password(client, user, to="https://evil.example/")
    assert "evil" not in second

    response = client.post(
        f"{CODE}?next=//evil.example/", {"code": code_of(device, step=1), "next": "//evil.example"}
    )

    assert response["Location"] == "/admin/"


def test_wrong_code_is_refused_and_the_next_ones_have_to_wait(enrolled: Enrolled) -> None:
    user, device, _ = enrolled
    client = Client()
    give_password(client, user)
    right = code_of(device, step=1)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"

    first = client.post(CODE, {"code": wrong})
    second = client.post(CODE, {"code": right})

    assert first.status_code == 422
    assert "This code is wrong or was used already" in first.content.decode()
    assert second.status_code == 429
    assert int(second["Retry-After"]) >= 1
    assert "Too many wrong codes" in second.content.decode()
    assert not may_enter(client)


def test_code_opens_once(enrolled: Enrolled) -> None:
    user, device, _ = enrolled
    code = code_of(device, step=1)
    first, second = Client(), Client()
    give_password(first, user)
    give_password(second, user)

    assert first.post(CODE, {"code": code}).status_code == 302
    assert second.post(CODE, {"code": code}).status_code == 422
    assert not may_enter(second)


def test_code_of_the_enrolment_opens_nothing_more(enrolled: Enrolled) -> None:
    user, device, _ = enrolled
    client = Client()
    give_password(client, user)

    assert client.post(CODE, {"code": code_of(device)}).status_code == 422


def test_back_up_code_opens_once_however_it_is_typed(enrolled: Enrolled) -> None:
    user, _, codes = enrolled
    first, second = Client(), Client()
    give_password(first, user)
    give_password(second, user)

    assert first.post(CODE, {"code": f" {codes[0].upper()} "}).status_code == 302
    assert may_enter(first)
    assert second.post(CODE, {"code": codes[0]}).status_code == 422
    assert "9 back-up codes left" in first.get(OWN).content.decode()


def test_code_of_somebody_else_opens_nothing(enrolled: Enrolled, make_user: MakeUser) -> None:
    _, device, codes = enrolled
    other = make_user(EDITOR, email="other@example.com")
    client = Client()
    give_password(client, other)
    enrol(client)
    client = Client()
    give_password(client, other)

    for code in (code_of(device, step=1), codes[0]):
        assert client.post(CODE, {"code": code}).status_code == 422
    assert not may_enter(client)


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/account/",
        OWN,
        SET_UP,
        "/admin/pages/{post}/edit/",
        "/admin/pages/{post}/edit/preview/",
        "/admin/choose-page/",
        "/admin/api/main/pages/",
        "/admin/front-end-preview/{post}/",
        "/admin/images/chooser/",
        "/admin/reports/site-history/",
        "/admin/password_reset/../account/",
    ],
)
def test_password_alone_reaches_nothing_in_the_admin(
    enrolled: Enrolled, post: BlogPostPage, address: str
) -> None:
    client = Client()
    give_password(client, enrolled[0])
    address = address.format(post=post.pk)

    plain = client.get(address)
    by_script = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"})
    written = client.post(address, {"title": "Taken over"})

    assert (plain.status_code, by_script.status_code) in ((302, 403), (302, 302))
    for response in (plain, written):
        assert response["Location"].startswith(LOG_IN)
    led_on = client.get(plain["Location"])
    assert led_on["Location"].startswith(CODE)


def test_password_alone_opens_no_second_device(enrolled: Enrolled) -> None:
    user, device, _ = enrolled
    client = Client()
    give_password(client, user)

    shown = client.get(SET_UP_FIRST)
    sent = client.post(SET_UP_FIRST, {"password": "password", "code": "000000"})

    assert shown["Location"] == sent["Location"] == CODE
    assert TOTPDevice.objects.get(user=user).key == device.key


def test_password_alone_opens_no_private_page(enrolled: Enrolled, post: BlogPostPage) -> None:
    user, device, _ = enrolled
    restriction = PageViewRestriction.LOGIN
    PageViewRestriction.objects.create(page=post, restriction_type=restriction)
    client = Client()
    log_in = client.get(post.url)["Location"]

    response = client.post(
        log_in, {"username": user.email, "password": "password", "next": post.url}
    )

    assert response["Location"].startswith(CODE)
    assert client.get(post.url).status_code == 302
    assert client.get(log_in)["Location"].startswith(CODE)
    response = client.post(response["Location"], {"code": code_of(device, step=1)})
    assert response["Location"] == post.url
    assert client.get(post.url).status_code == 200


def test_session_from_before_the_enrolment_is_asked_for_the_code(editor: User) -> None:
    old, new = Client(), Client()
    give_password(old, editor)
    give_password(new, editor)

    enrol(new)

    assert may_enter(new)
    assert not may_enter(old)


def test_password_is_forgotten_after_a_while(
    enrolled: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, device, _ = enrolled
    client = Client()
    give_password(client, user)
    code = code_of(device, step=1)
    session = client.session
    session["password_given"] -= 31 * 60
    session.save()

    response = client.post(CODE, {"code": code})

    assert response["Location"] == LOG_IN
    assert client.get(LOG_IN).status_code == 200
    assert not may_enter(client)


def test_somebody_else_can_log_in_instead(enrolled: Enrolled, make_user: MakeUser) -> None:
    client = Client()
    give_password(client, enrolled[0])

    client.post(CODE, {"start_again": "1"})

    assert client.get(LOG_IN).status_code == 200
    assert give_password(client, make_user(EDITOR)) == "/admin/"
    assert may_enter(client)


def test_new_password_by_mail_does_not_open_more_than_a_password(
    enrolled: Enrolled, mailoutbox: list[Any]
) -> None:
    client = Client()
    password = "correct horse battery"
    renew_password(client, enrolled[0], mailoutbox, password)

    assert not may_enter(client)
    data = {"username": enrolled[0].email, "password": password}
    assert client.post(LOG_IN, data)["Location"] == CODE


@pytest.mark.parametrize("action", ["switch_off", "back_up_codes", "renew"])
def test_nothing_changes_without_a_right_code(enrolled: Enrolled, action: str) -> None:
    user, device, _ = enrolled
    client = Client()
    give_password(client, user)
    client.post(CODE, {"code": code_of(device, step=1)})
    tokens = set(StaticToken.objects.values_list("token", flat=True))

    response = client.post(OWN, {"action": action, "code": "abcd-efgh"})

    assert response.status_code == 422
    assert TOTPDevice.objects.get(user=user).key == device.key
    assert set(StaticToken.objects.values_list("token", flat=True)) == tokens
    assert client.get(SET_UP)["Location"] == OWN


def test_it_is_switched_off_with_a_code(enrolled: Enrolled) -> None:
    user, _, codes = enrolled
    client = Client()
    give_password(client, user)
    client.post(CODE, {"code": codes[0]})

    response = client.post(OWN, {"action": "switch_off", "code": codes[1]})

    assert response["Location"] == OWN
    assert may_enter(client)
    assert give_password(Client(), user) == "/admin/"
    assert not StaticToken.objects.exists()


def test_new_back_up_codes_replace_the_old_ones(enrolled: Enrolled) -> None:
    user, device, codes = enrolled
    client = Client()
    give_password(client, user)
    client.post(CODE, {"code": codes[0]})

    response = client.post(OWN, {"action": "back_up_codes", "code": code_of(device, step=1)})

    new = re.findall(r"<li>([a-z2-7]{4}-[a-z2-7]{4})</li>", response.content.decode())
    assert len(set(new) - set(codes)) == 10
    assert may_enter(client)
    for code, status in ((new[0], 302), (codes[1], 422)):
        other = Client()
        give_password(other, user)
        assert other.post(CODE, {"code": code}).status_code == status


def test_it_moves_to_another_device_with_a_code_of_the_old_one(enrolled: Enrolled) -> None:
    user, old, codes = enrolled
    client = Client()
    give_password(client, user)
    client.post(CODE, {"code": codes[0]})
    assert client.post(OWN, {"action": "renew", "code": codes[1]})["Location"] == SET_UP

    new, _ = enrol(client)

    assert may_enter(client)
    assert client.get(SET_UP)["Location"] == OWN
    other = Client()
    give_password(other, user)
    assert other.post(CODE, {"code": code_of(new, step=1)}).status_code == 302
    third = Client()
    give_password(third, user)
    assert third.post(CODE, {"code": code_of(old, step=2)}).status_code == 422


def test_reader_gets_no_session(client: Client, post: BlogPostPage) -> None:
    response = client.get(post.url)

    assert "sessionid" not in response.cookies
    assert "Cookie" not in response.get("Vary", "")
