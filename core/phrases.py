"""Whether a text holds one of some phrases, however it is typed."""

import re
import unicodedata
from collections.abc import Iterable

APOSTROPHES = re.compile(r"[’‘`´ʼ']")
SEPARATORS = re.compile(r"[^\w*]+")


def plain_words(text: str) -> str:
    """Return a text as bare lower-case words with single blanks between and around.

    Letters lose their accents and look-alike forms, apostrophes are dropped ("can’t" is "cant",
    as people type it), and every other sign separates words.
    """
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    return f" {SEPARATORS.sub(' ', APOSTROPHES.sub('', text)).replace('_', ' ').strip()} "


def phrases_in(text: str, phrases: Iterable[str], exceptions: Iterable[str] = ()) -> list[str]:
    """Return which phrases a text holds, outside of what the exceptions cover.

    Args:
        text: what somebody wrote.
        phrases: what is looked for; a star at the end of a word stands for any ending.
        exceptions: longer expressions in which a phrase means something else.
    """
    words = plain_words(text)
    # Longest first: an exception that holds another one covers all of it.
    for exception in sorted(filter(str.strip, exceptions), key=len, reverse=True):
        # A gap that no phrase reaches across stays where the expression stood.
        words = _pattern(exception).sub(" | ", words)
    return [phrase for phrase in phrases if phrase.strip() and _pattern(phrase).search(words)]


def _pattern(phrase: str) -> re.Pattern[str]:
    words = plain_words(phrase).strip()
    parts = [
        re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "")
        for word in words.split()
        if word.strip("*")
    ]
    # The blanks around are looked at and not taken: expressions stand side by side.
    return re.compile(r"(?<= )" + " ".join(parts) + r"(?= )" if parts else r"(?!)")
