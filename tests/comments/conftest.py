"""What tests of replies need."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from blog.models import BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import Author, post_comment, set_status


@pytest.fixture
def reply(post: BlogPostPage) -> Callable[..., ReaderComment]:
    """Post a comment an hour ago: `reply("Text", to=parent, status=Status.PENDING)`."""

    def make(
        text: str = "Thank you.",
        *,
        to: ReaderComment | None = None,
        status: Status = Status.APPROVED,
        name: str = "Ada",
        **values: Any,
    ) -> ReaderComment:
        now = values.pop("now", timezone.now() - timedelta(hours=1))
        comment = post_comment(
            page=values.pop("page", post),
            author=Author(name=name, email=values.pop("email", "ada@example.com")),
            text=text,
            reply_to=to.pk if to else None,
            now=now,
            confirmed=status != Status.UNCONFIRMED,
            **values,
        )
        if status != Status.UNCONFIRMED:
            set_status(comments=[comment], status=status, by=None, now=now)
        comment.refresh_from_db()
        return comment

    return make
