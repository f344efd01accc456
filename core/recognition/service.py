"""The one door to recognition for the rest of the program."""

from functools import cache

from core.recognition.data import shipped
from core.recognition.recogniser import Recogniser
from core.recognition.results import Recognition


def recognise(text: str) -> Recognition:
    """Return what a text speaks of; never raises."""
    return _with_shipped_data().recognise(text)


@cache
def _with_shipped_data() -> Recogniser:
    return Recogniser(shipped())
