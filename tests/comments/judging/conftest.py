"""What tests of the phases need."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from blog.models import BlogPostPage
from comments import forms
from comments.models import ReaderComment
from comments.services import Author, post_comment

Post = Callable[..., ReaderComment]


@pytest.fixture(autouse=True)
def _readers_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


@pytest.fixture
def trusted(reply: Callable[..., ReaderComment]) -> str:
    """Return the address of somebody whose replies as "Ada" are shown at once."""
    for number in range(3):
        reply(f"Harmless number {number}")
    return "ada@example.com"


@pytest.fixture
def send(client: Client, post: BlogPostPage) -> Callable[..., ReaderComment]:
    """Send by the form, and return what was stored."""

    def sent(**values: str) -> ReaderComment:
        words = {"name": "Ada", "email": "ada@example.com", "comment": "Thank you."}
        response = client.post(f"/comments/{post.pk}/", words | {"stamp": forms.stamp()} | values)
        assert response.status_code == 302, response.content.decode()
        return ReaderComment.objects.latest("pk")

    return sent


@pytest.fixture
def confirmed(post: BlogPostPage) -> Post:
    """Post with a proven address."""

    def make(text: str, *, name: str = "Ada", **values: Any) -> ReaderComment:
        return post_comment(
            page=post,
            author=Author(name=name, email="ada@example.com"),
            text=text,
            now=timezone.now(),
            confirmed=True,
            **values,
        )

    return make
