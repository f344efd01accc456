"""What the home page of the admin shows to who works on posts."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.site_summary import SummaryItem

from blog.desk.panels import DeskSummaryItem, DraftPostsPanel, ScheduledPostsPanel
from blog.desk.permissions import works_at_desk


@hooks.register("construct_homepage_summary_items")
def add_desk_summary(request: HttpRequest, items: list[SummaryItem]) -> None:
    """Add what the desk has to do."""
    items.append(DeskSummaryItem(request))


@hooks.register("construct_homepage_panels")
def add_posts_at_work(request: HttpRequest, panels: list[Any]) -> None:
    """Add what goes live by itself, and what somebody is working on."""
    if works_at_desk(request.user):
        panels += [ScheduledPostsPanel(request), DraftPostsPanel(request)]
