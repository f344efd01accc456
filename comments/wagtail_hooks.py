"""Reader comments in the admin's menu and on its home page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem
from wagtail.log_actions import LogActionRegistry

from comments.models import ReaderComment, Status
from comments.permissions import may_moderate
from comments.viewsets import ACTIONS, ReaderCommentViewSet

for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_viewset() -> ReaderCommentViewSet:
    """Add the queue."""
    return ReaderCommentViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name the decision in the audit log."""
    actions.register_action("comments.decide", "Decide about a reply", "Reply decided about")


class WaitingRepliesSummaryItem(SummaryItem):
    """How many replies wait, on the admin's home page."""

    order = 400
    template_name = "comments/admin/summary.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count what waits."""
        return {
            "count": ReaderComment.objects.get_queryset().filter(status=Status.PENDING).count(),
            "url": reverse("reader_comments:index") + f"?status={Status.PENDING}",
        }

    def is_shown(self) -> bool:
        """Return whether the user moderates."""
        return may_moderate(self.request.user)


@hooks.register("construct_homepage_summary_items")
def add_summary_item(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Add the number of waiting replies."""
    items.append(WaitingRepliesSummaryItem(request))
