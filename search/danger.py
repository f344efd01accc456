"""Whether somebody searches for help in a crisis, or for what may end in one."""

from collections.abc import Iterable
from difflib import get_close_matches

from core.phrases import phrases_in, plain_words
from core.recognition import Level, recognise

# A search is a word or two, and says nothing of who and what: the subject alone counts here. In
# a reply it does not ("The suicide rate fell"). A star stands for any ending.
SUBJECTS = (
    *("suicid*", "overdos*", "self harm*", "selfharm*", "self injur*", "hurt myself", "988"),
    *("crisis", "hotline", "hot line", "lifeline", "emergency", "noose"),
    *("sobredosis", "autolesi*", "morir", "linea de vida"),
)
# Looked for when they are misspelled, too.
MISSPELLED = ("suicide", "suicidal", "overdose", "overdosed", "overdosing", "selfharm", "suicidio")
SHORTEST = 6  # letters of a word that may be one of these, misspelled
# "suicde" and "suicide" have 0.92, "overdoze" and "overdose" 0.88; "override" has 0.5.
LIKENESS = 0.85


def speaks_of_danger(text: str) -> bool:
    """Return whether words speak of suicide, self-harm or an emergency, by a mention alone.

    The same eyes read replies. No exception holds here: who searches for "suicide prevention" is
    shown help too.

    Args:
        text: what somebody searches for.
    """
    words = plain_words(text).replace("*", " ").split()
    if not words:
        return False
    if phrases_in(text, SUBJECTS):
        return True
    if any(
        get_close_matches(word, MISSPELLED, n=1, cutoff=LIKENESS)
        for word in words
        if len(word) >= SHORTEST
    ):
        return True
    seen = recognise(text)
    return seen.level >= Level.MENTION or seen.is_harmful


def without_danger(words: Iterable[str]) -> list[str]:
    """Return those of some words that may be offered to somebody: none leads to danger.

    All of them are looked at together first: a look asks the database for the desk's phrases.

    Args:
        words: single words.
    """
    words = list(words)
    if not words or not speaks_of_danger(" . ".join(words)):
        return words
    return [word for word in words if not speaks_of_danger(word)]
