"""People, categories and clinical reviews in the admin."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .desk import DeskSummaryItem, ScheduledPostsPanel, works_at_desk
from .models import BlogPostPage, Category, Person, ProblemReport
from .models.post import Tag
from .problems.permissions import ProblemReportPermissionPolicy
from .review.home import WaitingReviewsPanel
from .review.publishing import refusal_to_publish
from .review.report import ClinicalReviewReportView, may_see_report
from .review.services import may_sign
from .review.views import ReviewView


class PersonViewSet(SnippetViewSet):
    """Authors and clinical reviewers."""

    model = Person
    icon = "user"
    list_display = ["name", "credentials", "job_title"]
    search_fields = ["name", "credentials", "job_title"]


class CategoryViewSet(SnippetViewSet):
    """Categories."""

    model = Category
    icon = "folder-open-inverse"
    list_display = ["name", "slug"]
    search_fields = ["name"]


class TagViewSet(SnippetViewSet):
    """Tags, to rename or merge what editors typed."""

    model = Tag
    icon = "tag"
    panels = [FieldPanel("name"), FieldPanel("slug")]
    list_display = ["name", "slug"]
    search_fields = ["name"]


class ProblemReportViewSet(SnippetViewSet):
    """What readers say is wrong, until the desk has dealt with it."""

    model = ProblemReport
    icon = "warning"
    menu_label = "Problem reports"
    menu_name = "problem-reports"
    menu_order = 210
    add_to_admin_menu = True
    list_display = ["post", "text", "reported_at", "state"]
    list_filter = ["state"]
    list_export = ["post", "text", "reported_at", "state", "note"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Return the reports with their posts, open ones first."""
        reports = ProblemReport.objects.select_related("post")
        return reports.order_by(
            Case(When(state=ProblemReport.State.OPEN, then=0), default=1), "-reported_at"
        )


class BlogViewSetGroup(SnippetViewSetGroup):
    """One menu entry for what posts are filed under."""

    items = (PersonViewSet, CategoryViewSet, TagViewSet)
    menu_icon = "group"
    menu_label = "People and topics"
    menu_name = "people-and-topics"
    menu_order = 200


register_permission_policy(ProblemReport, ProblemReportPermissionPolicy(ProblemReport))
register_snippet(BlogViewSetGroup)
register_snippet(ProblemReportViewSet)


@hooks.register("register_admin_urls")
def register_review_urls() -> list[Any]:
    """Add the place where posts are signed, and the report of all reviews."""
    report = ClinicalReviewReportView
    return [
        path("clinical-review/<int:post_id>/", ReviewView.as_view(), name="clinical_review"),
        path("reports/clinical-reviews/", report.as_view(), name="clinical_reviews_report"),
        path(
            "reports/clinical-reviews/results/",
            report.as_view(results_only=True),
            name="clinical_reviews_report_results",
        ),
    ]


class ReviewReportMenuItem(MenuItem):
    """The report, for editors and reviewers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user works on posts."""
        return may_see_report(request.user)


@hooks.register("register_reports_menu_item")
def register_review_report_menu_item() -> ReviewReportMenuItem:
    """Add the report to the menu."""
    return ReviewReportMenuItem(
        "Clinical reviews", reverse("clinical_reviews_report"), icon_name="user", order=600
    )


@hooks.register("construct_homepage_panels")
def add_waiting_reviews(request: HttpRequest, panels: list[Any]) -> None:
    """Show a reviewer what waits, in the place of Wagtail's list, which can't sign."""
    if may_sign(request.user):
        panels[:] = [
            panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)
        ]
        panels.append(WaitingReviewsPanel(request))


@hooks.register("construct_homepage_summary_items")
def add_desk_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Add how many reviews are due and how many problems are open."""
    items.append(DeskSummaryItem(request))


@hooks.register("construct_homepage_panels")
def add_scheduled_posts(request: HttpRequest, panels: list[Any]) -> None:
    """Add what goes live by itself."""
    if works_at_desk(request.user):
        panels.append(ScheduledPostsPanel(request))


@hooks.register("register_page_header_buttons")
def add_review_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterable[Button]:
    """Lead a reviewer from the page editor to where the post is signed."""
    if isinstance(page.specific_deferred, BlogPostPage) and may_sign(user):
        yield Button(
            "Clinical review",
            reverse("clinical_review", args=[page.pk]),
            icon_name="user",
            priority=80,
        )


@hooks.register("before_publish_page")
def require_review(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a post that must be signed as a draft, and say so."""
    message = refusal_to_publish(page)
    if message is None:
        return None
    messages.error(request, message)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def require_reviews(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publish none of many when one of them must be signed first."""
    if action_type != "publish":
        return None
    for thing in objects:
        if not isinstance(thing, Page):
            continue
        draft = thing.get_latest_revision_as_object()
        if message := refusal_to_publish(draft):
            messages.error(request, f"Nothing was published. “{draft.title}”: {message}")
            return redirect("wagtailadmin_explore", thing.get_parent().pk)
    return None


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name sign-offs in the audit log."""
    actions.register_action("blog.sign_off", "Sign as medically reviewed", "Medically reviewed")
