"""Claims and what they stand on."""

from collections.abc import Iterable

from blog.checks.base import Check, Figure, Finding, Place
from blog.checks.citations import cites
from blog.checks.draft import Draft, Section
from core.blocks import facts_of


def unsourced(draft: Draft) -> list[Section]:
    """Return the sections that claim something about health and cite no source.

    Args:
        draft: the post, or the draft of one.
    """
    sections = [section for section in draft.sections if facts_of(section.block).states_facts]
    return [section for section in sections if not cites(section)]


class SourcesCheck(Check):
    """A section that claims something about health needs a source."""

    name = "Sources"
    strict_setting = "require_sources"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield each claim-bearing section without a source."""
        for section in unsourced(draft):
            first = next((part for part in section.parts if part.is_rich), section.parts[0])
            yield Finding(
                self.severity(draft),
                "The section states facts about health without a source.",
                "A reader cannot check it, and neither can the reviewer.",
                "Cite a study or guideline in the text.",
                Place.of(first),
            )
