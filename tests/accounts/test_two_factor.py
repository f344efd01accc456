"""Two-factor log-in, as its user, its administrator and an attacker meet it."""

import re
import time
from base64 import b32decode
from collections.abc import Callable
from io import StringIO
from typing import Any
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry, PageViewRestriction

from accounts.models import TwoFactorSettings, User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR
from blog.models import BlogPostPage

MakeUser = Callable[..., User]
LOG_IN = "/admin/login/"
CODE = "/admin/login/code/"
SET_UP_FIRST = "/admin/login/set-up/"
OWN = "/admin/account/two-factor/"
SET_UP = "/admin/account/two-factor/set-up/"


def code_of(device: TOTPDevice, *, step: int = 0) -> str:
    """Return what the app shows now, or some half minutes later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + step * device.step
    return f"{totp.token():06d}"


def device_on(page: str) -> TOTPDevice:
    """Return the device of an app that read the secret on a page."""
    found = re.search(r'id="two-factor-secret">([A-Z2-7 ]+)<', page)
    assert found
    return TOTPDevice(key=b32decode(found[1].replace(" ", "")).hex())


def enrol(client: Client, *, address: str = SET_UP) -> tuple[TOTPDevice, list[str]]:
    """Set it up by the form; return the app and the back-up codes."""
    device = device_on(client.get(address).content.decode())
    data = {"password": "password", "code": code_of(device)}
    response = client.post(address, data)
    assert response.status_code == 200
    codes = re.findall(r"<li>([a-z2-7]{4}-[a-z2-7]{4})</li>", response.content.decode())
    return device, codes


def give_password(client: Client, user: User, *, to: str = "", **more: str) -> str:
    """Log in by the form; return where that leads."""
    data = {"username": user.email, "password": "password", "next": to, **more}
    response = client.post(LOG_IN, data)
    assert response.status_code == 302
    return response["Location"]


def may_enter(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200


def require_for(*roles: str) -> None:
    TwoFactorSettings.load().groups.set(Group.objects.filter(name__in=roles))


@pytest.fixture(autouse=True)
def _steady_clock(settings: Any) -> None:
    """Learn no clock's drift from a test that waits at the end of a half minute."""
    settings.OTP_TOTP_SYNC = False


@pytest.fixture
def editor(make_user: MakeUser) -> User:
    return make_user(EDITOR, email="elena@example.com")


@pytest.fixture
def enrolled(editor: User) -> tuple[User, TOTPDevice, list[str]]:
    """An editor with two-factor log-in, the app, and the back-up codes."""
    client = Client()
    give_password(client, editor)
    return (editor, *enrol(client))


Enrolled = tuple[User, TOTPDevice, list[str]]


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
    enrolled: Enrolled, mailoutbox: list[object]
) -> None:
    client = Client()
    client.post("/admin/password_reset/", {"email": enrolled[0].email})
    found = re.search(r"/admin/password_reset/confirm/\S+", mailoutbox[0].body)
    assert found
    form = client.get(found[0])["Location"]
    password = "correct horse battery"
    client.post(form, {"new_password1": password, "new_password2": password})

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


def test_new_password_by_mail_leads_to_the_set_up_too(
    editor: User, mailoutbox: list[object]
) -> None:
    require_for(EDITOR)
    client = Client()
    client.post("/admin/password_reset/", {"email": editor.email})
    found = re.search(r"/admin/password_reset/confirm/\S+", mailoutbox[0].body)
    assert found
    form = client.get(found[0])["Location"]
    password = "correct horse battery"
    client.post(form, {"new_password1": password, "new_password2": password})

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


def test_administrator_says_who_must_use_it(make_user: MakeUser) -> None:
    client = Client()
    client.force_login(make_user(ADMINISTRATOR))
    form = client.get("/admin/settings/accounts/twofactorsettings/", follow=True)
    editors = Group.objects.get(name=EDITOR)

    response = client.post(form.request["PATH_INFO"], {"groups": [editors.pk]})

    assert response.status_code == 302
    assert list(TwoFactorSettings.load().groups.all()) == [editors]


def test_administrator_resets_a_lost_device(enrolled: Enrolled, make_user: MakeUser) -> None:
    user, _, _ = enrolled
    client = Client()
    administrator = make_user(ADMINISTRATOR)
    client.force_login(administrator)
    assert "Reset two-factor" in client.get(f"/admin/users/edit/{user.pk}/").content.decode()
    reset = f"/admin/users/reset-two-factor/{user.pk}/"
    assert "Yes, reset it" in client.get(reset).content.decode()

    response = client.post(reset)

    assert response["Location"] == f"/admin/users/edit/{user.pk}/"
    assert give_password(Client(), user) == "/admin/"
    entry = ModelLogEntry.objects.get(action="accounts.reset_two_factor")
    assert (entry.object_id, entry.user) == (str(user.pk), administrator)
    history = client.get(f"/admin/users/history/{user.pk}/").content.decode()
    assert "Two-factor log-in reset" in history
    assert "Two-factor log-in set up" in history


def test_nobody_resets_their_own_or_a_superior_device(
    enrolled: Enrolled, make_user: MakeUser
) -> None:
    user, _, _ = enrolled
    boss = make_user(email="boss@example.com", is_superuser=True)
    administrator = make_user(ADMINISTRATOR, email="ada@example.com")
    for owner in (administrator, boss):
        TOTPDevice.objects.create(user=owner, name="App")
    client = Client()
    give_password(client, administrator)
    code = code_of(TOTPDevice.objects.get(user=administrator))
    client.post(CODE, {"code": code})
    assert may_enter(client)

    for owner in (administrator, boss):
        client.post(f"/admin/users/reset-two-factor/{owner.pk}/")
        assert TOTPDevice.objects.filter(user=owner).exists()
    editor = Client()
    editor.force_login(make_user(EDITOR))
    editor.post(f"/admin/users/reset-two-factor/{user.pk}/")
    assert TOTPDevice.objects.filter(user=user).exists()


def test_administrator_changes_no_superuser(make_user: MakeUser) -> None:
    boss = make_user(email="boss@example.com", is_superuser=True)
    client = Client()
    client.force_login(make_user(ADMINISTRATOR))
    address = f"/admin/users/edit/{boss.pk}/"

    assert client.get(address).status_code == 302
    client.post(address, {"email": "mine@example.com", "password1": "x" * 20})

    boss.refresh_from_db()
    assert boss.email == "boss@example.com"
    assert boss.check_password("password")


def test_list_of_users_says_who_uses_it(
    enrolled: Enrolled, make_user: MakeUser, count_queries: Callable[..., int]
) -> None:
    for number in range(50):
        make_user(email=f"more{number}@example.com")
    client = Client()
    client.force_login(make_user(ADMINISTRATOR))

    assert "Two-factor" in client.get("/admin/users/").content.decode()
    assert count_queries(client.get, "/admin/users/") <= 15


def test_command_resets_a_lost_device(enrolled: Enrolled) -> None:
    user, _, _ = enrolled
    out = StringIO()

    call_command("reset_two_factor", "Elena@Example.com", stdout=out)
    call_command("reset_two_factor", user.email, stdout=out)

    assert "logs in with the password alone" in out.getvalue()
    assert "nothing changed" in out.getvalue()
    assert give_password(Client(), user) == "/admin/"
    with pytest.raises(CommandError, match=r"Nobody logs in as nobody@example\.com"):
        call_command("reset_two_factor", "nobody@example.com")


def test_reader_gets_no_session(client: Client, post: BlogPostPage) -> None:
    response = client.get(post.url)

    assert "sessionid" not in response.cookies
    assert "Cookie" not in response.get("Vary", "")
