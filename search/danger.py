"""Whether somebody searches for help in a crisis, or for what may end in one."""

from core.recognition import Level, recognise


def speaks_of_danger(text: str) -> bool:
    """Return whether words speak of suicide, self-harm or an emergency, by a mention alone.

    Args:
        text: what somebody searches for.
    """
    return recognise(text).level >= Level.MENTION
