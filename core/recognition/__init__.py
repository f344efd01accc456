"""Recognises whether a text speaks of suicide, self-harm or an emergency."""

from core.recognition.patterns import PatternError
from core.recognition.recogniser import LONGEST_TEXT, Recogniser
from core.recognition.results import Level, Recognition, Sign
from core.recognition.service import current_recogniser, recognise
from core.recognition.shipped import shipped_recogniser

__all__ = [
    "LONGEST_TEXT",
    "Level",
    "PatternError",
    "Recogniser",
    "Recognition",
    "Sign",
    "current_recogniser",
    "recognise",
    "shipped_recogniser",
]
