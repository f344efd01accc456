"""What a check is, and what it says."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from blog.checks.draft import Draft, Part, Section

if TYPE_CHECKING:
    from blog.models.checks import EditorialCheckSettings


class Severity(StrEnum):
    """How much a finding weighs. An error keeps a post from being published; nothing else does."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Place:
    """Where in the editor something stands.

    Args:
        field: the field's name, such as `summary` or `body`; empty for what is set elsewhere.
        section: the section of the body, or None.
        path: what leads from the section to the field: names, and identifiers of list items.
    """

    field: str = ""
    section: Section | None = None
    path: tuple[str, ...] = ()

    @classmethod
    def of(cls, part: Part) -> "Place":
        """Return the place of a part."""
        return cls(part.field, part.section, part.path)

    @property
    def content_path(self) -> str:
        """The address of the field as Wagtail's editor knows it (`data-contentpath`)."""
        section = [self.section.id] if self.section else []
        return ".".join([self.field, *section, *self.path]) if self.field else ""


@dataclass(frozen=True)
class Finding:
    """What a check found: no mark out of ten, but what, why and how to put it right."""

    severity: Severity
    what: str
    why: str
    how: str
    place: Place = Place()
    source: str = ""


@dataclass(frozen=True)
class Figure:
    """What a check measured, shown without judging it."""

    label: str
    value: str


class Check(ABC):
    """Looks at a post as it is being edited. To add one: subclass it and list it in `CHECKS`."""

    name: str
    # The setting that makes an error of what it finds; without one it only warns and hints.
    strict_setting: ClassVar[str] = ""

    @classmethod
    def is_strict(cls, settings: "EditorialCheckSettings") -> bool:
        """Return whether what it finds keeps a post from going live."""
        return bool(cls.strict_setting and getattr(settings, cls.strict_setting))

    @classmethod
    def severity(cls, draft: Draft) -> Severity:
        """Return how much a finding weighs that a site may be strict about."""
        return Severity.ERROR if cls.is_strict(draft.settings) else Severity.WARNING

    @abstractmethod
    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield what is found and measured.

        Args:
            draft: the post; it may lack everything that publishing requires.
        """
