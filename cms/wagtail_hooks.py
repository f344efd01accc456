"""The editor guide in the admin's menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.views import EditorGuideView

# Wagtail 8.0.1 has an entry of this name, which leads to its own guide on another site. Ours
# describes this site's roles and sections, and links to Wagtail's at its end.
NAME = "editor-guide"


@hooks.register("register_admin_urls")
def register_guide() -> list[Any]:
    """Add the guide; Wagtail lets in who may enter the admin."""
    return [path("guide/", EditorGuideView.as_view(), name="editor_guide")]


@hooks.register("construct_help_menu")
def put_guide_first(request: HttpRequest, items: list[MenuItem]) -> None:
    """Put the guide into the place of Wagtail's own."""
    items[:] = [item for item in items if item.name != NAME]
    items.append(
        MenuItem("Editor guide", reverse("editor_guide"), name=NAME, icon_name="help", order=100)
    )
