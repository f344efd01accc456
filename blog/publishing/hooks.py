"""What the guard says where somebody publishes in the admin."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.models import Page

from blog.publishing.copying import refused_copies
from blog.publishing.guard import refused_among, verdict_on
from core.wagtail_internals import LogActionRegistry


@hooks.register("before_publish_page")
def keep_as_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a post that may not go live as a draft, and say so."""
    verdict = verdict_on(page)
    if verdict.may_publish:
        return None
    for reason in verdict.reasons:
        messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def publish_all_or_nothing(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publish none of many when one of them may not, so that nobody has to look for what was."""
    if action_type != "publish" or action.model._meta.label != "wagtailcore.Page":
        return None
    drafts = (
        draft
        for page in objects
        for draft in _published_with(page, action.cleaned_form.cleaned_data)
    )
    refused = refused_among(drafts)
    if not refused:
        return None
    messages.error(
        request, "Nothing was published. Put this right, or leave these pages out of the selection:"
    )
    for page, verdict in refused:
        messages.error(request, f"“{page.title}”: {' '.join(verdict.reasons)}")
    return redirect(action.next_url)


@hooks.register("before_copy_page")
def copy_as_drafts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to publish copies of what may not go live, for pages whose form does not ask."""
    if request.method != "POST" or "publish_copies" not in request.POST:
        return None
    if hasattr(page.specific_class, "copy_form_class"):
        return None
    refused = refused_copies(page, with_subpages="copy_subpages" in request.POST)
    if not refused:
        return None
    messages.error(request, " ".join(refused))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name in the audit log what the guard did without anybody there."""
    actions.register_action(
        "blog.schedule_refused",
        "Refuse to publish on schedule",
        "Did not go live on schedule, because it may not as it is",
    )


def _published_with(page: Page, choices: dict[str, Any]) -> Iterable[Page]:
    """Yield the drafts that publishing a page in bulk would bring to the public."""
    drafts = page.get_descendants().not_live() if choices.get("include_descendants") else []
    for candidate in (page, *drafts):
        yield candidate.get_latest_revision_as_object()
