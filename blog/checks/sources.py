"""Claims and what they stand on."""

from collections.abc import Iterable

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.citations import cites
from blog.checks.draft import Draft

CLAIMS = ("science", "risks", "comparison", "key_question")


class SourcesCheck(Check):
    """A section that claims something about health needs a source."""

    name = "Sources"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield each claim-bearing section without a source."""
        strict = draft.settings.require_sources
        for section in draft.sections:
            if section.type in CLAIMS and not cites(section):
                first = next((part for part in section.parts if part.is_rich), section.parts[0])
                yield Finding(
                    Severity.ERROR if strict else Severity.WARNING,
                    "The section states facts about health without a source.",
                    "A reader cannot check it, and neither can the reviewer.",
                    "Cite a study or guideline in the text, or add the section “Sources”.",
                    Place.of(first),
                )
