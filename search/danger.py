"""Whether somebody searches for help in a crisis, or for what may end in one."""

from comments.care import phrases_in
from comments.care_phrases import PHRASES


def speaks_of_danger(text: str) -> bool:
    """Return whether words speak of suicide, self-harm or an emergency, by a mention alone.

    No expression is an exception here: who searches for "suicide prevention" is shown help too.

    Args:
        text: what somebody searches for.
    """
    return bool(phrases_in(text, PHRASES))
