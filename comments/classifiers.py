"""Spam classifiers: they advise the moderator, and hold what looks like spam.

Another one is a class with the methods of `Classifier`, named by the setting COMMENTS_CLASSIFIER.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from comments.models import ClassifierWord, ReaderComment, Status, Verdict
from comments.shown import Shown

TOTAL = ":replies"  # counts replies, not a word: no word begins with a colon
SITE = ":site "
WORD = re.compile(r"[^\W\d]{3,30}")
# With fewer decisions of either kind it has no opinion.
LEAST_DECISIONS = 10
MOST_DECISIONS = 20_000  # the newest ones
TELLING_WORDS = 15  # Paul Graham, A Plan for Spam, 2002: the words farthest from neutral decide
SPAM_ABOVE = 0.9
HAM_BELOW = 0.5
PRIOR = 1  # Laplace's: no word is proof


@dataclass(frozen=True)
class Opinion:
    """What a classifier thinks of a reply.

    Args:
        verdict: spam, ham or unknown.
        reason: why, for the moderator; in words.
    """

    verdict: str = Verdict.UNKNOWN
    reason: str = ""


class Classifier(Protocol):
    """What a spam classifier must be able to do."""

    def judge(self, *, name: str, text: str) -> Opinion:
        """Return what it thinks of a reply."""

    def train(self) -> int:
        """Learn from the site's decisions anew; return from how many."""


def classifier() -> Classifier:
    """Return the classifier that the settings name."""
    found: Classifier = import_string(settings.COMMENTS_CLASSIFIER)()
    return found


class NaiveBayes:
    """Naive Bayes over the words, and the sites linked to, of approved and spam replies."""

    def judge(self, *, name: str, text: str) -> Opinion:
        """Weigh the words of a reply; one query, however much was learned."""
        words = features(name, text)
        rows = {
            row.word: row
            for row in ClassifierWord.objects.filter(word__in=[*sorted(words)[:400], TOTAL])
        }
        total = rows.pop(TOTAL, None)
        if total is None or min(total.spam, total.ham) < LEAST_DECISIONS:
            return Opinion()
        weights = {
            word: math.log((row.spam + PRIOR) / (total.spam + 2 * PRIOR))
            - math.log((row.ham + PRIOR) / (total.ham + 2 * PRIOR))
            for word, row in rows.items()
        }
        telling = sorted(weights, key=lambda word: abs(weights[word]), reverse=True)[:TELLING_WORDS]
        score = 1 / (1 + math.exp(-sum(weights[word] for word in telling)))
        if score > SPAM_ABOVE:
            return Opinion(Verdict.SPAM, f"{score:.0%} spam: {self._named(telling, weights, 1)}")
        if score < HAM_BELOW:
            return Opinion(Verdict.HAM, f"{score:.0%} spam: {self._named(telling, weights, -1)}")
        return Opinion(Verdict.UNKNOWN, f"{score:.0%} spam")

    @transaction.atomic
    def train(self) -> int:
        """Count the words of the newest decisions anew; in a background task."""
        decided = (
            ReaderComment.objects.filter(status__in=[Status.APPROVED, Status.SPAM], by_staff=False)
            .exclude(comment="")
            .order_by("-posted_at")
            .values_list("status", "user_name", "comment")[:MOST_DECISIONS]
        )
        counts = {Status.SPAM: Counter[str](), Status.APPROVED: Counter[str]()}
        for status, name, text in decided:
            counts[Status(status)].update({*features(name, text), TOTAL})
        spam, ham = counts[Status.SPAM], counts[Status.APPROVED]
        ClassifierWord.objects.all().delete()
        ClassifierWord.objects.bulk_create(
            (
                ClassifierWord(word=word, spam=spam[word], ham=ham[word])
                for word in sorted(spam.keys() | ham.keys())
                if spam[word] + ham[word] > 1  # a word met once tells nothing
            ),
            batch_size=1000,
        )
        return spam[TOTAL] + ham[TOTAL]

    def _named(self, words: Iterable[str], weights: dict[str, float], sign: int) -> str:
        named = [word for word in words if weights[word] * sign > 0][:4]
        return ", ".join(word.removeprefix(":") for word in named)


def features(name: str, text: str) -> set[str]:
    """Return what a classifier counts in a reply: its words and the sites it links to."""
    shown = Shown(name, text)
    words = {word for word in shown.words if WORD.fullmatch(word)}
    return words | {f"{SITE}{link.host}"[:80] for link in shown.links if link.host}
