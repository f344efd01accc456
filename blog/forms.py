"""What the editor's form of a post checks beyond its fields."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm


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


def _minute(moment: datetime | None) -> datetime | None:
    """Return a time as the form shows it, without what an import or a program set beyond."""
    return moment.replace(second=0, microsecond=0) if moment else None
