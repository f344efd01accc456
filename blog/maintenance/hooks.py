"""The desk's reports in the admin's menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from blog.desk.permissions import works_at_desk
from blog.maintenance.reports import BrokenLinksView, PostsWithoutSourcesView


@hooks.register("register_admin_urls")
def register_upkeep_urls() -> list[Any]:
    """Add the reports."""
    return [
        pattern
        for view, name in (
            (BrokenLinksView, "broken-links"),
            (PostsWithoutSourcesView, "posts-without-sources"),
        )
        for pattern in (
            path(f"reports/{name}/", view.as_view(), name=view.index_url_name),
            path(
                f"reports/{name}/results/",
                view.as_view(results_only=True),
                name=view.index_results_url_name,
            ),
        )
    ]


class DeskMenuItem(MenuItem):
    """A report, for who works at the desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user works at the desk."""
        return works_at_desk(request.user)


@hooks.register("register_reports_menu_item")
def register_broken_links_menu_item() -> DeskMenuItem:
    """Add the broken links to the menu."""
    return DeskMenuItem("Broken links", reverse("broken_links_report"), icon_name="link", order=610)


@hooks.register("register_reports_menu_item")
def register_posts_without_sources_menu_item() -> DeskMenuItem:
    """Add the posts without sources to the menu."""
    return DeskMenuItem(
        "Posts without sources",
        reverse("posts_without_sources_report"),
        icon_name="doc-full-inverse",
        order=620,
    )
