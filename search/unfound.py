"""Counting what readers search for and do not find, so that the desk can add the words."""

from datetime import date, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from core.budgets import Budget, BudgetSpent, spend
from search.models import UnfoundSearch
from search.models.unfound import LEAST_SEARCHES, LONGEST_SEARCH
from search.services import Results
from search.words import plain_words

MOST_WORDS = 6
MOST_DIGITS = 3  # of "phq9" and "911"; more is a number of somebody's own
KEPT_DAYS = 365
KEPT_DAYS_OF_RARE = 30
# Robots type anything: what one network can add in a day, and what there is room for.
PER_NETWORK = 30
MOST_ROWS = 10_000
ONCE_IN_SECONDS = 24 * 3600


def note(results: Results, *, network: str, today: date) -> None:
    """Count a search that found nothing: its words and the day, and nothing of who typed them.

    From one network the same words count once a day, so that nobody alone makes them common.

    Args:
        results: what was found.
        network: a hash of the network that the search came from, which is not stored with it.
        today: the day.
    """
    text = " ".join(plain_words(results.query.text))
    if not _is_counted(results, text):
        return
    digest = salted_hmac(
        "search.unfound", text, secret=settings.HASH_KEY, algorithm="sha256"
    ).hexdigest()
    if not cache.add(f"search-unfound-{network}-{digest}", True, ONCE_IN_SECONDS):
        return
    try:
        spend([Budget("searches-without-result", network, PER_NETWORK, ONCE_IN_SECONDS)])
    except BudgetSpent:
        return
    row = UnfoundSearch.objects.filter(digest=digest).first()
    if row is None:
        if UnfoundSearch.objects.count() >= MOST_ROWS:
            return
        row, _ = UnfoundSearch.objects.get_or_create(digest=digest, defaults={"last_on": today})
    UnfoundSearch.objects.filter(pk=row.pk).update(count=F("count") + 1, last_on=today)
    # Words that enough people typed tell of none of them.
    UnfoundSearch.objects.filter(pk=row.pk, count__gte=LEAST_SEARCHES, words="").update(words=text)


def forget_old(today: date) -> int:
    """Delete what nobody searched for in a year, rare words in a month; return how much it was."""
    old = Q(last_on__lt=today - timedelta(days=KEPT_DAYS))
    rare = Q(words="", last_on__lt=today - timedelta(days=KEPT_DAYS_OF_RARE))
    deleted, _ = UnfoundSearch.objects.filter(old | rare).delete()
    return deleted


def _is_counted(results: Results, text: str) -> bool:
    return (
        results.is_empty
        and not results.speaks_of_danger
        and not results.query.is_narrowed
        and 0 < len(text) <= LONGEST_SEARCH
        and len(text.split()) <= MOST_WORDS
        and "@" not in results.query.text
        and sum(sign.isdigit() for sign in text) <= MOST_DIGITS
    )
