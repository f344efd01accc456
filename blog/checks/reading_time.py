"""How long it takes to read the post."""

from collections.abc import Iterable

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft


class ReadingTimeCheck(Check):
    """The reading time, as the post itself shows it."""

    name = "Reading time"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield the minutes, and a hint when there are many."""
        minutes, limit = draft.post.reading_minutes, draft.settings.longest_reading
        yield Figure(
            "Reading time",
            f"{minutes} minute{'s' if minutes != 1 else ''} ({draft.word_count} words)",
        )
        if minutes > limit:
            yield Finding(
                Severity.HINT,
                f"Reading takes {minutes} minutes; this site's limit is {limit}.",
                "The end of a long post is read by few, and its risks often stand there.",
                "Move what answers another question into a post of its own and link to it.",
                Place("body"),
            )
