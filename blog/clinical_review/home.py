"""What waits for a reviewer, on the admin's home page."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from blog.clinical_review.services import may_sign
from blog.models import BlogPostPage, ClinicalReviewTask

SHOWN = 20


class WaitingReviewsPanel(Component):
    """The posts that wait for a clinical review, the longest waiting first."""

    name = "waiting_reviews"
    order = 40
    template_name = "blog/admin/waiting_reviews.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return what waits."""
        states = list(waiting_for(self.request.user)[:SHOWN])
        keys = [int(state.workflow_state.object_id) for state in states]
        posts = BlogPostPage.objects.defer("body").in_bulk(keys)
        return {
            "waiting": [
                (posts[key], state) for key, state in zip(keys, states, strict=True) if key in posts
            ]
        }


def waiting_for(user: Any) -> Any:
    """Return the steps at which posts wait for a user's review, oldest first."""
    if not may_sign(user):
        return TaskState.objects.none()
    tasks = ClinicalReviewTask.objects.filter(active=True)
    if not user.is_superuser:
        tasks = tasks.filter(groups__in=user.groups.all())
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=tasks.values("task_ptr"),
        workflow_state__status="in_progress",
    )
    return states.select_related("workflow_state__requested_by").order_by("started_at")
