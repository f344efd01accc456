"""Feeds, as a feed reader gets them."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client

from blog.models import BlogPostPage
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


def test_rss_tells_what_is_new(client: Client, make_post: Callable[..., BlogPostPage]) -> None:
    make_post(title="Old")
    new = make_post(title="Sleep & mood", hero_image=factories.picture(), tags=["nights"])

    response = client.get("/feeds/posts.rss")

    assert response["Content-Type"].startswith("application/rss+xml")
    channel = ElementTree.fromstring(response.content).find("channel")
    assert channel is not None
    first = channel.findall("item")[0]
    assert first.findtext("title") == "Sleep & mood"
    assert first.findtext("link") == new.full_url
    assert {item.text for item in first.findall("category")} == {new.category.name, "nights"}
    enclosure = first.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("url", "").startswith("http://testserver/media/")
    link = channel.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "http://testserver/feeds/posts.rss"


def test_atom_of_a_category_holds_its_posts_only(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post(title="Mine")
    make_post(title="Another's")

    response = client.get(f"/feeds/categories/{post.category.slug}.atom")

    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)
    assert [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")] == ["Mine"]
    assert client.get("/feeds/categories/none.atom").status_code == 404


def test_reader_that_has_everything_gets_nothing(client: Client, post: BlogPostPage) -> None:
    response = client.get("/feeds/posts.atom")

    again = client.get(
        "/feeds/posts.atom", headers={"if-modified-since": response["Last-Modified"]}
    )

    assert again.status_code == 304
    assert not response.cookies


@pytest.mark.parametrize("address", ["/feeds/posts.rss", "/feeds/posts.atom"])
def test_feed_needs_the_same_queries_for_any_number_of_posts(
    client: Client,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
    address: str,
) -> None:
    make_post(tags=["a"], hero_image=factories.picture())
    client.get(address)
    cache.clear()
    few = count_queries(client.get, address)
    for _ in range(5):
        make_post(tags=["b"], hero_image=factories.picture())
    client.get(address)
    cache.clear()

    assert count_queries(client.get, address) <= few <= 10
