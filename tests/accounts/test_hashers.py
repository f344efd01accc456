"""Few passwords are hashed at once, whoever asks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client

from accounts import hashers
from accounts.hashers import BoundedPBKDF2PasswordHasher, Turns
from accounts.models import User
from accounts.refusals import PasswordRefused
from cms.settings import PASSWORD_HASHERS


def test_hash_is_djangos_own(settings: Any) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS

    encoded = make_password("otter lamp quarrel sixty")

    assert encoded.startswith("pbkdf2_sha256$")
    assert check_password("otter lamp quarrel sixty", encoded)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    assert check_password("otter lamp quarrel sixty", encoded)


def test_one_has_a_turn_one_waits_and_the_next_is_refused_at_once() -> None:
    turns = Turns(at_once=1, waiting=1)
    has_turn, ends, order = Event(), Event(), []

    def work(name: str) -> None:
        with turns.turn():
            order.append(name)
            has_turn.set()
            assert ends.wait(30)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(work, "first")
        assert has_turn.wait(30)
        second = pool.submit(work, "second")
        while turns._places.acquire(blocking=False):  # until the second waits
            turns._places.release()
        with pytest.raises(PasswordRefused) as refused, turns.turn():
            order.append("third")
        assert refused.value.status == 503
        assert order == ["first"]
        ends.set()
        first.result(30)
        second.result(30)
    assert order == ["first", "second"]
    with turns.turn():
        order.append("later")


@pytest.fixture
def _busy(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site on which no turn is to be had."""
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    monkeypatch.setattr(BoundedPBKDF2PasswordHasher, "iterations", 1)


@pytest.mark.usefixtures("_busy")
def test_log_in_without_a_turn_is_told_to_wait_and_counts_as_no_failure(
    make_user: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user()
    monkeypatch.setattr(hashers, "_turns", Turns(at_once=0, waiting=0))
    for _ in range(7):
        response = Client().post("/admin/login/", {"username": user.email, "password": "password"})
        assert response.status_code == 503
        assert response["Retry-After"] == "2"
        assert "Many people are logging in" in response.text
    monkeypatch.undo()

    assert response.wsgi_request.user.is_anonymous


@pytest.mark.usefixtures("_busy")
def test_new_password_without_a_turn_is_told_to_send_it_again(
    make_user: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(make_user(is_superuser=True))
    monkeypatch.setattr(hashers, "_turns", Turns(at_once=0, waiting=0))

    response = client.post(
        "/admin/users/new/",
        {
            "email": "new@example.com",
            "first_name": "N",
            "last_name": "N",
            "password1": "otter lamp quarrel sixty",
            "password2": "otter lamp quarrel sixty",
        },
    )

    assert response.status_code == 503
    assert "what you typed is still there" in response.text
    assert not User.objects.filter(email="new@example.com").exists()
