"""Making tokens for the Content API, and asking for them."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from core.refusal import Refusal
from delivery.models import ApiToken

PREFIX = "amz_"
PREFIX_SHOWN = len(PREFIX) + 6  # characters; the rest is far too long to guess
LIFETIME = timedelta(days=365)
# A busy program would else write a row for each request.
USE_IS_NOTED_EVERY = timedelta(minutes=1)


class TokenRefused(Refusal):
    """A request lacks a token that opens what it asks for.

    Args:
        status: the HTTP status: 401 without a valid token, 403 when its scope is too small.
        message: what is wrong, with the remedy.
        error: the error's name in RFC 6750; empty when no token was sent.
    """

    def __init__(self, status: int, message: str, *, error: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.error = error

    @property
    def challenge(self) -> str:
        """The answer's WWW-Authenticate header."""
        return 'Bearer realm="Content API"' + (f', error="{self.error}"' if self.error else "")


def issue(
    *, name: str, scopes: list[str], by: Any, now: datetime, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Make a token.

    Args:
        name: which program uses it.
        scopes: what it opens, of `Scope`.
        by: the user who makes it, or None.
        now: the time.
        expires_at: when it ends; a year from now by default.

    Returns:
        The row and the token itself, which can't be had again: only its hash is kept.

    Raises:
        ValidationError: with the field and the remedy.
    """
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        name=name,
        prefix=text[:PREFIX_SHOWN],
        token_hash=_hash(text),
        scopes=scopes,
        created_by=by,
        created_at=now,
        expires_at=expires_at or now + LIFETIME,
    )
    # Not asked by forms: who made it, and when it was used or revoked.
    token.full_clean(exclude=["created_by", "last_used_at", "revoked_at"])
    token.save()
    return token, text


def authenticate(request: HttpRequest, scope: str, now: datetime) -> ApiToken:
    """Return the token that a request shows as `Authorization: Bearer amz_…`.

    Args:
        request: the request.
        scope: what the token must open, of `Scope`.
        now: the time.

    Raises:
        TokenRefused: with `.status` and a message that names the remedy.
    """
    kind, _, text = request.headers.get("Authorization", "").strip().partition(" ")
    text = text.strip()
    if kind.lower() != "bearer" or not text:
        raise TokenRefused(401, f"Send a token in the header Authorization: Bearer {PREFIX}…")
    token = ApiToken.objects.filter(token_hash=_hash(text)).select_related("created_by").first()
    if token is None:
        raise _invalid("The token is unknown. Check that it was copied completely.")
    if token.revoked_at:
        raise _invalid("The token was revoked. Ask an administrator for a new one.")
    if token.created_by and not token.created_by.is_active:
        raise _invalid(
            "Whoever made the token has no log-in any more. Ask an administrator for a new one."
        )
    if token.expires_at <= now:
        raise _invalid(
            f"The token expired on {token.expires_at:%Y-%m-%d}. Ask an administrator for a new one."
        )
    if scope not in token.scopes:
        raise TokenRefused(
            403,
            f"The token lacks the scope {scope}. Ask an administrator for a token with it.",
            error="insufficient_scope",
        )
    _note_use(token, now)
    return token


def revoke(*, token: ApiToken, now: datetime) -> None:
    """End a token for good; its row stays for the record."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)


def _invalid(message: str) -> TokenRefused:
    return TokenRefused(401, message, error="invalid_token")


def _note_use(token: ApiToken, now: datetime) -> None:
    before = now - USE_IS_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at <= before:
        ApiToken.objects.filter(
            Q(last_used_at=None) | Q(last_used_at__lte=before), pk=token.pk
        ).update(last_used_at=now)


def _hash(text: str) -> str:
    # The token is random and long: nothing is gained by a slow hash or a salt.
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
