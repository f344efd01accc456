"""The one search: by words, by beginnings of words, and by what was probably meant."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.core.cache import cache
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page as WagtailPage
from wagtail.models import Site
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

from blog.models import BlogPostPage, Category, Person, PostReview, public_posts
from blog.models.post import Tag
from core.refusal import Refusal
from home.models import FormPage, StandardPage
from search.danger import speaks_of_danger

QUERY_LENGTH = 200  # characters that are looked at
WORDS = 10  # words that are looked at
PER_PAGE = 10
MOST = 500  # pages that are ranked; nobody turns to the fiftieth page of results
PREVENTION_POSTS = 3
MOST_PREVENTION = 20  # posts that these are chosen from
SUBJECTS = 3  # people and categories that are shown above the pages
VOCABULARY_SECONDS = 300
# Below this likeness a suggestion puzzles more than it helps: "ketmine" and "ketamine" have 0.93,
# "sleep" and "steep" 0.8, "mood" and "food" 0.75.
LIKENESS = 0.78
WORD = re.compile(r"\w+")


class NoSuchPage(Refusal):
    """The list of results has no page with this number."""


@dataclass
class Query:
    """What somebody searches for.

    Args:
        text: the words, as they were typed.
        category: slug of the category that posts must be in; empty for all.
        author: slug of who must have written or reviewed them; empty for all.
        page: number of the page of results, from 1.
    """

    text: str
    category: str = ""
    author: str = ""
    page: str = "1"

    @property
    def words(self) -> list[str]:
        """Return the words in lower case: no sign and no word of them is an operator."""
        return WORD.findall(self.text[:QUERY_LENGTH].lower())[:WORDS]


@dataclass
class Results:
    """What was found.

    Args:
        query: what was searched for.
        pages: the page of results: posts and other pages, best first.
        posts: the posts among them by key, with what a list shows.
        people: authors and reviewers with such a name.
        categories: categories with such a name.
        words: what to highlight: the words that were searched for at last.
        some_words: whether the results have some of the words only.
        suggestion: other words that find something, when these find nothing.
        speaks_of_danger: whether crisis resources belong above what was found.
        prevention: posts for who is in danger or worries about somebody.
    """

    query: Query
    pages: Page[Any] | None = None
    posts: dict[int, BlogPostPage] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    some_words: bool = False
    suggestion: str = ""
    speaks_of_danger: bool = False
    prevention: list[BlogPostPage] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many pages were found."""
        return self.pages.paginator.count if self.pages else 0


def search(query: Query, *, site: Site) -> Results:
    """Search the public pages of a site.

    Whole words first, all of them; then beginnings of words in titles and summaries; then pages
    with some of the words. Titles weigh more than text: so does Wagtail's index.

    Args:
        query: what is searched for.
        site: the site.

    Raises:
        NoSuchPage: when the results have no page of the number asked for.
    """
    results = Results(query=query, words=query.words)
    results.speaks_of_danger = speaks_of_danger(query.text)
    if not query.words:
        return results
    pages = _searchable(query, site)
    found = _find(pages, query.words)
    if not found:
        found = list(pages.search(" ".join(query.words), operator="or")[:MOST])
        results.some_words = bool(found) and len(query.words) > 1
        # Who is in danger is not led on by a guess, and nobody is led there.
        if not results.speaks_of_danger:
            suggestion = _suggestion(query.words, pages, site)
            results.suggestion = "" if speaks_of_danger(suggestion) else suggestion
    try:
        results.pages = Paginator(found, PER_PAGE).page(query.page)
    except InvalidPage as error:
        raise NoSuchPage from error
    keys = [page.pk for page in results.pages.object_list]
    posts = public_posts(site).filter(pk__in=keys)
    results.posts = {
        post.pk: post for post in posts.select_related("category", "author", "content_type")
    }
    if results.speaks_of_danger:
        results.prevention = _prevention(found, site)
    if results.pages.number == 1 and not (query.category or query.author):
        text, backend = " ".join(query.words), get_search_backend()
        results.people = list(backend.autocomplete(text, Person.objects.all())[:SUBJECTS])
        results.categories = list(backend.autocomplete(text, Category.objects.all())[:SUBJECTS])
    return results


def filter_choices(site: Site) -> tuple[QuerySet[Category], QuerySet[Person]]:
    """Return the categories and people that results can be narrowed to: those with public posts."""
    in_category = public_posts(site).filter(category=OuterRef("pk"))
    by_person = public_posts(site).filter(
        Q(author=OuterRef("pk")) | Q(review__reviewer=OuterRef("pk"))
    )
    return (
        Category.objects.filter(Exists(in_category)),
        Person.objects.filter(Exists(by_person)),
    )


def _searchable(query: Query, site: Site) -> PageQuerySet:
    """Return the public pages that may be found.

    The conditions are those of `public_posts`, in the words that every search engine behind
    Wagtail understands; what is shown of a post goes through `public_posts` itself.
    """
    pages: PageQuerySet = WagtailPage.objects.all()
    if query.category or query.author:
        pages = BlogPostPage.objects.all()
        if query.category:
            category = Category.objects.filter(slug=query.category).first()
            pages = pages.filter(category_id=category.pk if category else 0)
        if query.author:
            person = Person.objects.filter(slug=query.author).first()
            key = person.pk if person else 0
            reviewed = PostReview.objects.filter(reviewer_id=key).values_list("pk", flat=True)
            pages = pages.filter(Q(author_id=key) | Q(pk__in=list(reviewed)))
    else:
        pages = pages.type(BlogPostPage, StandardPage, FormPage)
    return (
        pages.live().public().descendant_of(site.root_page).filter(first_published_at__isnull=False)
    )


def _find(pages: PageQuerySet, words: list[str]) -> list[WagtailPage]:
    """Return the pages with all words, best first; else those with words that begin like them."""
    text = " ".join(words)
    found = list(pages.search(text, operator="and")[:MOST])
    if not found:
        return list(pages.autocomplete(text, operator="and")[:MOST])
    # SQLite's rank knows no columns, so a short text with the word would come before its title.
    titled = pages.search(text, fields=["title"], operator="and")[:MOST]
    places = {page.pk: place for place, page in enumerate(titled)}
    return sorted(found, key=lambda page: places.get(page.pk, MOST))


def _prevention(found: list[WagtailPage], site: Site) -> list[BlogPostPage]:
    """Return posts of the categories that begin with crisis resources.

    First those that say what to do when a life is in danger, then those with the words, then the
    newest.

    More of such pages among the results went with more searches for help later on: Cheng and
    Yom-Tov, Journal of Medical Internet Research 2019 (hazard ratio 1.18).

    Args:
        found: all pages that were found, best first.
        site: the site.
    """
    posts = public_posts(site).filter(category__shows_crisis_resources=True).newest_first()
    places = {page.pk: place for place, page in enumerate(found)}
    return sorted(
        posts.select_related("content_type")[:MOST_PREVENTION],
        key=lambda post: (not post.holds_emergency_warning, places.get(post.pk, MOST)),
    )[:PREVENTION_POSTS]


def _suggestion(words: list[str], pages: PageQuerySet, site: Site) -> str:
    """Return the words with each unknown one replaced by the likest known one, if that finds any.

    Known are the words of titles and summaries, and the names of tags, categories and people.
    """
    known = _vocabulary(site)
    likely = [
        word
        if word in known
        else next(iter(get_close_matches(word, known, n=1, cutoff=LIKENESS)), word)
        for word in words
    ]
    if likely == words or not _find(pages, likely):
        return ""
    return " ".join(likely)


def _vocabulary(site: Site) -> set[str]:
    """Return the site's own words, gathered at most once in a while."""
    key = f"search-vocabulary-{site.pk}"
    if (known := cache.get(key)) is None:
        posts = public_posts(site).order_by()
        texts = posts.values_list("title").union(
            posts.values_list("summary"),
            *(model.objects.order_by().values_list("name") for model in (Tag, Category, Person)),
        )
        known = {word for (text,) in texts for word in WORD.findall(text.lower()) if len(word) > 3}
        cache.set(key, known, VOCABULARY_SECONDS)
    return known
