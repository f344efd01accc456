"""The one search: for the page, the API and whoever else asks."""

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Exists, OuterRef, Q
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page as WagtailPage
from wagtail.models import Site
from wagtail.query import PageQuerySet

from blog.models import BlogPostPage, Category, Person, PostReview, public_posts
from core.refusal import Refusal
from search.danger import speaks_of_danger
from search.facts import Fact, facts_for
from search.indexing.contents import Passage
from search.models import SearchEntry
from search.passages import best_passage
from search.ranking import rank
from search.synonyms import thesaurus
from search.understanding import Concept, Understanding, understand
from search.words import plain_words, stem

QUERY_LENGTH = 200  # characters that are looked at
PER_PAGE = 10
PREVENTION_POSTS = 3
MOST_PREVENTION = 20  # posts that these are chosen from
SUBJECTS = 3  # people and categories that are shown above the pages


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
        as_typed: whether misspelled words are searched for as they are.
    """

    text: str
    category: str = ""
    author: str = ""
    page: str = "1"
    as_typed: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether only some posts may be found."""
        return bool(self.category or self.author)


@dataclass
class Results:
    """What was found.

    Args:
        query: what was searched for.
        pages: the page of results: posts and other pages, best first.
        posts: the posts among them by key, with what a list shows.
        passages: by key of the page, the section that answers.
        promoted: pages that the desk puts first for these very words.
        people: authors and reviewers with such a name.
        categories: categories with such a name.
        facts: what is asked about the clinic itself.
        stems: what to highlight: stems of the words that were found.
        some_words: whether no page says all that was asked for.
        corrected: the search without its slips, when that is what was searched for.
        suggestions: other searches that may have been meant.
        speaks_of_danger: whether crisis resources belong above what was found.
        prevention: posts for who is in danger or worries about somebody.
        choices: the categories and people that results can be narrowed to: those with public posts.
    """

    query: Query
    pages: Page[Any] | None = None
    posts: dict[int, BlogPostPage] = field(default_factory=dict)
    passages: dict[int, Passage] = field(default_factory=dict)
    promoted: list[Any] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    stems: frozenset[str] = frozenset()
    some_words: bool = False
    corrected: str = ""
    suggestions: list[str] = field(default_factory=list)
    speaks_of_danger: bool = False
    prevention: list[BlogPostPage] = field(default_factory=list)
    choices: tuple[list[Category], list[Person]] = ([], [])

    @property
    def count(self) -> int:
        """How many pages were found."""
        return self.pages.paginator.count if self.pages else 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found."""
        others = (self.promoted, self.people, self.categories, self.facts)
        return not self.count and not any(others)


def search(query: Query, *, site: Site) -> Results:
    """Search the public pages of a site, its people and categories, and the clinic's facts.

    Args:
        query: what is searched for.
        site: the site.

    Raises:
        NoSuchPage: when the results have no page of the number asked for.
    """
    text = query.text[:QUERY_LENGTH]
    results = Results(
        query=query, speaks_of_danger=speaks_of_danger(text), choices=_filter_choices(site)
    )
    if not plain_words(text):
        return results
    # Who is in danger is not led on by a guess.
    as_typed = query.as_typed or results.speaks_of_danger
    understood = understand(text, thesaurus(), as_typed=as_typed)
    pages = _searchable(query, site)
    ranked = rank(understood, pages)
    results.corrected = understood.corrected
    results.suggestions = understood.suggestions
    results.some_words = bool(ranked.keys) and not ranked.whole
    results.stems = _stems(understood)
    try:
        page = Paginator(ranked.keys, PER_PAGE).page(query.page)
    except InvalidPage as error:
        raise NoSuchPage from error
    _fill(results, page, understood.concepts, pages, site)
    if results.speaks_of_danger:
        results.prevention = _prevention(ranked.keys, site)
    if page.number == 1 and not query.is_narrowed:
        _add_above(results, understood, pages, site)
    return results


def found_posts(text: str) -> list[int]:
    """Return the keys of the posts that say all that is asked for, best first.

    Args:
        text: the words, as they were typed.
    """
    text = text[:QUERY_LENGTH]
    understood = understand(text, thesaurus(), as_typed=speaks_of_danger(text))
    ranked = rank(understood, BlogPostPage.objects.live())
    return [key for key in ranked.keys if key in ranked.whole]


def _filter_choices(site: Site) -> tuple[list[Category], list[Person]]:
    in_category = public_posts(site).filter(category=OuterRef("pk"))
    by_person = public_posts(site).filter(
        Q(author=OuterRef("pk")) | Q(review__reviewer=OuterRef("pk"))
    )
    return (
        list(Category.objects.filter(Exists(in_category))),
        list(Person.objects.filter(Exists(by_person))),
    )


def _searchable(query: Query, site: Site) -> PageQuerySet:
    """Return the public pages that may be found; what is shown goes through `public_posts`."""
    pages: PageQuerySet = WagtailPage.objects.all()
    if query.is_narrowed:
        pages = BlogPostPage.objects.all()
        if query.category:
            pages = pages.filter(category__slug=query.category)
        if query.author:
            reviewed = PostReview.objects.filter(reviewer__slug=query.author).values("pk")
            pages = pages.filter(Q(author__slug=query.author) | Q(pk__in=reviewed))
    return (
        pages.live().public().descendant_of(site.root_page).filter(first_published_at__isnull=False)
    )


def _stems(understood: Understanding) -> frozenset[str]:
    return frozenset(
        part
        for concept in understood.concepts
        for expression in concept.alternatives
        for part in expression
    )


def _fill(
    results: Results, page: Page[Any], concepts: list[Concept], pages: PageQuerySet, site: Site
) -> None:
    """Load the pages of a page of results, in their order."""
    keys = list(page.object_list)
    posts = public_posts(site).filter(pk__in=keys).defer("body")
    results.posts = {
        post.pk: post for post in posts.select_related("category", "author", "content_type")
    }
    others = [key for key in keys if key not in results.posts]
    loaded: dict[int, Any] = {**results.posts}
    if others:
        loaded |= pages.select_related("content_type").in_bulk(others)
    # One that was taken off meanwhile is left out.
    page.object_list = [loaded[key] for key in keys if key in loaded]
    results.pages = page
    for key, passages in SearchEntry.objects.filter(pk__in=keys).values_list("pk", "passages"):
        if passage := best_passage(passages, concepts):
            results.passages[key] = passage


def _add_above(
    results: Results, understood: Understanding, pages: PageQuerySet, site: Site
) -> None:
    """Add what stands above the list: categories, people, facts, and what the desk puts first."""
    said = {
        expression for concept in understood.concepts for expression in concept.alternatives
    } | {(stem(ending),) for concept in understood.concepts for ending in concept.endings}
    typed = plain_words(understood.corrected or results.query.text)
    categories, people = results.choices
    results.categories = [each for each in categories if _names(each.name, said, typed)][:SUBJECTS]
    results.people = [each for each in people if _names(each.name, set(), typed)][:SUBJECTS]
    text = understood.corrected or results.query.text
    results.facts = facts_for(text, site)
    results.promoted = _promoted({results.query.text, text}, pages)


def _names(name: str, said: set[tuple[str, ...]], typed: list[str]) -> bool:
    """Return whether somebody asks for a name: by its words, their beginnings, or a synonym."""
    words = plain_words(name)
    if tuple(stem(word) for word in words) in said:
        return True
    return bool(typed) and all(any(word.startswith(each) for word in words) for each in typed)


def _promoted(texts: set[str], pages: PageQuerySet) -> list[Any]:
    """Return what the desk puts first for some words; of pages those that all may read."""
    wanted = {" ".join(text.lower().split()) for text in texts}
    picks = list(
        SearchPromotion.objects.filter(query__query_string__in=wanted)
        .select_related("page")
        .order_by("query", "sort_order")
    )
    public = set()
    if keys := [pick.page_id for pick in picks if pick.page_id]:
        public = set(pages.filter(pk__in=keys).values_list("pk", flat=True))
    return [pick for pick in picks if pick.page_id is None or pick.page_id in public]


def _prevention(found: list[int], site: Site) -> list[BlogPostPage]:
    """Return posts of the categories that begin with crisis resources.

    First those that say what to do when a life is in danger, then those with the words, then the
    newest.

    More of such pages among the results went with more searches for help later on: Cheng and
    Yom-Tov, Journal of Medical Internet Research 2019 (hazard ratio 1.18).

    Args:
        found: keys of all pages that were found, best first.
        site: the site.
    """
    posts = public_posts(site).filter(category__shows_crisis_resources=True).newest_first()
    places = {key: place for place, key in enumerate(found)}
    return sorted(
        posts.select_related("content_type")[:MOST_PREVENTION],
        key=lambda post: (not post.holds_emergency_warning, places.get(post.pk, len(found))),
    )[:PREVENTION_POSTS]
