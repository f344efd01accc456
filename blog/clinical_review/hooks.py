"""Clinical reviews in the admin's menus and on its home page."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from blog.clinical_review.home import WaitingReviewsPanel
from blog.clinical_review.report import ClinicalReviewReportView, may_see_report
from blog.clinical_review.services import may_sign
from blog.clinical_review.views import ReviewView
from blog.models import BlogPostPage
from core.wagtail_internals import LogActionRegistry, WorkflowObjectsToModeratePanel


@hooks.register("register_admin_urls")
def register_review_urls() -> list[Any]:
    """Add the place where posts are signed, and the report of all reviews."""
    report = ClinicalReviewReportView
    return [
        path("clinical-review/<key:post_id>/", ReviewView.as_view(), name="clinical_review"),
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


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name sign-offs in the audit log."""
    actions.register_action("blog.sign_off", "Sign as medically reviewed", "Medically reviewed")
