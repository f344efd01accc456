"""The text of a comment."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from comments.models import ReaderComment

register = template.Library()


@register.filter
def reply_html(comment: ReaderComment) -> SafeString:
    """Return a comment's text as it was sanitised when it was stored (`comments.text.as_html`)."""
    return mark_safe(comment.html)  # noqa: S308
