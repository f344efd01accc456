"""Two-factor log-in, as its administrator meets it."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry

from accounts.models import TwoFactorSettings, User
from accounts.roles import ADMINISTRATOR, EDITOR
from tests.accounts.second_step import CODE, Enrolled, code_of, give_password, may_enter

MakeUser = Callable[..., User]


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
