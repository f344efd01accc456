"""Promises that no clinic may make."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from blog.checks.base import Check, Figure, Finding, Place
from blog.checks.draft import Draft
from core.phrases import phrases_in, plain_words

# What is denied is no promise. The word stands right before what it denies: "is not a cure",
# "cannot be guaranteed", "does not cure".
DENIALS = {
    "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wont", "no", "not", "never",
    "nobody", "none", "neither", "nor", "without",
}  # fmt: skip
REACH = 3  # words
CLAUSE = re.compile(r"[,;:()–—]|\bbut\b|\band\b", re.IGNORECASE)


@dataclass(frozen=True)
class Promise:
    """One entry of the site's list."""

    phrases: list[str]
    exceptions: list[str]
    reason: str
    instead: str
    url: str


class PromisesCheck(Check):
    """Words that promise what no clinic can keep, from the site's own list."""

    name = "Promises"
    strict_setting = "refuse_promises"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield each promise with the sentence that it stands in."""
        promises = [_promise(raw["value"]) for raw in draft.settings.promises.raw_data]
        every = [phrase for promise in promises for phrase in promise.phrases]
        for part in draft.texts:
            # One look at the whole text, as nearly all hold none.
            if not phrases_in(part.text, every):
                continue
            for sentence in part.sentences:
                if sentence.rstrip("”’\"') ").endswith("?"):
                    continue
                for promise in promises:
                    for phrase in _made_in(sentence, promise):
                        yield Finding(
                            self.severity(draft),
                            f"“{phrase}” is a promise: “{Truncator(sentence).words(18)}”",
                            promise.reason,
                            promise.instead or "Say what is known, and leave the promise out.",
                            Place.of(part),
                            promise.url,
                        )


def _made_in(sentence: str, promise: Promise) -> Iterable[str]:
    if not phrases_in(sentence, promise.phrases, promise.exceptions):
        return
    for clause in CLAUSE.split(sentence):
        for phrase in phrases_in(clause, promise.phrases, promise.exceptions):
            if not _is_denied(clause, phrase):
                yield phrase


def _is_denied(clause: str, phrase: str) -> bool:
    found, sought = plain_words(clause).split(), plain_words(phrase).split()
    first = sought[0].rstrip("*")
    return any(
        DENIALS & set(found[max(0, place - REACH) : place])
        for place, word in enumerate(found)
        if word.startswith(first)
    )


def _promise(value: dict[str, Any]) -> Promise:
    return Promise(
        phrases=[item["value"] for item in value.get("phrases") or []],
        exceptions=[item["value"] for item in value.get("exceptions") or []],
        reason=value.get("reason") or "",
        instead=value.get("instead") or "",
        url=value.get("url") or "",
    )
