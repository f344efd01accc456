"""Comments below a page."""

from typing import Any

from django import template
from django.utils import timezone
from wagtail.models import Page

from comments.forms import ReplyForm
from comments.models import CommentSettings
from comments.threads import SORTS, ThreadPage, thread_page
from core.keys import stored_key

register = template.Library()


@register.inclusion_tag("comments/replies.html", takes_context=True)
def reader_comments(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Show the threads of a page and the form to reply. The same for every reader.

    The query `?replies=` names the order of the threads, `?from=` the one that they begin with.

    Args:
        context: the template's.
        page: the page, as its own type.
    """
    query = context["request"].GET
    settings: CommentSettings = context["reply_settings"]
    threads = ThreadPage()
    if page.pk:
        threads = thread_page(
            page, sort=query.get("replies", ""), start=stored_key(query.get("from"))
        )
    return {
        "page": page,
        "care": context.get("care"),
        "organisation": context.get("organisation"),
        "emergency_settings": context.get("emergency_settings"),
        "reply_settings": settings,
        "threads": threads,
        "sorts": SORTS,
        "is_open": page.pk and not settings.closed_because(page, timezone.now()),
        "closed_because": page.pk and settings.closed_because(page, timezone.now()),
        "first_is_held": settings.trusted_after > 0,
        "form": ReplyForm(),
    }
