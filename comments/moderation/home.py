"""What waits, on the admin's home page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from comments.models import ReaderComment
from comments.permissions import may_moderate

SHOWN = 5


class WaitingRepliesSummaryItem(SummaryItem):
    """How many replies wait."""

    order = 400
    template_name = "comments/admin/summary.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count what waits."""
        return {
            "count": ReaderComment.objects.asking_for_attention().count(),
            "url": reverse("reader_comments:index"),
        }

    def is_shown(self) -> bool:
        """Return whether the user moderates."""
        return may_moderate(self.request.user)


class WaitingRepliesPanel(Component):
    """The replies to look at first."""

    name = "waiting_replies"
    order = 50
    template_name = "comments/admin/panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the most urgent ones, then the oldest."""
        first = (
            ReaderComment.objects.asking_for_attention()
            .select_related("page")
            .order_by("-attention", "posted_at")
        )
        return {
            "comments": first[:SHOWN] if may_moderate(self.request.user) else [],
            "queue_url": reverse("reader_comments:index"),
        }
