"""Search, as a reader uses it."""

from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from wagtail.contrib.search_promotions.models import Query as PromotedQuery
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import PageViewRestriction, Site

from blog.models import BlogPostPage
from home.models import HomePage, OrganisationSettings
from search import indexing as search_indexing
from tests import factories

ODD = (
    '"', "''", "*", "ketamine*", "NEAR(a b)", "AND", "OR NOT", "a AND (b", "title:sleep", "😀",
    "\\", "%", "_", "the and of", "a" * 5000, "-", "--", "<script>alert(1)</script>", "é", "ß",
    "\u202e", "'; DROP TABLE blog;", "sleep\r\nmood", "{}", "^sleep", "+sleep", "1e999", "~", "|&!",
)  # fmt: skip


@pytest.fixture
def posts(make_post: Callable[..., BlogPostPage]) -> list[BlogPostPage]:
    author = factories.PersonFactory(name="Priya Raman", slug="priya-raman")
    medicines = factories.CategoryFactory(name="Medicines", slug="medicines")
    return [
        make_post(
            title="Ketamine and depression",
            summary="What is known.",
            author=author,
            category=medicines,
            tags=["esketamine"],
            body=[
                ("introduction", {"text": "<p>Hope, and questions.</p>"}),
                ("text", {"heading": "How", "text": "<p>It acts on <b>glutamate</b> first.</p>"}),
            ],
        ),
        make_post(
            title="Sleep and mood",
            summary="Why nights matter.",
            body=[("introduction", {"text": "<p>Ketamine is named here once.</p>"})],
        ),
    ]


def find(client: Client, words: str, **filters: str) -> str:
    response = client.get("/search/", {"q": words} | filters)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "words",
    ["depression", "glutamate", "Priya Raman", "medicines", "esketamine", "KETAM", "depres"],
)
def test_post_is_found_by(client: Client, posts: list[BlogPostPage], words: str) -> None:
    text = find(client, words)

    html5lib.HTMLParser(strict=True).parse(text)
    assert f'href="{posts[0].url}"' in text


def test_title_weighs_more_than_text(client: Client, posts: list[BlogPostPage]) -> None:
    text = find(client, "ketamine")

    assert "2 pages found" in text
    assert text.index(posts[0].url) < text.index(posts[1].url)


def test_words_are_marked_where_they_were_found(client: Client, posts: list[BlogPostPage]) -> None:
    text = find(client, "glutamate")

    assert "It acts on <mark>glutamate</mark> first." in text


def test_marking_lets_no_code_through(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    make_post(title="<script>alert(1)</script> sleep", summary="<img src=x> sleep")

    text = find(client, "sleep")

    assert "<script>alert" not in text
    assert "<img src=x>" not in text
    assert "<mark>sleep</mark>" in text


def test_misspelled_words_are_mended_searched_for_and_told(
    client: Client, posts: list[BlogPostPage]
) -> None:
    text = find(client, "ketmine depresion")

    assert "Results for <strong>ketamine depression</strong>." in " ".join(text.split())
    assert f'href="{posts[0].url}"' in text
    assert "?q=ketmine+depresion&amp;as_typed=1" in text
    assert "Nothing was found" in find(client, "ketmine depresion", as_typed="1")


def test_word_that_exists_is_not_taken_for_a_slip(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    make_post(title="Marking")

    text = find(client, "parking")

    assert "Results for" not in text
    assert "Did you mean" in text


def test_name_that_is_easily_mistaken_is_suggested_and_never_swapped(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    bupropion = make_post(title="What bupropion does")
    buspirone = make_post(title="What buspirone does")

    slip = find(client, "buproprion")
    right = find(client, "bupropion")

    assert "?q=bupropion" in slip
    assert "?q=buspirone" in slip
    assert 'class="search-result"' not in slip
    assert bupropion.url in right
    assert buspirone.url not in right
    assert "?q=buspirone" in right


def test_nonsense_gets_help_and_no_suggestion(client: Client, posts: list[BlogPostPage]) -> None:
    text = find(client, "zzzzqqqq")

    assert "Nothing was found" in text
    assert "Did you mean" not in text
    assert "What may help" in text
    assert "Latest posts" in text


def test_some_words_are_better_than_nothing(client: Client, posts: list[BlogPostPage]) -> None:
    text = find(client, "glutamate zebra")

    assert "No page has all of these words. 1 has some of them." in text


def test_results_are_narrowed_to_a_category_or_an_author(
    client: Client, posts: list[BlogPostPage]
) -> None:
    by_category = find(client, "ketamine", category="medicines")
    by_author = find(client, "ketamine", author=posts[1].author.slug)

    assert "1 page found" in by_category
    assert f'href="{posts[0].url}"' in by_category
    assert "1 page found" in by_author
    assert f'href="{posts[1].url}"' in by_author
    assert "Nothing was found" in find(client, "ketamine", category="no-such")


def test_people_and_categories_are_found_by_name(client: Client, posts: list[BlogPostPage]) -> None:
    assert 'href="/blog/author/priya-raman/"' in find(client, "priya")
    assert 'href="/blog/category/medicines/"' in find(client, "medic")


def test_standard_page_is_found(client: Client, home: HomePage) -> None:
    factories.StandardPageFactory(
        parent=home, slug="policy", title="Editorial policy", search_description="How we write."
    )

    text = find(client, "editorial")

    assert 'href="/policy/"' in text
    assert "How we write." in text


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Ménière’s disease", "Meniere"),
        ("Me\u0301nie\u0300re’s disease", "Ménière"),
        ("Sjögren syndrome", "sjogren"),
        ("Nai\u0308ve questions", "naïve"),
        ("İstanbul protocol", "istanbul"),
        ("The of\u00adﬁce", "office"),
        ("Nine questions: the PHQ-9", "phq9"),
        ("Anti-depressant or not", "antidepressant"),
        ("Bipolar disorder", "bi-polar"),
        ("Children’s sleep", "childrens"),
        ("Electroconvulsive therapy", "ECT"),
        ("Sertraline", "Zoloft"),
        ("What an SSRI does", "zoloft"),
        ("Antidepressants", "zoloft"),
        ("Behavior", "behaviour"),
        ("Seasonal affective disorder", "SAD"),
    ],
)
def test_words_are_found_however_they_are_written(
    client: Client, make_post: Callable[..., BlogPostPage], title: str, words: str
) -> None:
    post = make_post(title=title)
    make_post(title="Something else")

    text = find(client, words)

    assert f'href="{post.url}"' in text
    assert "1 page found" in text


def test_abbreviation_that_is_a_word_counts_in_capitals_only(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    disorder = make_post(title="Seasonal affective disorder")
    word = make_post(title="When you are sad")

    assert disorder.url not in find(client, "sad")
    assert word.url not in find(client, "seasonal affective disorder")
    capitals = find(client, "SAD")
    assert capitals.index(disorder.url) < capitals.index(word.url)


def test_section_that_answers_is_shown_and_linked(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    items = "<ul><li>a rash</li><li>a fever</li></ul>"
    post = make_post(
        title="First weeks",
        body=[
            ("introduction", {"text": "<p>So it begins.</p>"}),
            ("text", {"heading": "Call the same day", "text": f"<p>If you have</p>{items}"}),
        ],
    )

    text = find(client, "fever")

    assert f'href="{post.url}#call-the-same-day"' in text
    # What stands in a list does not run together.
    assert "a rash; a fever" in text.replace("<mark>", "").replace("</mark>", "")


def test_facts_of_the_clinic_are_results(client: Client, site: Site) -> None:
    organisation = OrganisationSettings.for_site(site)
    organisation.telephone = "555 0100"
    organisation.opening_hours = [("hours", {"days": "Monday", "hours": "9 am to 5 pm"})]
    organisation.save()

    assert 'href="tel:5550100"' in find(client, "phone number")
    assert "Monday: 9 am to 5 pm" in find(client, "When are you open?")
    assert "555 0100" not in find(client, "xyzzy").split("<footer")[0]


def test_promoted_page_comes_first_for_its_words(client: Client, posts: list[BlogPostPage]) -> None:
    query = PromotedQuery.get("mood")
    SearchPromotion.objects.create(query=query, page=posts[0], description="Read this first.")

    text = find(client, "Mood")

    assert "Read this first." in text
    assert text.index(posts[0].url) < text.index(posts[1].url)
    assert "Read this first." not in find(client, "sleep")


def test_promoted_page_that_is_not_public_is_shown_to_nobody(
    client: Client, posts: list[BlogPostPage]
) -> None:
    query = PromotedQuery.get("mood")
    for post in posts:
        SearchPromotion.objects.create(query=query, page=post, description="Read this first.")
    PageViewRestriction.objects.create(page=posts[0], restriction_type="login")
    posts[1].unpublish()

    answer = client.get("/api/content/v1/search/", {"q": "mood"}).json()

    assert "Read this first." not in find(client, "mood")
    assert answer["promoted"] == []


def test_slip_is_mended_where_it_stands(client: Client, posts: list[BlogPostPage]) -> None:
    text = " ".join(find(client, "xdepresionx depresion").split())

    assert "Results for <strong>xdepresionx depression</strong>." in text


def test_search_for_beginnings_needs_few_queries(
    client: Client,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
) -> None:
    for beginning in ("ant", "dep", "anx", "med"):
        make_post(title=" ".join(f"{beginning}{letter}o" for letter in "abcdefghij"))

    assert count_queries(client.get, "/search/?q=ant+dep+anx+med+ser+flu") <= 18


def test_saving_a_draft_does_not_index_the_live_post_again(posts: list[BlogPostPage]) -> None:
    search_indexing.refresh_stale()
    posts[0].title = "Not yet"
    posts[0].save_revision()

    assert search_indexing.refresh_stale() == 0


def test_post_is_deleted_while_it_waits_to_be_indexed(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post(title="Ketamine")  # only noted so far

    post.delete()
    # PostgreSQL asks about references when the transaction ends.
    connection.check_constraints()

    assert "Nothing was found" in find(client, "ketamine")


def test_long_list_of_results_names_only_some_of_its_pages(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    for number in range(131):
        make_post(title=f"Sleep {number}")
    search_indexing.refresh_stale(most=200)

    text = find(client, "sleep")

    assert "131 pages found" in text
    assert text.count("&amp;page=") < 10


def test_what_is_not_public_is_not_found(client: Client, posts: list[BlogPostPage]) -> None:
    PageViewRestriction.objects.create(page=posts[0], restriction_type="login")
    posts[1].unpublish()

    assert "Nothing was found" in find(client, "ketamine")


def test_published_change_is_found_at_once(client: Client, posts: list[BlogPostPage]) -> None:
    posts[1].title = "Insomnia"
    posts[1].save_revision().publish()

    assert f'href="{posts[1].url}"' in find(client, "insomnia")


def test_results_come_in_pages(client: Client, make_post: Callable[..., BlogPostPage]) -> None:
    for number in range(12):
        make_post(title=f"Sleep {number}")

    first = find(client, "sleep")
    second = find(client, "sleep", page="2")

    assert "12 pages found" in first
    assert first.count('class="search-result"') == 10
    assert second.count('class="search-result"') == 2
    assert "?q=sleep&amp;page=2" in first
    for page in ("0", "3", "x"):
        assert client.get("/search/", {"q": "sleep", "page": page}).status_code == 404


def test_empty_search_offers_somewhere_to_start(client: Client, posts: list[BlogPostPage]) -> None:
    text = client.get("/search/").content.decode()

    assert "Latest posts" in text
    assert "Nothing was found" not in text


@pytest.mark.parametrize("words", ODD)
def test_odd_words_never_fail(client: Client, posts: list[BlogPostPage], words: str) -> None:
    text = find(client, words)

    html5lib.HTMLParser(strict=True).parse(text)
    assert "<script>alert" not in text


def test_page_is_the_same_for_everybody(client: Client, posts: list[BlogPostPage]) -> None:
    response = client.get("/search/", {"q": "ketamine"})

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert 'content="noindex, follow"' in response.content.decode()
    assert client.post("/search/").status_code == 405


def test_page_with_the_user_bar_is_kept_by_no_cache(
    client: Client, posts: list[BlogPostPage], make_user: Callable[..., Any]
) -> None:
    anonymous = client.get("/search/?q=ketamine")
    client.force_login(make_user(is_superuser=True))
    staff = client.get("/search/?q=ketamine")

    assert "max-age=60" in anonymous["Cache-Control"]
    assert "public" in anonymous["Cache-Control"]
    assert "no-store" in staff["Cache-Control"]
    assert "public" not in staff["Cache-Control"]


def test_search_needs_the_same_queries_for_any_number_of_results(
    client: Client,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
) -> None:
    make_post(title="Sleep")
    client.get("/search/?q=sleep")
    few = count_queries(client.get, "/search/?q=sleep")
    for number in range(9):
        make_post(title=f"Sleep {number}")

    assert count_queries(client.get, "/search/?q=sleep") <= few <= 15
