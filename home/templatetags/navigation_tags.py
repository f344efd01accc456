"""Where a page is for the world."""

from typing import Any

from django import template
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from wagtail.models import Page

register = template.Library()


@register.simple_tag(takes_context=True)
def canonical_url(context: dict[str, Any], page: Page) -> str:
    """Return the one absolute address of a page."""
    return page.get_full_url(context.get("request")) or ""


@register.filter
def numbers_shown(page: ListPage[Any]) -> list[int | str]:
    """Return the numbers of a list's pages that are linked: its ends and what is near, as Django's.

    Where some are left out, `Paginator.ELLIPSIS` stands.
    """
    paginator: Paginator[Any] = page.paginator
    return list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
