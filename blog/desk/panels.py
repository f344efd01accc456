"""What the desk sees on the home page of the admin: drafts, schedules, and what is to be mended."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page, WorkflowState

from blog.clinical_review.report import DUE
from blog.desk.permissions import works_at_desk
from blog.models import (
    BlogPostPage,
    LinkTarget,
    PostReview,
    ProblemReport,
    broken_links,
    posts_without_sources,
)

SHOWN = 10


class DeskSummaryItem(SummaryItem):
    """How many reviews are due, problems are open, links are broken and posts lack sources.

    Each is one count over what was noted when posts were published or looked through.
    """

    order = 300
    template_name = "blog/admin/desk_summary.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count each, with where to deal with it."""
        due = PostReview.objects.filter(due_on__lte=timezone.localdate(), post__live=True)
        counts = ProblemReport.objects.aggregate(
            open=Count("pk", filter=Q(state=ProblemReport.State.OPEN))
        )
        return {
            "due": due.count(),
            "due_url": f"{reverse('clinical_reviews_report')}?state={DUE}",
            "problems": counts["open"],
            "problems_url": reverse("wagtailsnippets_blog_problemreport:list"),
            "broken": broken_links().count(),
            "broken_url": f"{reverse('broken_links_report')}?state={LinkTarget.State.BROKEN}",
            "unsourced": posts_without_sources().count(),
            "unsourced_url": reverse("posts_without_sources_report"),
        }

    def is_shown(self) -> bool:
        """Return whether the user works at the desk."""
        return works_at_desk(self.request.user)


class ScheduledPostsPanel(Component):
    """The posts that go live by themselves, the next one first."""

    name = "scheduled_posts"
    order = 60
    template_name = "blog/admin/scheduled_posts.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return what is scheduled."""
        scheduled = BlogPostPage.objects.filter(_revisions__approved_go_live_at__isnull=False)
        times = scheduled.values("pk", "draft_title", "_revisions__approved_go_live_at")
        rows = times.order_by("_revisions__approved_go_live_at")[:SHOWN]
        return {
            "posts": [
                {
                    "pk": row["pk"],
                    "title": row["draft_title"],
                    "time": row["_revisions__approved_go_live_at"],
                }
                for row in rows
            ]
        }


class DraftPostsPanel(Component):
    """The posts that somebody is working on, whoever it is, the last changed first."""

    name = "draft_posts"
    order = 70
    template_name = "blog/admin/draft_posts.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the drafts, each with what it waits for."""
        drafts = BlogPostPage.objects.filter(has_unpublished_changes=True)
        # What is scheduled as it is stands in a list of its own.
        drafts = drafts.filter(latest_revision__approved_go_live_at=None)
        drafts = drafts.select_related("latest_revision__user").defer("body")
        posts = list(drafts.order_by("-latest_revision_created_at", "-pk")[:SHOWN])
        states = dict(
            WorkflowState.objects.filter(
                object_id__in=[str(post.pk) for post in posts],
                base_content_type=ContentType.objects.get_for_model(Page),
                status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
            ).values_list("object_id", "status")
        )
        return {"drafts": [(post, _draft_state(post, states.get(str(post.pk)))) for post in posts]}


def _draft_state(post: BlogPostPage, workflow_status: str | None) -> str:
    if workflow_status == WorkflowState.STATUS_NEEDS_CHANGES:
        return "Sent back by its reviewer"
    if workflow_status == WorkflowState.STATUS_IN_PROGRESS:
        return "In review"
    return "Changes to a live post" if post.live else "Draft"
