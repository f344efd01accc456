"""Home and standard pages, and what an editor can build where."""

from collections.abc import Callable

import html5lib
from django.test import Client

from blog.models import BlogIndexPage, BlogPostPage
from home.models import (
    CareSettings,
    FeaturedPost,
    FormPage,
    HomePage,
    NavigationSettings,
    OrganisationSettings,
    StandardPage,
)
from tests import factories


def stream(model: type, field: str, value: list) -> object:
    return model._meta.get_field(field).stream_block.normalize(value)


def test_home_page_shows_featured_posts_once_and_the_latest(
    client: Client, home: HomePage, make_post: Callable[..., BlogPostPage]
) -> None:
    posts = [make_post(title=f"Post number {number}") for number in range(8)]
    home = HomePage.objects.get(pk=home.pk)
    home.featured_posts = [FeaturedPost(post=posts[0])]
    home.save()

    text = client.get("/").content.decode()

    html5lib.HTMLParser(strict=True).parse(text)
    assert text.index("Worth reading first") < text.index("Post number 0")
    assert text.count("Post number 0") == 1
    assert "Post number 7" in text
    assert "Post number 1<" not in text  # the seventh newest of the others


def test_home_page_leaves_out_a_featured_post_that_is_not_public(
    client: Client, home: HomePage, post: BlogPostPage
) -> None:
    home = HomePage.objects.get(pk=home.pk)
    home.featured_posts = [FeaturedPost(post=post)]
    home.save()
    post.unpublish()

    assert post.title not in client.get("/").content.decode()


def test_home_page_needs_the_same_queries_for_any_number_of_posts(
    client: Client,
    home: HomePage,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
) -> None:
    make_post()
    few = count_queries(client.get, "/")
    for _ in range(6):
        make_post()

    assert count_queries(client.get, "/") <= few <= 14


def test_every_page_has_crisis_help_and_the_menus(
    client: Client, home: HomePage, post: BlogPostPage
) -> None:
    site = home.get_site()
    about = factories.StandardPageFactory(parent=home, slug="about", title="About us")
    draft = factories.StandardPageFactory(parent=home, slug="draft", live=False)
    CareSettings.objects.create(
        site=site,
        crisis_resources=stream(
            CareSettings,
            "crisis_resources",
            [
                (
                    "resource",
                    {
                        "name": "988 Lifeline",
                        "text": "<p>Call or text.</p>",
                        "links": [("phone", {"text": "Call 988", "phone": "988"})],
                    },
                )
            ],
        ),
    )
    NavigationSettings.objects.create(
        site=site,
        header=stream(NavigationSettings, "header", [("page", {"text": "About", "page": about})]),
        footer=stream(
            NavigationSettings,
            "footer",
            [
                ("page", {"text": "Not yet", "page": draft}),
                ("address", {"text": "Board", "url": "https://board.example/"}),
            ],
        ),
    )

    for address in ("/", "/about/", post.url, "/blog/", "/no/such/page/"):
        text = client.get(address).content.decode()
        assert 'href="tel:988"' in text
        assert 'href="/about/"' in text
        assert "https://board.example/" in text
        assert "Not yet" not in text


def test_site_without_saved_settings_shows_the_defaults(client: Client, home: HomePage) -> None:
    assert "Our clinic" in client.get("/").content.decode()


def test_clinic_is_described_for_search_engines(client: Client, home: HomePage) -> None:
    OrganisationSettings.objects.create(
        site=home.get_site(),
        name="A </script><script>alert(1)</script> clinic",
        street_address="12 Elm Street",
    )

    text = client.get("/").content.decode()

    assert '"@type": "MedicalClinic"' in text
    assert "12 Elm Street" in text
    assert "<script>alert" not in text


def test_editor_can_build_nothing_that_makes_no_sense() -> None:
    assert BlogPostPage.allowed_parent_page_models() == [BlogIndexPage]
    assert BlogPostPage.allowed_subpage_models() == []
    assert BlogIndexPage.allowed_subpage_models() == [BlogPostPage]
    assert FormPage.allowed_subpage_models() == []
    assert set(StandardPage.allowed_parent_page_models()) == {HomePage, StandardPage}
