"""Who searches for help in a crisis, or for what may end in one, is met with help."""

from collections.abc import Callable

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from blog.models import BlogPostPage
from home.models import HomePage
from tests import factories

DANGER = (
    "suicide",
    "suicide prevention",
    "i want to die",
    "overdose",
    "self harm",
    "kill myself",
    "SUICIDAL thoughts?",
    "suicde",
    "overdoze",
    "how to tie a noose",
    "crisis line",
    "my friend is suicidal",
    "quiero morir",
    "suicidio",
    "autolesión",
    "don’t want to live",
)
HARMLESS = (
    "ketamine",
    "sleep",
    "side effects",
    "how long do antidepressants take",
    "die hard",
    "*",
)


@pytest.fixture
def crisis_post(make_post: Callable[..., BlogPostPage]) -> BlogPostPage:
    category = factories.CategoryFactory(name="Getting help", shows_crisis_resources=True)
    return make_post(title="How to support a friend", category=category)


def find(client: Client, words: str) -> BeautifulSoup:
    response = client.get("/search/", {"q": words})
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("words", DANGER)
def test_words_of_danger_are_answered_with_help_before_anything_else(
    client: Client, home: HomePage, crisis_post: BlogPostPage, words: str
) -> None:
    page = find(client, words)

    panel = page.select_one("main .crisis-resources")
    for href in ("tel:988", "sms:988", "https://988lifeline.org/chat/", "tel:911"):
        assert panel.find("a", href=href), href
    places = [str(page).index(part) for part in ('id="crisis-search"', "Read this now", 'name="q"')]
    assert places == sorted(places)
    assert [link["href"] for link in page.select(".search-prevention a")] == [crisis_post.url]
    # Nothing is taken away: the words stand in their field, and what was found is told.
    assert [field["value"] for field in page.select("input[name=q]")] == [words]
    assert page.select_one(".search-status[role=status]").get_text(strip=True)


@pytest.mark.parametrize("words", HARMLESS)
def test_other_words_are_answered_as_ever(
    client: Client, home: HomePage, crisis_post: BlogPostPage, words: str
) -> None:
    page = find(client, words)

    assert page.select_one("main .crisis-resources") is None
    assert "Read this now" not in page.get_text()


def test_posts_that_say_what_to_do_in_an_emergency_and_those_with_the_words_come_first(
    client: Client, make_post: Callable[..., BlogPostPage], crisis_post: BlogPostPage
) -> None:
    warning = {"level": "emergency", "heading": "Now", "text": "<p>Call 911.</p>"}
    urgent = make_post(category=crisis_post.category, body=[("warning_callout", warning)])
    named = make_post(title="After an overdose", category=crisis_post.category)
    for number in range(3):
        make_post(title=f"Newer {number}", category=crisis_post.category)

    newest = make_post(category=crisis_post.category)

    links = find(client, "overdose").select(".search-prevention a")

    assert [link["href"] for link in links] == [urgent.url, named.url, newest.url]


def test_nobody_is_led_on_to_danger_by_a_guess(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    make_post(title="After an overdose of ketamine")
    api = "/api/content/v1/search/"

    for words in ("overdoze", "overdoss ketmine", "overdose ketmine"):
        page = find(client, words).get_text()
        assert "Did you mean" not in page, words
        assert "Results for" not in page, words
        answer = client.get(api, {"q": words}).json()
        assert (answer["corrected"], answer["suggestions"]) == (None, []), words
    assert "Results for" in find(client, "ketmine").get_text()
    # Nor is a word completed to one of danger.
    assert client.get(api, {"q": "overd"}).json()["items"] == []


def test_who_finds_nothing_in_danger_is_given_no_tips_for_searching(
    client: Client, home: HomePage
) -> None:
    text = find(client, "overdose").get_text()

    assert "Nothing was found for “overdose”." in " ".join(text.split())
    assert "Use fewer words" not in text


def test_other_programs_are_told_too(client: Client, home: HomePage) -> None:
    api = "/api/content/v1/search/"

    assert client.get(api, {"q": "i want to die"}).json()["crisis_resources_first"] is True
    assert client.get(api, {"q": "sleep"}).json()["crisis_resources_first"] is False


def test_help_needs_one_query_more(
    client: Client, crisis_post: BlogPostPage, count_queries: Callable[..., int]
) -> None:
    client.get("/search/?q=support")
    usual = count_queries(client.get, "/search/?q=zzzz")

    assert count_queries(client.get, "/search/?q=overdose") <= usual + 1
