"""Comments below a page."""

from typing import Any

from django import template
from wagtail.models import Page

from comments.forms import ReplyForm
from comments.threads import threads

register = template.Library()


@register.inclusion_tag("comments/replies.html", takes_context=True)
def reader_comments(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Show the threads of a page and the form to reply. The same for every reader.

    Args:
        context: the template's.
        page: the page, as its own type.
    """
    items = threads(page) if page.pk else []
    return {
        "page": page,
        "care": context.get("care"),
        "items": items,
        "count": sum(1 for item in items if item.comment),
        "form": ReplyForm(),
    }
