"""Guessing passwords: at every door it takes longer and longer, and locks no owner out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection, connections
from django.db.models import F
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from accounts.models import PasswordTries, User
from accounts.roles import EDITOR
from accounts.throttle import ACCOUNT, ACCOUNT_IN_NETWORK, KNOWN_BROWSER, NETWORK, PRIVATE_PLACE
from accounts.throttle import purge as purge_tries
from blog.models import BlogPostPage
from tests.accounts.second_step import LOG_IN, SET_UP, renew_password

SITE_LOG_IN = "/_util/login/"
ACCOUNT_PAGE = "/admin/account/"
HERE, THERE = "192.0.2.1", "198.51.100.1"
NEW_PASSWORD = "otter lamp quarrel sixty"


@pytest.fixture
def hashes(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every password that is hashed from now on."""
    hashed: list[str] = []

    def encode(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return str(original(self, password, salt))

    original = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return hashed


def try_it(
    client: Client, email: str, password: str = "wrong", *, door: str = LOG_IN, at: str = HERE
) -> Any:
    data = {"username": email, "password": password}
    return client.post(door, data, REMOTE_ADDR=at)


def let_pass(time: timedelta) -> None:
    """Move what is counted into the past."""
    PasswordTries.objects.update(counted_at=F("counted_at") - time)
    PasswordTries.objects.exclude(locked_until=None).update(locked_until=F("locked_until") - time)


def fail(email: str, times: int, *, at: str = HERE, client: Client | None = None) -> None:
    for _ in range(times):
        try_it(client or Client(), email, at=at)


@pytest.mark.parametrize("door", [LOG_IN, SITE_LOG_IN])
def test_log_in_is_locked_after_five_wrong_passwords_without_a_hash(
    make_user: Callable[..., User], hashes: list[str], door: str
) -> None:
    user = make_user(EDITOR)
    for _ in range(5):
        response = try_it(Client(), user.email, door=door)
        assert response.status_code == 422
    hashes.clear()

    client = Client()
    response = try_it(client, user.email, "password", door=door)

    assert response.status_code == 429
    assert 25 <= int(response["Retry-After"]) <= 30
    assert "Wait 30 seconds, then try again" in response.text
    assert "Forgotten password?" in response.text
    assert f'value="{user.email}"' in response.text  # what was typed is kept
    assert hashes == []
    assert "_auth_user_id" not in client.session


def test_unknown_address_is_locked_like_a_known_one(db: None, hashes: list[str]) -> None:
    fail("nobody@example.com", 5)
    hashes.clear()

    response = try_it(Client(), "Nobody@Example.com")

    assert response.status_code == 429
    assert hashes == []


def test_waits_double_up_to_a_quarter_of_an_hour_and_are_forgotten(
    make_user: Callable[..., User],
) -> None:
    user = make_user(EDITOR)
    fail(user.email, 5)
    waits = []
    for _ in range(8):
        locked = try_it(Client(), user.email)
        waits.append(int(locked["Retry-After"]))
        let_pass(timedelta(seconds=waits[-1] + 1))
        assert try_it(Client(), user.email).status_code == 422

    assert [round(wait / 30) for wait in waits] == [1, 2, 4, 8, 16, 30, 30, 30]
    let_pass(timedelta(hours=13))
    assert try_it(Client(), user.email).status_code == 422
    assert try_it(Client(), user.email, "password").status_code == 302


def test_right_password_clears_what_was_got_wrong(make_user: Callable[..., User]) -> None:
    user = make_user(EDITOR)
    for _ in range(3):
        fail(user.email, 4)
        assert try_it(Client(), user.email, "password").status_code == 302


def test_attack_from_one_network_locks_nobody_elsewhere(make_user: Callable[..., User]) -> None:
    user = make_user(EDITOR)
    fail(user.email, 60, at=THERE)

    assert try_it(Client(), user.email, "password", at=THERE).status_code == 429
    assert try_it(Client(), user.email, "password", at=HERE).status_code == 302


def test_attack_from_many_networks_is_slowed_but_spares_the_owners_browser(
    make_user: Callable[..., User],
) -> None:
    user = make_user(EDITOR)
    known = Client()
    assert try_it(known, user.email, "password").status_code == 302
    known.post("/admin/logout/")

    for network in range(ACCOUNT.free):
        assert try_it(Client(), user.email, at=f"203.0.{network}.1").status_code == 422

    assert try_it(Client(), user.email, "password", at=THERE).status_code == 429
    assert try_it(known, user.email, "password").status_code == 302


def test_known_browser_is_no_way_to_guess_without_end(make_user: Callable[..., User]) -> None:
    user, other = make_user(EDITOR), make_user(EDITOR)
    known = Client()
    try_it(known, user.email, "password")
    known.post("/admin/logout/")

    for _ in range(KNOWN_BROWSER.free):
        assert try_it(known, user.email).status_code == 422
    assert try_it(known, user.email, "password").status_code == 429
    # For somebody else's log-in it is a browser like any other.
    fail(other.email, ACCOUNT_IN_NETWORK.free, client=known)
    assert try_it(known, other.email, "password").status_code == 429


def test_forged_browser_cookie_is_worth_nothing(make_user: Callable[..., User]) -> None:
    user = make_user(EDITOR)
    for number in range(5):
        client = Client()
        client.cookies["known-browser"] = f"made-up-{number}"
        try_it(client, user.email)

    assert try_it(Client(), user.email, "password").status_code == 429


def test_reset_password_ends_a_lock_from_many_networks(
    make_user: Callable[..., User], mailoutbox: list[Any]
) -> None:
    user = make_user(EDITOR)
    for network in range(ACCOUNT.free):
        try_it(Client(), user.email, at=f"203.0.{network}.1")
    assert try_it(Client(), user.email, "password", at=THERE).status_code == 429

    renew_password(Client(), user, mailoutbox, NEW_PASSWORD)

    assert try_it(Client(), user.email, NEW_PASSWORD, at=THERE).status_code == 302


def test_one_network_guessing_many_addresses_is_locked(make_user: Callable[..., User]) -> None:
    user = make_user(EDITOR)
    for number in range(NETWORK.free):
        assert try_it(Client(), f"user{number}@example.org").status_code == 422

    assert try_it(Client(), user.email, "password").status_code == 429
    assert try_it(Client(), user.email, "password", at=THERE).status_code == 302


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (SET_UP, {"code": "000000"}),
        (
            ACCOUNT_PAGE,
            {
                "name_email-first_name": "Elena",
                "name_email-last_name": "E",
                "name_email-email": "thief@example.com",
                "locale-preferred_language": "",
                "locale-current_time_zone": "",
                "theme-theme": "system",
                "theme-density": "default",
                "theme-contrast": "system",
                "theme-keyboard_shortcuts": "on",
            },
        ),
        (
            ACCOUNT_PAGE,
            {
                "name_email-first_name": "Elena",
                "name_email-last_name": "E",
                "name_email-email": "elena@example.com",
                "theme-theme": "system",
                "theme-density": "default",
                "theme-contrast": "system",
                "password-new_password1": NEW_PASSWORD,
                "password-new_password2": NEW_PASSWORD,
            },
        ),
        (
            "/admin/users/edit/{user}/",
            {"email": "thief@example.com", "first_name": "E", "last_name": "E", "is_active": "on"},
        ),
    ],
)
def test_password_that_is_asked_for_again_is_locked_too(
    make_user: Callable[..., User], hashes: list[str], address: str, data: dict[str, str]
) -> None:
    user = make_user(email="elena@example.com", is_superuser=True)
    client = Client()
    client.force_login(user)
    address = address.format(user=user.pk)

    def answer(password: str) -> Any:
        fields = ("password", "name_email-current_password", "password-old_password")
        return client.post(address, data | dict.fromkeys((*fields, "your_password"), password))

    for _ in range(5):
        assert "This is not your password" in answer("wrong").text
    hashes.clear()
    response = answer("password")

    assert response.status_code == 429
    assert response["Retry-After"]
    assert "Too many wrong passwords" in response.text
    assert hashes == []
    user.refresh_from_db()
    assert user.email == "elena@example.com"
    assert user.check_password("password")


def test_password_of_a_private_page_is_locked_for_the_network(post: BlogPostPage) -> None:
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=post.pk),
        restriction_type=PageViewRestriction.PASSWORD,
        password="a shared secret",
    )
    address = f"/_util/authenticate_with_password/{restriction.pk}/{post.pk}/"
    _try_a_private_place(address, post.url)


def test_password_of_a_collection_is_locked_for_the_network(post: BlogPostPage) -> None:
    restriction = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node().add_child(name="Private"),
        restriction_type=CollectionViewRestriction.PASSWORD,
        password="a shared secret",
    )
    _try_a_private_place(f"/documents/authenticate_with_password/{restriction.pk}/", post.url)


def _try_a_private_place(address: str, then: str) -> None:
    def answer(password: str, at: str = HERE) -> Any:
        data = {"password": password, "return_url": then}
        return Client().post(address, data, REMOTE_ADDR=at)

    for _ in range(PRIVATE_PLACE.free):
        assert answer("wrong").status_code == 200
    response = answer("a shared secret")

    assert response.status_code == 429
    assert response["Retry-After"]
    assert "ask who sent you here" in response.text
    assert answer("a shared secret", THERE).status_code == 302
    let_pass(timedelta(minutes=1))
    assert answer("a shared secret").status_code == 302


def test_counters_name_nobody_and_are_purged(make_user: Callable[..., User]) -> None:
    user = make_user(EDITOR)
    fail(user.email, 2)

    kept = str(list(PasswordTries.objects.values()))
    assert user.email not in kept
    assert "192.0.2" not in kept
    assert purge_tries(timezone.now()) == 0
    assert purge_tries(timezone.now() + timedelta(days=8)) == 3
    assert not PasswordTries.objects.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_sixteen_tries_at_once_five_are_looked_at(hashes: list[str]) -> None:
    user = User.objects.create_user("elena@example.com", "password")
    hashes.clear()
    barrier = Barrier(16)

    def guess(number: int) -> int:
        client = Client()
        barrier.wait(30)
        try:
            return int(try_it(client, user.email, f"guess {number}").status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(guess, range(16)))

    assert statuses == [422] * 5 + [429] * 11
    assert len(hashes) == 5
