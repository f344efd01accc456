"""The guide in the admin's menus, and one save at a time in the editor."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.guide.views import EditorGuideView

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


@hooks.register("insert_editor_js")
def insert_one_save_at_a_time() -> SafeString:
    """Add the module that keeps drafts and what is sent from crossing."""
    return format_html(
        '<script type="module" src="{}"></script>', static("js/admin/one-save-at-a-time.js")
    )
