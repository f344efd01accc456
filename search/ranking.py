"""Which pages say what is asked for, best first."""

from collections import defaultdict
from dataclasses import dataclass
from math import log

from django.core.cache import cache
from wagtail.query import PageQuerySet

from search.models import SearchEntry, SearchPosting
from search.synonyms import KIND, Expression
from search.understanding import Concept, Understanding

# A page without some of what was asked for is shown when it has most of it.
LEAST_SHARE = 0.6
FEW = 3  # pages
COUNT_KEY = "search-entries"
COUNT_SECONDS = 60  # how rare a word is changes slowly


@dataclass(frozen=True)
class Ranked:
    """What was found.

    Args:
        keys: of the pages, best first.
        whole: of those among them that say all that was asked for.
    """

    keys: list[int]
    whole: set[int]


def rank(understood: Understanding, pages: PageQuerySet) -> Ranked:
    """Return the pages that say what is asked for.

    A concept counts for where it stands, for how rare it is, and for how near to the typed words
    it is said (inverse document frequency after Spärck Jones, Journal of Documentation 1972).

    Args:
        understood: what is asked for.
        pages: those that may be found.
    """
    weights = _weights(understood, pages)
    found = [_said(concept, weights) for concept in understood.concepts]
    total = cache.get_or_set(COUNT_KEY, SearchEntry.objects.count, COUNT_SECONDS) or 0
    rarity = [log(1 + (total + 1) / (len(said) + 1)) for said in found]
    asked = sum(rarity)
    scores: dict[int, float] = defaultdict(float)
    shares: dict[int, float] = defaultdict(float)
    for said, rare in zip(found, rarity, strict=True):
        for key, weight in said.items():
            scores[key] += rare * weight
            shares[key] += rare / asked
    whole = {key for key, share in shares.items() if share > 1 - 1e-9}
    kept = [key for key in scores if not whole or shares[key] >= LEAST_SHARE]
    kept.sort(key=lambda key: (-scores[key] * shares[key] ** 2, -key))
    return Ranked(kept, whole)


def _weights(understood: Understanding, pages: PageQuerySet) -> dict[str, dict[int, int]]:
    """Return by stem which pages have it, with its weight there."""
    stems = {key: its_stem for its_stem, terms in understood.terms.items() for key, _ in terms}
    rows = SearchPosting.objects.filter(term_id__in=list(stems), entry_id__in=pages.values("pk"))
    weights: dict[str, dict[int, int]] = defaultdict(dict)
    for term, entry, weight in rows.values_list("term_id", "entry_id", "weight"):
        said = weights[stems[term]]
        said[entry] = max(weight, said.get(entry, 0))
    return weights


def _said(concept: Concept, weights: dict[str, dict[int, int]]) -> dict[int, float]:
    """Return which pages say a concept; where few do, also which speak of its kind."""
    itself: dict[int, float] = {}
    its_kind: dict[int, float] = {}
    for expression, value in concept.alternatives.items():
        said = itself if value > KIND else its_kind
        for key, weight in _with_all(expression, weights).items():
            said[key] = max(said.get(key, 0), value * weight)
    if len(itself) >= FEW:
        return itself
    return {key: max(itself.get(key, 0), its_kind.get(key, 0)) for key in {*itself, *its_kind}}


def _with_all(expression: Expression, weights: dict[str, dict[int, int]]) -> dict[int, int]:
    """Return the pages with all words of an expression, with the weight of the lightest one."""
    parts = sorted((weights.get(part, {}) for part in expression), key=len)
    if not parts:
        return {}
    first, *others = parts
    return {
        key: min([weight, *(other[key] for other in others)])
        for key, weight in first.items()
        if all(key in other for other in others)
    }
