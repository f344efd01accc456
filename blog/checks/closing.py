"""What every post closes with."""

from collections.abc import Iterable

from django.utils.html import strip_tags

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft
from core.blocks import facts_of
from home.models import CareSettings


class ClosingCheck(Check):
    """The disclaimer below the post, and what a reader can do next."""

    name = "Disclaimer and call to action"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield which of the two is missing."""
        care = CareSettings.objects.filter(site=draft.site).first()
        if not care or not strip_tags(care.disclaimer).strip():
            yield Finding(
                Severity.WARNING,
                "Posts of this site have no disclaimer.",
                "A reader must find that a post informs and does not replace a clinician.",
                "Ask an administrator to fill it in: Settings, crisis resources and disclaimer.",
            )
        if not any(facts_of(section.block).is_call_to_action for section in draft.sections):
            yield Finding(
                Severity.WARNING,
                "The post has no call to action.",
                "Who has read so far wants to know what to do next.",
                "Add the section “Call to action” with one or two links.",
                Place("body"),
            )
