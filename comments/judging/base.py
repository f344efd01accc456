"""What the phases look at, and what they find."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils.text import Truncator

from comments.classifiers import Opinion
from comments.models import CommentSettings
from comments.shown import Shown
from core.recognition import Level
from core.refusal import Refusal


class CommentRefused(Refusal):
    """A comment that was not stored as its writer sent it.

    Args:
        field: the name of the field at fault; empty when it is none of the writer's.
        message: what is wrong and what to do, for the writer.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Submission:
    """A reply as it came, cleaned.

    Args:
        page_id: key of the page.
        name: who wrote it, as shown.
        email: their address.
        text: what they wrote.
        network: the truncated network it came from; empty when unknown.
        settings: the site's.
        now: when it came.
        trap_filled: whether a field was filled in that people can't see.
    """

    page_id: int
    name: str
    email: str
    text: str
    network: str
    settings: CommentSettings
    now: datetime
    trap_filled: bool = False

    @cached_property
    def shown(self) -> Shown:
        """The reply as readers would see it: that is what is judged."""
        return Shown(self.name, self.text)


@dataclass
class Judgement:
    """What the phases found.

    Args:
        danger: how much it speaks of somebody in danger; see `core.recognition.Level`.
        is_spam: whether a rule calls it spam.
        reasons: why a moderator must see it, in words for the moderator.
        personal: kinds of personal data in it, in words for its writer.
        opinion: the classifier's.
    """

    danger: int = Level.NONE
    is_spam: bool = False
    reasons: list[str] = field(default_factory=list)
    personal: list[str] = field(default_factory=list)
    opinion: Opinion = field(default_factory=Opinion)

    @property
    def held_because(self) -> str:
        """The reasons as one line."""
        return Truncator(" ".join(self.reasons)).chars(300)

    @property
    def is_alarming(self) -> bool:
        """Whether somebody may be in danger, so that a person must read it, whatever else it is."""
        return self.danger >= Level.CONCERN


# Looks at one thing and writes what it finds into the judgement; or raises `CommentRefused`.
Phase = Callable[[Submission, Judgement], None]
