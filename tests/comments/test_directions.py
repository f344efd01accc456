"""What readers write runs in its own direction."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from blog.models import BlogPostPage
from comments.models import ReaderComment

ARABIC = "شكرا جزيلا لكم."


@pytest.mark.parametrize("where", ["page", "thread", "report", "helpful", "reply"])
def test_names_and_texts_set_their_own_direction(
    client: Client, post: BlogPostPage, reply: Callable[..., ReaderComment], where: str
) -> None:
    comment = reply(ARABIC, name="أحمد علي")
    address = {
        "page": post.url,
        "thread": f"/comments/{post.pk}/thread/{comment.pk}/",
        "report": f"/comments/comment/{comment.pk}/report/",
        "helpful": f"/comments/comment/{comment.pk}/helpful/",
        "reply": f"/comments/{post.pk}/reply/{comment.pk}/",
    }[where]

    page = BeautifulSoup(client.get(address).content, "html.parser")

    text = page.find(string=lambda found: ARABIC in found)
    assert text
    assert text.find_parent(attrs={"dir": "auto"})
    name = page.find(class_="comment-author")
    assert name
    assert name.get("dir") == "auto"
