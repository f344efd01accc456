"""The one door to recognition for the rest of the program."""

import logging
import re
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from threading import Lock

from django.db.models import Count, Max, Q

from core.recognition.data import Group
from core.recognition.patterns import PatternError
from core.recognition.recogniser import HARMLESS, LONGEST_TEXT, Recogniser
from core.recognition.results import Level, Recognition
from core.recognition.shipped import shipped_recogniser

logger = logging.getLogger(__name__)

# The desk's lists as of some moment: how many phrases, how many in use, the newest change.
_Version = tuple[int, int, datetime | None]
_EMPTY: _Version = (0, 0, None)

# Signs that somebody puts into a word to hide it.
BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])[*_]+(?=[^\W\d_])")
# Nothing is shown unread because the recogniser failed.
_NOT_LOOKED_AT = Recognition(
    level=Level.CONCERN,
    reason="Concern: it could not be looked through for signs of danger. Please read it.",
)


class _Current:
    """The recogniser of this process, made anew when the desk's lists change.

    The lists are compared with the database at each look, in one query, so that a change that was
    made on another node counts at once.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[_Version, Recogniser] | None = None

    def get(self) -> Recogniser:
        version = _version()
        if version[1] == 0:
            return shipped_recogniser()
        known = self._known
        if known is None or known[0] != version:
            with self._lock:
                known = self._known
                if known is None or known[0] != version:
                    known = self._known = (version, _with_lists_of_the_desk())
        return known[1]


_current = _Current()


def recognise(text: str) -> Recognition:
    """Return what a text speaks of, by the shipped data and the desk's lists.

    It costs one short query and never raises: without a database the shipped data is used. The
    first `LONGEST_TEXT` characters are looked at.
    """
    try:
        return _recognise(current_recogniser(), text[:LONGEST_TEXT])
    except Exception:
        # Without the text, which belongs to its writer.
        logger.exception("A text could not be looked through for signs of danger")
        return _NOT_LOOKED_AT


# Half the work of taking a reply: the form asks before it is judged.
@lru_cache(maxsize=8)
def _recognise(recogniser: Recogniser, text: str) -> Recognition:
    seen = recogniser.recognise(text)
    # "d*i*e" is read as a word with a hidden letter above, and as "die" here.
    bare = BETWEEN_LETTERS.sub("", text)
    if bare == text:
        return seen
    other = recogniser.recognise(bare)
    worse = max(seen, other, key=lambda found: found.level)
    return replace(
        worse,
        is_harmful=seen.is_harmful or other.is_harmful,
        is_child=seen.is_child or other.is_child,
    )


def current_recogniser() -> Recogniser:
    """Return the recogniser with the desk's lists as they are now."""
    try:
        return _current.get()
    except Exception:
        logger.exception(
            "The desk's phrases of danger could not be read; the shipped ones are used"
        )
        return shipped_recogniser()


def _version() -> _Version:
    from core.models import RecognitionPhrase

    found = RecognitionPhrase.objects.aggregate(
        all=Count("pk"), used=Count("pk", filter=Q(is_active=True)), newest=Max("changed_at")
    )
    return found["all"], found["used"], found["newest"]


def _with_lists_of_the_desk() -> Recogniser:
    from core.models import RecognitionPhrase

    by_meaning: dict[str, list[str]] = {}
    check = shipped_recogniser().check
    for phrase, meaning in RecognitionPhrase.objects.filter(is_active=True).values_list(
        "phrase", "meaning"
    ):
        try:
            check(phrase)
        except PatternError as error:
            # Written past the form, or for classes that are no more.
            logger.warning("The phrase of danger “%s” is left out: %s", phrase, error)
            continue
        by_meaning.setdefault(meaning, []).append(phrase)
    return shipped_recogniser().with_groups(
        _group(meaning, phrases) for meaning, phrases in by_meaning.items()
    )


def _group(meaning: str, phrases: list[str]) -> Group:
    if meaning == HARMLESS:
        return Group(kind=HARMLESS, patterns=tuple(phrases))
    level = "concern" if meaning == "harmful" else meaning
    return Group(
        kind=f"list of the desk: {meaning}",
        says="holds a phrase of the desk's list",
        patterns=tuple(phrases),
        level=level,
        # What an editor wrote down counts wherever it stands.
        past=level,
        other=level,
        denied=level,
        person="any",
        is_harmful=meaning == "harmful",
    )
