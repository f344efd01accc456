"""Reader comments in the admin's menus, reports, account and home page."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.viewsets.base import ViewSetGroup

from comments.moderation.account import RepliesSettingsPanel
from comments.moderation.decisions import ACTIONS
from comments.moderation.home import WaitingRepliesPanel, WaitingRepliesSummaryItem
from comments.moderation.phrases import RecognitionPhraseViewSet
from comments.moderation.queue import ReaderCommentViewSet
from comments.moderation.report import CommentReportView
from comments.moderation.rules import GateRuleViewSet
from comments.permissions import may_moderate
from core.wagtail_internals import LogActionRegistry
from home.emergency_admin import EmergencyViewSet

for action in ACTIONS:
    hooks.register("register_bulk_action", action)
hooks.register("register_account_settings_panel", RepliesSettingsPanel)


class ReaderCommentsGroup(ViewSetGroup):
    """The section of the admin's menu."""

    menu_label = "Reader comments"
    menu_icon = "comment"
    menu_order = 150
    items = (EmergencyViewSet, ReaderCommentViewSet, GateRuleViewSet, RecognitionPhraseViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets() -> ReaderCommentsGroup:
    """Add the queue, the rules and the phrases of danger."""
    return ReaderCommentsGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to replies in the audit log."""
    actions.register_action("comments.decide", "Decide about a reply", "Reply decided about")
    actions.register_action("comments.edit", "Edit a reply", "Reply edited")
    actions.register_action("comments.hold", "Hold a reply", "Reply held for a moderator")
    actions.register_action("comments.erase", "Erase a reply", "Reply erased for good")
    actions.register_action(
        "comments.withdraw", "Withdraw a reply", "Reply withdrawn by its writer"
    )
    actions.register_action(
        "comments.request_removal", "Ask to remove a reply", "Writer asked to remove the reply"
    )


@hooks.register("construct_homepage_summary_items")
def add_summary_item(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Add the number of waiting replies."""
    items.append(WaitingRepliesSummaryItem(request))


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add the replies to look at first."""
    if may_moderate(request.user):
        panels.append(WaitingRepliesPanel(request))


@hooks.register("register_admin_urls")
def register_report_url() -> list[Any]:
    """Add the report."""
    view = CommentReportView.as_view()
    return [path("reports/reader-comments/", view, name="reader_comments_report")]


class ReportMenuItem(MenuItem):
    """The report, for moderators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user moderates."""
        return may_moderate(request.user)


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> ReportMenuItem:
    """Add the report to the menu."""
    return ReportMenuItem(
        "Reader comments", reverse("reader_comments_report"), icon_name="comment", order=650
    )
