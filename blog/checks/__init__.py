"""Checks while writing: each is one class, listed once, here."""

from .base import Check, Figure, Finding, Place, Severity
from .closing import ClosingCheck
from .focus import FocusPhraseCheck
from .headings import HeadingsCheck
from .links import DeadLinksCheck, LinkTextCheck
from .pictures import PicturesCheck
from .promises import PromisesCheck
from .readability import ReadabilityCheck
from .reading_time import ReadingTimeCheck
from .snippet import SnippetCheck
from .sources import SourcesCheck

__all__ = ["CHECKS", "Check", "Figure", "Finding", "Place", "Severity"]

# In the order in which their findings are shown beside one field.
CHECKS: tuple[type[Check], ...] = (
    PromisesCheck,
    SourcesCheck,
    DeadLinksCheck,
    LinkTextCheck,
    PicturesCheck,
    HeadingsCheck,
    ReadabilityCheck,
    FocusPhraseCheck,
    SnippetCheck,
    ClosingCheck,
    ReadingTimeCheck,
)
