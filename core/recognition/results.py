"""What the recogniser answers."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How soon a person should look; no measure of anybody's risk."""

    NONE = 0
    MENTION = 1  # the subject is spoken of: information, past, recovery, mourning, research
    CONCERN = 2  # somebody may wish to be dead, think of suicide, harm themselves, see no hope
    EMERGENCY = 3  # somebody may be in danger now


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that a text says.

    Args:
        kind: name of the group of patterns that it matched.
        level: what it comes to, with who speaks of whom and when.
        words: the words that matched, as their writer wrote them.
    """

    kind: str
    level: Level
    words: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text was recognised to speak of. No sign never means that all is well.

    Args:
        level: the highest of its signs.
        signs: what was found, the most urgent first.
        is_harmful: whether it holds a method, a pact or encouragement: never to be published.
        is_child: whether it shows its writer to be a child under 13.
        language: "en", "es", or "" when neither is clear.
        reason: one plain line for a moderator; empty without a sign.
    """

    level: Level = Level.NONE
    signs: tuple[Sign, ...] = ()
    is_harmful: bool = False
    is_child: bool = False
    language: str = ""
    reason: str = ""
