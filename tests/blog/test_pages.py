"""Pages of the blog, as a reader's browser gets them."""

from collections.abc import Callable

import html5lib
import pytest
from django.test import Client

from blog.blocks import PostBodyBlock
from blog.models import BlogIndexPage, BlogPostPage
from tests import factories


@pytest.fixture
def complete_post(make_post: Callable[..., BlogPostPage]) -> BlogPostPage:
    """A post with every type of section, each with the value that its preview shows."""
    picture = factories.picture()
    return make_post(
        title="Everything at once",
        slug="everything",
        hero_image=picture,
        body=[
            (name, block.get_preview_value())
            for name, block in PostBodyBlock().child_blocks.items()
        ],
    )


def test_post_shows_every_type_of_section(client: Client, complete_post: BlogPostPage) -> None:
    response = client.get(complete_post.url)

    assert response.status_code == 200
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    for fragment in ("Needing more for the same effect", "Taken at home", "Can I drive home"):
        assert fragment in text


def test_post_that_was_never_saved_can_be_previewed(blog: BlogIndexPage) -> None:
    post = BlogPostPage(
        title="New",
        slug="new",
        summary="Not saved.",
        body=factories.body([("introduction", {"text": "<p>Soon.</p>"})]),
    )
    post.set_url_path(blog)

    response = post.make_preview_request()

    assert response.status_code == 200
    assert "Soon." in response.content.decode()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
