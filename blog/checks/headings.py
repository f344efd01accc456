"""Headings."""

from collections import Counter
from collections.abc import Iterable

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft

WCAG_URL = "https://www.w3.org/WAI/tutorials/page-structure/headings/"


class HeadingsCheck(Check):
    """Whether the headings nest, and whether each says something of its own."""

    name = "Headings"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield skipped levels, empty headings and twins."""
        seen: Counter[str] = Counter()
        for section in draft.sections:
            if section.heading:
                seen[section.heading.lower()] += 1
                if seen[section.heading.lower()] == 2:
                    yield Finding(
                        Severity.HINT,
                        f"Two sections have the heading “{section.heading}”.",
                        "Who jumps by the table of contents or by headings cannot tell them apart.",
                        "Say in each what only this section answers.",
                        Place("body", section, ("heading",)),
                    )
            for part in section.parts:
                if not part.is_rich:
                    continue
                level = 2
                for element in part.elements:
                    if element.name not in ("h3", "h4"):
                        continue
                    text = element.get_text().strip()
                    if not text:
                        yield Finding(
                            Severity.WARNING,
                            "A heading inside the text is empty.",
                            "A screen reader announces a heading and then nothing.",
                            "Delete the empty line, or make it a paragraph.",
                            Place.of(part),
                            WCAG_URL,
                        )
                        continue
                    now = int(element.name[1])
                    if now > level + 1:
                        yield Finding(
                            Severity.WARNING,
                            f"“{text}” is a heading of level {now} below one of level {level}.",
                            "Who listens to the page hears that a level is missing and looks for "
                            "it.",
                            f"Make it a heading of level {level + 1}.",
                            Place.of(part),
                            WCAG_URL,
                        )
                    level = now
