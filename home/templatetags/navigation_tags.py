"""Where a page is for the world."""

from typing import Any

from django import template
from wagtail.models import Page

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_url(context: dict[str, Any], page: Page) -> str:
    """Return the one absolute address of a page."""
    return page.get_full_url(context.get("request")) or ""
