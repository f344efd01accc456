"""The form of the page editor."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from blog.checks.base import Finding
from blog.publishing.guard import verdict_on


class ScheduledPageForm(WagtailAdminPageForm):
    """Refuses to schedule something for a time that is over.

    Wagtail 8.0.1 checks the expiry alone, and publishes at once what is scheduled for yesterday.
    """

    def clean(self) -> dict[str, Any]:
        """Check the schedule, if it was changed: a published post keeps the time it went live."""
        cleaned: dict[str, Any] = super().clean()
        go_live_at = cleaned.get("go_live_at")
        before = self.initial.get("go_live_at")
        if go_live_at and go_live_at < timezone.now() and _minute(go_live_at) != _minute(before):
            self.add_error(
                "go_live_at",
                "This time is over. Choose one in the future, or leave it empty to publish now.",
            )
        return cleaned


class PostForm(ScheduledPageForm):
    """Refuses to publish what the site's editorial checks call an error; drafts are always saved.

    The sections come back as they were sent, with the message at the field.
    """

    @property
    def is_publishing(self) -> bool:
        """Whether the text goes public by this request: now, on its schedule or by approval."""
        return "action-publish" in self.data or (
            "action-workflow-action" in self.data
            and self.data.get("workflow-action-name") == "approve"
        )

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_publishing or self.errors:
            return
        # The page knows its site once it is saved. A missing signature is no fault of a field: the
        # post is saved then, and kept as a draft.
        is_new = self.instance._state.adding
        verdict = verdict_on(self.instance, parent=self.parent_page if is_new else None)
        for name, error in errors_by_field(verdict.errors):
            self.add_error(name if name in self.fields else None, error)
        if is_new and verdict.unsigned:
            # Wagtail 8.0.1 stores a new page as live before it asks whether it may be.
            self.instance.live = False


def errors_by_field(findings: Iterable[Finding]) -> Iterable[tuple[str, ValidationError]]:
    """Yield the errors of findings as the editor shows them, all of the body in one.

    Args:
        findings: what keeps the post from being published.
    """
    sections: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.place.section:
            sections[finding.place.section.index].append(finding)
        else:
            yield finding.place.field, ValidationError(_message(finding))
    if sections:
        by_section = {index: _section_error(found) for index, found in sections.items()}
        yield "body", StreamBlockValidationError(block_errors=by_section)


def _section_error(findings: list[Finding]) -> StructBlockValidationError:
    by_name: dict[str, list[str]] = defaultdict(list)
    elsewhere = []
    for finding in findings:
        # A field of a list's item is named in the message: errors of items are not ours to build.
        if len(finding.place.path) == 1:
            by_name[finding.place.path[0]].append(_message(finding))
        else:
            elsewhere.append(_message(finding))
    block_errors: dict[str, Any] = {
        name: ValidationError(" ".join(messages)) for name, messages in by_name.items()
    }
    return StructBlockValidationError(block_errors=block_errors, non_block_errors=elsewhere)


def _message(finding: Finding) -> str:
    return f"{finding.what} {finding.how}"


def _minute(moment: datetime | None) -> datetime | None:
    """Return a time as the form shows it, without what an import or a program set beyond."""
    return moment.replace(second=0, microsecond=0) if moment else None
