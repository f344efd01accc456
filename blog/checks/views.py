"""The findings, as the page editor asks for them.

They are asked for beside the preview: Wagtail's preview stores what the form holds, and these
views read it from there, with the permission that the preview asks for.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from blog.checks import Severity
from blog.checks.running import check_post
from blog.models import BlogPostPage
from core.wagtail_internals import PreviewOnCreateView, PreviewOnEditView


class ChecksMixin:
    """Answers with the findings where the preview answers with the page."""

    http_method_names = ("get",)

    def get(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the page as it is in the editor, or as it was saved when nothing was changed."""
        post = self.object
        if not isinstance(post, BlogPostPage):
            return HttpResponse(status=404)
        state = self._get_form_state()
        revision = post.latest_revision
        if state and revision and state.last_updated_at < revision.created_at:
            state = None  # left by an earlier visit
        is_current = True
        parent = self.get_parent() if post._state.adding else None
        if state:
            form = self.get_form(self._get_form_data(state))
            is_current = self.validate_form(form)
            if is_current:
                form.save(commit=False)
        report = check_post(post, parent=parent)
        return render(
            request,
            "blog/admin/checks.html",
            {
                "report": report,
                "is_current": is_current,
                "errors": report.count(Severity.ERROR),
                "warnings": report.count(Severity.WARNING),
                "hints": report.count(Severity.HINT),
            },
        )


class ChecksOnEditView(ChecksMixin, PreviewOnEditView):
    """The findings about a post that is being edited."""


class ChecksOnCreateView(ChecksMixin, PreviewOnCreateView):
    """The findings about a post that is not saved yet."""

    def get_parent(self) -> Page:
        """Return the page under which the post will stand."""
        return Page.objects.get(pk=self.parent_object_id)
