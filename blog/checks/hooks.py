"""The checks in the page editor, and what they keep from being published."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from blog.checks.running import check_post
from blog.checks.views import ChecksOnCreateView, ChecksOnEditView
from blog.publishing import posts_to_publish


@hooks.register("register_admin_urls")
def register_check_urls() -> list[Any]:
    """Serve the findings below the address of the preview whose data they read."""
    return [
        path(
            "pages/<int:page_id>/edit/preview/checks/",
            ChecksOnEditView.as_view(),
            name="post_checks",
        ),
        path(
            "pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/"
            "<int:parent_page_id>/preview/checks/",
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


@hooks.register("before_bulk_action")
def refuse_to_publish_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse to publish what the editor itself would refuse; see `blog.forms`.

    Nothing of the selection is published then, so that nobody has to look for what was.
    """
    if action_type != "publish" or action.model._meta.label != "wagtailcore.Page":
        return None
    refused = [
        post
        for page in objects
        for post in posts_to_publish(page, action.cleaned_form.cleaned_data)
        if check_post(post).errors
    ]
    if not refused:
        return None
    titles = ", ".join(f"“{post.title}”" for post in refused)
    messages.error(
        request,
        f"Nothing was published: the checks find errors in {titles}. Open it, look at the checks "
        "in the side panel and publish it from there.",
    )
    return redirect(action.next_url)
