"""The checks in the page editor."""

from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from blog.checks.views import ChecksOnCreateView, ChecksOnEditView


@hooks.register("register_admin_urls")
def register_check_urls() -> list[Any]:
    """Serve the findings below the address of the preview whose data they read."""
    return [
        path(
            "pages/<key:page_id>/edit/preview/checks/",
            ChecksOnEditView.as_view(),
            name="post_checks",
        ),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
            "<key:parent_page_id>/preview/checks/",
            ChecksOnCreateView.as_view(),
            name="post_checks_on_add",
        ),
    ]


@hooks.register("insert_editor_js")
def insert_check_script() -> SafeString:
    """Add the module that keeps the findings up to date."""
    return format_html(
        '<script type="module" src="{}"></script>', static("js/admin/post-checks.js")
    )


@hooks.register("insert_global_admin_css")
def insert_check_style() -> SafeString:
    """Add how the findings look."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/post-checks.css"))
