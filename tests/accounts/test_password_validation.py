"""Which passwords are taken, through the form by which one chooses a new one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from core.outbox import work_off
from demo.log_ins import make_log_ins


def choose(user: User, password: str, mailoutbox: list[Any]) -> Any:
    """Reset the password of a user by the mailed link."""
    client = Client()
    client.post("/admin/password_reset/", {"email": user.email})
    work_off()
    link = re.search(r"/admin/password_reset/confirm/\S+", mailoutbox[-1].body)
    assert link
    form = client.get(link[0])["Location"]
    return client.post(form, {"new_password1": password, "new_password2": password})


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("Passw0rd!", "Use 15 characters or more; this has 9"),
        ("Tr0ub4dor&3xyz", "Use 15 characters or more; this has 14"),
        ("password1234567", "This is one of the passwords that are tried first"),
        ("trustno1!!!!!!!!!!", "This is one of the passwords that are tried first"),
        ("aaaaaaaaaaaaaaaaaaaa", "Repeats like"),
        ("qwertyuiopasdfgh", "This is similar to a commonly used password"),
        ("abcabcabcabcabcabc", "Repeats like"),
        ("Passw0rd!Passw0rd!", "Repeats like"),
        ("elena.fernandez@example.com", "too similar to the e-mail address"),
    ],
)
def test_password_that_is_guessed_soon_is_refused_with_the_remedy(
    make_user: Callable[..., User], mailoutbox: list[Any], password: str, message: str
) -> None:
    user = make_user(email="elena.fernandez@example.com", first_name="Elena")

    response = choose(user, password, mailoutbox)

    assert response.status_code == 200
    assert message in response.text
    user.refresh_from_db()
    assert user.check_password("password")


@pytest.mark.parametrize(
    "password",
    [
        "otter lamp quarrel sixty",
        "correct horse battery staple",
        "ZkT4-q9_LmP2xVw",
        "наша собака любит снег",
        "otter lamp quarrel sixty " * 40,
    ],
)
def test_long_password_is_taken_whatever_it_is_made_of(
    make_user: Callable[..., User], mailoutbox: list[Any], password: str
) -> None:
    user = make_user()

    response = choose(user, password, mailoutbox)

    assert response.status_code == 302
    user.refresh_from_db()
    assert user.check_password(password)


@pytest.mark.django_db
def test_demos_passwords_are_good_ones(tmp_path: Any) -> None:
    for _, email, password in make_log_ins(tmp_path):
        validate_password(password, User.objects.get(email=email))


def test_form_says_before_what_is_needed(make_user: Callable[..., User]) -> None:
    client = Client()
    client.force_login(make_user())

    assert "Use 15 characters or more." in _account_page(client)


def _account_page(client: Client) -> str:
    from django.contrib.auth.models import Permission

    User.objects.get().user_permissions.add(Permission.objects.get(codename="access_admin"))
    return str(client.get("/admin/account/").text)


def test_names_of_the_site_and_the_person_count_as_known(make_user: Callable[..., User]) -> None:
    user = make_user(first_name="Wilhelmina", last_name="Vandersloot")

    with pytest.raises(ValidationError):
        validate_password("WilhelminaVandersloot", user)
    validate_password("WilhelminaVandersloot")
