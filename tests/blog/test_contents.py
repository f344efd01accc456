"""Every entry of a post's contents leads to its section; warnings are headings among them."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from blog.blocks import PostBodyBlock
from blog.models import BlogPostPage
from core.blocks import title_of
from tests import factories

BLOCKS = PostBodyBlock().child_blocks


def page_of(client: Client, post: BlogPostPage) -> BeautifulSoup:
    return BeautifulSoup(client.get(post.url).content, "html.parser")


def warning(level: str, heading: str) -> tuple[str, dict[str, Any]]:
    return (
        "warning_callout",
        {"level": level, "heading": heading, "text": "<p>Call the clinic.</p>"},
    )


@pytest.mark.parametrize("name", BLOCKS)
def test_contents_lead_to_every_kind_of_section_that_has_a_title(
    client: Client, make_post: Callable[..., BlogPostPage], name: str
) -> None:
    factories.picture()
    value = BLOCKS[name].get_preview_value()
    title = title_of(BLOCKS[name], BLOCKS[name].normalize(value))
    post = make_post(body=[("introduction", {"text": "<p>Hello.</p>"}), (name, value)])

    page = page_of(client, post)

    entries = page.select(".table-of-contents a")
    assert [entry.get_text() for entry in entries[:-1]] == ([title] if title else [])
    for entry in entries:
        [target] = page.find_all(id=str(entry["href"]).removeprefix("#"))
        assert entry is entries[-1] or title in target.find(["h2"]).get_text()


@pytest.mark.parametrize(
    ("level", "spoken"),
    [("caution", "Important: "), ("urgent", "Urgent: "), ("emergency", "Emergency: ")],
)
def test_warning_is_a_named_section_whose_heading_says_how_urgent_it_is(
    client: Client, make_post: Callable[..., BlogPostPage], level: str, spoken: str
) -> None:
    page = page_of(client, make_post(body=[warning(level, "Do not stop at once")]))

    [section] = page.select("section.warning-callout")
    [heading] = section.select("h2")
    assert section["aria-labelledby"] == heading["id"]
    assert heading.get_text() == f"{spoken}Do not stop at once"
    assert heading.select_one(".visually-hidden").get_text() == spoken
    # Who sees it reads the word once, who hears it hears it once.
    assert section.select(".warning-level[aria-hidden=true]")
    assert "Do not stop at once" in page.select_one(".table-of-contents").get_text()


def test_two_warnings_of_one_heading_have_two_names(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    body = [
        warning("urgent", "Watch"),
        warning("urgent", "Watch"),
        warning("urgent", "Watch heading"),
    ]

    page = page_of(client, make_post(body=body))

    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert [entry["href"] for entry in page.select(".table-of-contents a")][:3] == [
        "#watch",
        "#watch-2",
        "#watch-heading",
    ]


def test_warning_whose_level_is_not_chosen_yet_can_be_previewed(blog: Any) -> None:
    post = BlogPostPage(
        title="New", slug="new", summary="Not saved.", body=factories.body([warning("", "Watch")])
    )
    post.set_url_path(blog)

    assert "Important: " in post.make_preview_request().content.decode()


def crisis_panel(page: BeautifulSoup) -> Tag | None:
    return page.select_one("main .crisis-resources")


def test_crisis_resources_stand_above_the_image_of_a_post_about_a_crisis(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    crisis = factories.CategoryFactory(shows_crisis_resources=True)
    picture = factories.picture()
    by_category = make_post(category=crisis, hero_image=picture)
    by_warning = make_post(body=[warning("emergency", "If a life is in danger now")])
    other = make_post(body=[warning("urgent", "Call the same day if")])

    for post in (by_category, by_warning):
        panel = crisis_panel(page_of(client, post))
        assert panel.find("a", href="tel:988")
        assert panel.find("a", href="sms:988")
        assert panel.find("a", href="tel:911")
        assert panel.select("a[href='#crisis-foot-3'][lang=es]")
    assert crisis_panel(page_of(client, other)) is None
    text = client.get(by_category.url).content.decode()
    assert text.index('id="crisis-post"') < text.index('class="post-hero"')


def read_next(client: Client, post: BlogPostPage) -> list[str]:
    """Return the titles of what a post offers to read next, after its page and after the API."""
    titles = [link.get_text() for link in page_of(client, post).select(".related-posts h3")]
    answer = client.get(f"/api/content/v1/posts/{post.slug}/").json()
    assert [other["title"] for other in answer["related"]] == titles
    return titles


def test_post_about_a_crisis_offers_nothing_unrelated_to_read_next(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    crisis = make_post(title="Crisis", body=[warning("emergency", "Now")], tags=["friends"])
    make_post(title="Same category", category=crisis.category)
    make_post(title="Same tag", tags=["friends"])
    unrelated = make_post(title="Ketamine", tags=["ketamine"])

    assert read_next(client, crisis) == ["Same category", "Same tag"]
    assert read_next(client, unrelated) == ["Same tag", "Same category", "Crisis"]  # the newest


def test_tag_in_common_comes_before_what_is_newer(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post(tags=["sleep", "mood"])
    make_post(title="Tagged", tags=["mood"])
    make_post(title="Same category", category=post.category)
    make_post(title="Newer")

    assert read_next(client, post) == ["Same category", "Tagged", "Newer"]


def test_api_says_which_posts_show_crisis_resources_first(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    category = factories.CategoryFactory()
    post = make_post(slug="quiet", category=category)
    address = f"/api/content/v1/posts/{post.slug}/"
    assert client.get(address).json()["crisis_resources_first"] is False

    category.shows_crisis_resources = True
    category.save()

    assert client.get(address).json()["crisis_resources_first"] is True
