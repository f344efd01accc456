"""Who has something to do in which part of the admin.

Wagtail 8.0.1 checks what is changed, but some of its views show things to whoever may enter the
admin: the titles of pages in choosers, bulk actions and moves, the names of tasks, what readers
searched for. Here, whoever may change nothing of a kind does not reach the views about it.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.models import Page
from wagtail.permissions import policy_registry

# What a permission policy knows of; "choose" is enough to look at pictures and documents.
ANY = ("add", "change", "delete", "publish", "bulk_delete", "lock", "unlock", "choose")
PAGES = ("wagtailadmin_explore", "wagtailadmin_choose_page", "wagtailadmin_pages:")
API = "wagtailadmin_api:"
# The beginnings of the names of views, and the model that they are about.
AREAS = {
    **dict.fromkeys((*PAGES, f"{API}pages:"), "wagtailcore.page"),
    f"{API}images:": "images.customimage",
    f"{API}documents:": "images.customdocument",
    # Wagtail makes a chooser of every snippet, and shows it to all.
    "wagtailsnippetchoosers_blog_problemreport:": "blog.problemreport",
    "wagtailadmin_workflows:task_cho": "wagtailcore.task",
    "wagtailsearchpromotions:": "wagtailsearchpromotions.searchpromotion",
}


class AreasMiddleware:
    """Sends away who has nothing to do where they want to go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the view answer, or refuse as Wagtail does."""
        label = _area(request.resolver_match)
        # Who is not logged in is Wagtail's to send to the log-in.
        if label is None or not request.user.is_authenticated:
            return None
        policy = policy_registry.get_by_type(apps.get_model(label))
        if policy.user_has_any_permission(request.user, ANY):
            return None
        response: HttpResponse = permission_denied(request)
        return response


def _area(match: ResolverMatch | None) -> str | None:
    """Return the label of the model that a view is about, if it is one of those above."""
    if match is None:
        return None
    if match.view_name == "wagtail_bulk_action":
        return f"{match.kwargs['app_label']}.{match.kwargs['model_name']}"
    return next((AREAS[name] for name in AREAS if match.view_name.startswith(name)), None)


def refuse_to_show_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Check before a move is confirmed what Wagtail 8.0.1 checks only when it is done.

    Raises:
        PermissionDenied: when the user may not move this page there.
    """
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
