"""The search in the admin's menus."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from search.admin import UnfoundSearchesView, keeps_synonyms


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Add the report."""
    view = UnfoundSearchesView
    return [
        path("reports/unfound-searches/", view.as_view(), name=view.index_url_name),
        path(
            "reports/unfound-searches/results/",
            view.as_view(results_only=True),
            name=view.index_results_url_name,
        ),
    ]


class UnfoundMenuItem(MenuItem):
    """The report, for who keeps the synonyms."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may add synonyms."""
        return keeps_synonyms(request.user)


@hooks.register("register_reports_menu_item")
def register_menu_item() -> UnfoundMenuItem:
    """Add the report to the menu."""
    return UnfoundMenuItem(
        "Searches without result",
        reverse("unfound_searches_report"),
        icon_name="search",
        order=630,
    )
