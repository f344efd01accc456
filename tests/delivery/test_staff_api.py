"""Wagtail's own API: off, or for holders of a token."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import APIToken

from blog.models import BlogPostPage

PAGES = "/api/v3-preview/pages/"


def test_it_is_off_by_default_and_never_anonymous(
    client: Client,
    post: BlogPostPage,
    make_user: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = make_user(is_superuser=True)
    _, key = APIToken.create_token(user=user, name="Automation")
    bearer = {"authorization": f"Bearer {key}"}
    assert client.get(PAGES, headers=bearer).status_code == 404

    monkeypatch.setattr(settings.ENVIRONMENT, "wagtail_api", True)

    assert client.get(PAGES).status_code == 401
    assert client.get(PAGES, headers={"authorization": "Bearer wagtail_no"}).status_code == 401
    response = client.get(PAGES, headers=bearer)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
