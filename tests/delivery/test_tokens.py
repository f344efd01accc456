"""Tokens as a request shows them."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from accounts.models import User
from delivery.api.tokens import TokenRefused, authenticate, issue, revoke
from delivery.models import ApiToken

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def make(scopes: tuple[str, ...] = ("read",), **values: datetime) -> tuple[ApiToken, str]:
    return issue(name="App", scopes=list(scopes), by=None, now=NOW, **values)


def ask(header: str | None, scope: str = "read", now: datetime = NOW) -> ApiToken:
    headers = {"Authorization": header} if header is not None else {}
    return authenticate(RequestFactory().get("/", headers=headers), scope, now)


def refusal(header: str | None, scope: str = "read", now: datetime = NOW) -> TokenRefused:
    with pytest.raises(TokenRefused) as raised:
        ask(header, scope, now)
    return raised.value


def test_token_opens_its_scopes_for_a_year(db: None, make_user: Callable[..., User]) -> None:
    user = make_user()
    token, text = issue(name="App", scopes=["read", "drafts"], by=user, now=NOW)

    assert text.startswith("amz_")
    for scope in ("read", "drafts"):
        assert ask(f"Bearer {text}", scope) == token
    assert ask(f"bearer  {text} ") == token
    assert ask(f"Bearer {text}", now=NOW + timedelta(days=364)) == token
    assert token.created_by == user


def test_only_a_hash_is_kept(db: None) -> None:
    token, text = make()

    kept = ApiToken.objects.values().get()

    assert kept["token_hash"] == hashlib.sha256(text.encode()).hexdigest()
    assert not any(text in str(value) for value in kept.values())
    assert text.startswith(token.prefix)
    assert len(text) - len(token.prefix) > 32


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dXNlcjp3b3Jk", "amz_x"])
def test_request_without_a_token_is_told_how_to_send_one(db: None, header: str | None) -> None:
    error = refusal(header)

    assert error.status == 401
    assert "Authorization: Bearer amz_" in error.message
    assert error.challenge == 'Bearer realm="Content API"'


@pytest.mark.parametrize("text", ["amz_unknown", "amz_\udcff", "amz_ü", "x" * 10_000])
def test_unknown_token_is_refused(db: None, text: str) -> None:
    make()

    error = refusal(f"Bearer {text}")

    assert (error.status, error.challenge) == (
        401,
        'Bearer realm="Content API", error="invalid_token"',
    )
    assert "copied completely" in error.message


def test_expired_and_revoked_tokens_are_refused_with_the_remedy(db: None) -> None:
    token, text = make(expires_at=NOW + timedelta(days=1))
    assert ask(f"Bearer {text}", now=NOW + timedelta(hours=23))

    expired = refusal(f"Bearer {text}", now=NOW + timedelta(days=1))
    revoke(token=token, now=NOW)
    revoke(token=token, now=NOW + timedelta(hours=1))
    revoked = refusal(f"Bearer {text}")

    assert (expired.status, revoked.status) == (401, 401)
    assert "expired on 2026-11-24" in expired.message
    assert "was revoked" in revoked.message
    assert "Ask an administrator" in expired.message
    token.refresh_from_db()
    assert token.revoked_at == NOW


def test_token_is_refused_while_its_makers_log_in_is_off(
    db: None, make_user: Callable[..., User]
) -> None:
    user = make_user(is_active=False)
    token, text = issue(name="App", scopes=["read"], by=user, now=NOW)

    error = refusal(f"Bearer {text}")

    assert error.status == 401
    assert "Ask an administrator for a new one" in error.message
    assert token.state_at(NOW) == "Off, as its maker’s log-in is"
    User.objects.update(is_active=True)
    assert ask(f"Bearer {text}") == token


def test_token_is_revoked_when_its_maker_is_deleted(
    db: None, make_user: Callable[..., User]
) -> None:
    user = make_user()
    _, text = issue(name="App", scopes=["read"], by=user, now=NOW)

    user.delete()

    assert "was revoked" in refusal(f"Bearer {text}").message


def test_scope_that_is_lacking_is_named(db: None) -> None:
    _, text = make()

    error = refusal(f"Bearer {text}", "export")

    assert error.status == 403
    assert "lacks the scope export" in error.message
    assert 'error="insufficient_scope"' in error.challenge


def test_use_is_noted_once_a_minute(db: None, count_queries: Callable[..., int]) -> None:
    token, text = make()

    def used_at() -> datetime | None:
        return ApiToken.objects.values_list("last_used_at", flat=True).get(pk=token.pk)

    assert used_at() is None
    assert count_queries(ask, f"Bearer {text}") == 2
    assert used_at() == NOW
    later = NOW + timedelta(seconds=59)
    assert count_queries(ask, f"Bearer {text}", "read", later) == 1
    assert used_at() == NOW
    ask(f"Bearer {text}", now=NOW + timedelta(seconds=60))
    assert used_at() == NOW + timedelta(seconds=60)


def test_refused_request_is_no_use(db: None) -> None:
    token, text = make()

    refusal(f"Bearer {text}", "export")

    token.refresh_from_db()
    assert token.last_used_at is None


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"scopes": ["write"]}, "scopes", "read, drafts, export"),
        ({"scopes": []}, "scopes", "cannot be blank"),
        ({"name": ""}, "name", "cannot be blank"),
        ({"expires_at": NOW}, "expires_at", "in the future"),
    ],
)
def test_token_that_makes_no_sense_is_refused_at_its_field(
    db: None, values: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        issue(**({"name": "App", "scopes": ["read"], "by": None, "now": NOW} | values))

    assert message in raised.value.message_dict[field][0]
