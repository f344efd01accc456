"""Who somebody says they are."""

import re
from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from rapidfuzz.distance import DamerauLevenshtein
from wagtail.models import Site

from comments.judging.base import Judgement, Submission
from comments.shown import ADDRESS
from core import folding
from home.models import OrganisationSettings

Names = Callable[[], Iterable[str]]
_providers: list[Names] = []

# What stands beside a name on the site, and what people trust: only the site gives these.
BADGES = frozenset(
    (
        "admin", "administrator", "author", "clinic", "clinician", "counselor", "counsellor",
        "director", "doctor", "doctora", "dra", "editor", "frontdesk", "hotline", "lifeline",
        "mod", "moderator", "nurse", "official", "owner", "pharmacist", "physician",
        "practitioner", "psychiatrist", "psychologist", "staff", "support", "team", "therapist",
        "verified", "webmaster",
    )
)  # fmt: skip
# Left out when names are compared: nobody is told from another by them.
TITLES = frozenset(
    (
        "dr", "prof", "mr", "mrs", "ms", "mx", "md", "do", "phd", "psyd", "rn", "np", "pa",
        "pmhnp", "lcsw", "lpc", "msw", "dnp",
    )
)  # fmt: skip
# Of these, everybody may call themselves.
EVERYBODYS = frozenset(("mr", "mrs", "ms", "mx", "do", "pa"))
# "DrMaya": a title that is joined to a name.
JOINED = re.compile(r"\b(?:Dr|Dra|Prof)(?=[A-Z])|\b(?:M\.? ?D|R\.? ?N|D\.? ?r|Ph\.? ?D)\b\.?")
LEAST_LETTERS = 8  # of a name that is compared as a whole: shorter ones are like many others
NEAR = 1  # letters that differ


def protect(names: Names) -> Names:
    """Register names that nobody else may reply under, such as those of a blog's authors.

    Args:
        names: returns them as they are shown; asked for each reply.
    """
    if names not in _providers:
        _providers.append(names)
    return names


def names(submission: Submission, found: Judgement) -> None:
    """Hold a name that a reader may take for the clinic's, or that is an address."""
    name = submission.name
    if ADDRESS.search(folding.skeleton(name)) or "@" in name:
        found.reasons.append("The name is an address.")
    words = folding.words(name)
    if badge := _badge_in(name, words):
        found.reasons.append(f"The name says “{badge}”.")
    if whose := next((each for each in _protected() if is_like(words, each)), ""):
        found.reasons.append(f"The name is like that of {whose}.")


def _badge_in(name: str, words: list[str]) -> str:
    """Return the word of a name that readers would take for a badge; empty without one."""
    trusted = BADGES | (TITLES - EVERYBODYS)
    for word in (*words, "".join(words)):
        if (
            word in trusted
            or word.removesuffix("s") in trusted
            or word.removesuffix("es") in trusted
        ):
            return word
    joined = JOINED.search(name)
    return joined[0] if joined else ""


def is_like(words: list[str], name: str) -> bool:
    """Return whether a reader would take a name for another one.

    Args:
        words: of the name that somebody gave, folded.
        name: the protected one, as it is shown.
    """
    theirs = "".join(word for word in folding.words(name) if word not in TITLES)
    given = "".join(word for word in words if word not in TITLES)
    if len(theirs) < LEAST_LETTERS:
        return bool(theirs) and theirs == given
    # "Lindqvist Hannah" is Hannah Lindqvist.
    if sorted(folding.words(name)) == sorted(word for word in words if word not in TITLES):
        return True
    return theirs in given or DamerauLevenshtein.distance(theirs, given, score_cutoff=NEAR) <= NEAR


def _protected() -> Iterator[str]:
    yield settings.WAGTAIL_SITE_NAME
    for organisation in OrganisationSettings.objects.only("name", "legal_name"):
        yield organisation.name
        # What people call it: "Amazing Care" for Amazing Care Health Services.
        yield " ".join(organisation.name.split()[:2])
        yield organisation.legal_name
    yield from Site.objects.exclude(site_name="").values_list("site_name", flat=True)
    for user in get_user_model()._default_manager.filter(is_active=True).iterator():
        yield user.get_full_name()
    for provider in _providers:
        yield from provider()
