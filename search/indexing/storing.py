"""Storing what pages say, and keeping it true."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2

from django.db import transaction
from wagtail.models import Page
from wagtail.query import PageQuerySet

from search.indexing.contents import SEARCHED, Contents, contents_of
from search.models import SearchEntry, SearchPosting, SearchTerm
from search.words import stem, words_of

# A word counts for what it stands in: nobody opens a post for a word that it says in passing.
TITLE, SUBJECT, HEADING, SUMMARY, TEXT = 100, 40, 30, 30, 10
# Said sixteen times, a word of the text weighs as much as one of the summary and more.
MOST_FOR_TEXT = 40
FOR_OTHER_PAGES = 0.6  # what readers look for is in posts, unless a page's title says it
MOST_AT_ONCE = 100  # pages that are looked at again while somebody waits
ROWS_AT_ONCE = 1000


@transaction.atomic
def refresh(page_id: int) -> None:
    """Store what a page says now, or forget it when it is no live page that is searched.

    Args:
        page_id: key of the page.
    """
    page = live_pages().filter(pk=page_id).first()
    if page is None:
        forget(page_id)
        return
    # Of two at once the second waits here, and reads what the first one's editor published.
    SearchEntry.objects.get_or_create(pk=page_id)
    entry = SearchEntry.objects.select_for_update().get(pk=page_id)
    contents = contents_of(page.specific)
    entry.passages, entry.is_stale = list(contents.passages), False
    entry.save()
    weights = _weights(contents)
    terms = _terms(weights)
    old = dict(entry.postings.values_list("term_id", "weight"))
    new = {terms[word]: weight for word, weight in weights.items()}
    gone = [key for key, weight in old.items() if new.get(key) != weight]
    entry.postings.filter(term_id__in=gone).delete()
    SearchPosting.objects.bulk_create(
        (
            SearchPosting(term_id=key, entry=entry, weight=weight)
            for key, weight in new.items()
            if old.get(key) != weight
        ),
        batch_size=ROWS_AT_ONCE,
    )


def live_pages() -> PageQuerySet:
    """Return the live pages that are searched; an alias says what its source says."""
    pages: PageQuerySet = Page.objects.live().exact_type(*SEARCHED).filter(alias_of__isnull=True)
    return pages


def forget(page_id: int) -> None:
    """Take a page out of the index."""
    SearchEntry.objects.filter(pk=page_id).delete()


def mark_stale(page_ids: Iterable[int]) -> None:
    """Note that pages are to be looked at again; a few are at once, the rest in the background."""
    SearchEntry.objects.filter(pk__in=list(page_ids)).update(is_stale=True)
    refresh_stale()


def note_missing() -> int:
    """Note the live pages that the index does not know, to be looked at; return their number.

    An update of the program brings them, a restored backup, an import that tells nobody.
    """
    known = SearchEntry.objects.values("pk")
    missing = live_pages().exclude(pk__in=known).values_list("pk", flat=True)
    rows = [SearchEntry(pk=key, is_stale=True) for key in missing]
    SearchEntry.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE, ignore_conflicts=True)
    return len(rows)


def refresh_stale(most: int = MOST_AT_ONCE) -> int:
    """Look at stale pages again; return how many there were.

    Args:
        most: after how many to stop.
    """
    keys = list(SearchEntry.objects.filter(is_stale=True).values_list("pk", flat=True)[:most])
    for key in keys:
        refresh(key)
    return len(keys)


def _weights(contents: Contents) -> dict[str, int]:
    weights: Counter[str] = Counter()
    for weight, texts in (
        (TITLE, [contents.title]),
        (SUBJECT, contents.subjects),
        (HEADING, [passage["heading"] for passage in contents.passages]),
        (SUMMARY, [contents.summary]),
    ):
        weights.update(dict.fromkeys(_words(texts), weight))
    said = Counter(_words(passage["text"] for passage in contents.passages))
    for word, times in said.items():
        weights[word] += min(MOST_FOR_TEXT, round(TEXT * (1 + log2(times))))
    if contents.is_post:
        return weights
    return {word: round(FOR_OTHER_PAGES * weight) for word, weight in weights.items()}


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word.word for text in texts for word in words_of(text))


def _terms(words: Iterable[str]) -> dict[str, int]:
    """Return the key of each word, stored now where it is new."""
    words = sorted(words)
    known = dict(SearchTerm.objects.filter(word__in=words).values_list("word", "pk"))
    new = [word for word in words if word not in known]
    SearchTerm.objects.bulk_create(
        (SearchTerm(word=word, stem=stem(word)) for word in new),
        batch_size=ROWS_AT_ONCE,
        ignore_conflicts=True,  # another page brings the same word at this moment
    )
    return known | dict(SearchTerm.objects.filter(word__in=new).values_list("word", "pk"))
