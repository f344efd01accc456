"""A reviewer, and a post to review."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.roles import CLINICAL_REVIEWER
from blog.models import BlogPostPage
from tests import factories

RISK = {
    "term": "Tolerance",
    "definition": "<p>Needing more for the same effect.</p>",
    "likelihood_supervised": "unknown",
    "likelihood_unsupervised": "common",
    "severity": "moderate",
}
BODY = [
    ("text", {"heading": "How it works", "text": "<p>It acts on <b>glutamate</b>.</p>"}),
    ("risks", {"heading": "Risks", "risks": [RISK], "layout": "cards"}),
]


@pytest.fixture
def person() -> Any:
    return factories.PersonFactory(name="Grace Kim", slug="grace-kim")


@pytest.fixture
def reviewer(make_user: Callable[..., Any], person: Any) -> Any:
    user = make_user(CLINICAL_REVIEWER)
    person.user = user
    person.save()
    return user


@pytest.fixture
def draft(make_post: Callable[..., BlogPostPage]) -> BlogPostPage:
    """A live post with a revision, as an editor left it."""
    post = make_post(title="Ketamine", body=BODY)
    post.save_revision()
    return post
