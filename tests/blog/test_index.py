"""Lists of posts at readable addresses."""

from collections.abc import Callable

import html5lib
import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from blog.models import BlogPostPage
from tests import factories


def test_index_lists_public_posts_newest_first(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    old, new = make_post(title="The old one"), make_post(title="The new one")
    make_post(title="A draft", live=False)
    secret = make_post(title="A secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")

    text = client.get("/blog/").content.decode()

    html5lib.HTMLParser(strict=True).parse(text)
    assert text.index(new.title) < text.index(old.title)
    assert "A draft" not in text
    assert "A secret" not in text


def test_lists_by_category_tag_and_person(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    reviewer = factories.PersonFactory(name="Grace Kim", slug="grace-kim", job_title="Psychologist")
    mine = make_post(title="Mine", tags=["sleep well"])
    factories.signed(mine, reviewer)
    make_post(title="Another")

    for address, heading in (
        (f"/blog/category/{mine.category.slug}/", mine.category.name),
        ("/blog/tag/sleep-well/", "sleep well"),
        ("/blog/author/grace-kim/", "Grace Kim"),
    ):
        text = client.get(address).content.decode()
        html5lib.HTMLParser(strict=True).parse(text)
        assert f'<link rel="canonical" href="http://testserver{address}">' in text
        assert heading in text
        assert ">Mine<" in text
        assert ">Another<" not in text
    assert "Psychologist" in text
    assert '"@type": "ProfilePage"' in text


@pytest.mark.parametrize("kind", ["category", "tag", "author"])
def test_list_of_nothing_known_is_missing(client: Client, post: BlogPostPage, kind: str) -> None:
    assert client.get(f"/blog/{kind}/no-such/").status_code == 404


def test_long_list_comes_in_pages(client: Client, make_post: Callable[..., BlogPostPage]) -> None:
    for number in range(14):
        make_post(title=f"Post number {number}")

    first = client.get("/blog/").content.decode()
    second = client.get("/blog/?page=2").content.decode()

    assert first.count('class="post-card"') == 12
    assert '<link rel="next" href="?page=2">' in first
    assert second.count('class="post-card"') == 2
    assert '<link rel="canonical" href="http://testserver/blog/?page=2">' in second
    for page in ("0", "3", "x", "-1", "9" * 30):
        assert client.get(f"/blog/?page={page}").status_code == 404


def test_index_needs_the_same_queries_for_any_number_of_posts(
    client: Client, make_post: Callable[..., BlogPostPage], count_queries: Callable[..., int]
) -> None:
    for _ in range(2):
        make_post(hero_image=factories.picture())
    client.get("/blog/")
    cache.clear()
    few = count_queries(client.get, "/blog/")
    for _ in range(9):
        make_post(hero_image=factories.picture())
    client.get("/blog/")
    cache.clear()

    assert count_queries(client.get, "/blog/") <= few <= 12
