"""A category that requires a signature, and a post in it that nobody has signed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import APIToken, GroupPagePermission, Page

from accounts.roles import EDITOR
from blog.models import BlogIndexPage, BlogPostPage, Category
from tests import factories
from tests.blog.publishing.desk import Desk

BODY = [("text", {"heading": "How it works", "text": "<p>It acts on glutamate.</p>"})]


@pytest.fixture
def category(db: None) -> Category:
    category: Category = factories.CategoryFactory(name="Treatments", requires_review=True)
    return category


@pytest.fixture
def unsigned(blog: BlogIndexPage, category: Category) -> BlogPostPage:
    """A draft with a revision."""
    parent = BlogIndexPage.objects.get(pk=blog.pk)
    post = factories.BlogPostPageFactory(
        parent=parent, live=False, title="Ketamine", slug="ketamine", category=category, body=BODY
    )
    post.save_revision()
    return BlogPostPage.objects.get(pk=post.pk)


@pytest.fixture
def desk(
    make_user: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, blog: BlogIndexPage
) -> Desk:
    """An editor in the admin, with a token for Wagtail's API."""
    monkeypatch.setattr(settings.ENVIRONMENT, "wagtail_api", True)
    editor = make_user(EDITOR)
    assert GroupPagePermission.objects.filter(group__user=editor, page=Page.get_first_root_node())
    client = Client()
    client.force_login(editor)
    _, key = APIToken.create_token(user=editor, name="Automation")
    return Desk(client, {"authorization": f"Bearer {key}"}, editor, blog)
