"""Recognises whether a text speaks of suicide, self-harm or an emergency."""

from core.recognition.recogniser import LONGEST_TEXT, Recogniser
from core.recognition.results import Level, Recognition, Sign
from core.recognition.service import recognise

__all__ = ["LONGEST_TEXT", "Level", "Recogniser", "Recognition", "Sign", "recognise"]
