"""Menus and breadcrumbs as lists of links."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from wagtail.models import Page

from images.preloading import in_bulk

if TYPE_CHECKING:
    from home.models import NavigationSettings


@dataclass(frozen=True)
class Link:
    """Words and where they lead."""

    text: str
    href: str


class Navigation:
    """The menus of a site, their pages loaded by one query for all."""

    def __init__(self, settings: "NavigationSettings", request: HttpRequest) -> None:
        self.settings = settings
        self.request = request

    @cached_property
    def page_keys(self) -> set[int]:
        """Return the keys of the pages that the menus lead to."""
        values = [
            item["value"]
            for menu in (
                self.settings.header,
                self.settings.header_button,
                self.settings.footer,
            )
            for item in menu.raw_data
        ]
        return {value["page"] for value in values if value.get("page")}

    @cached_property
    def pages(self) -> dict[int, Page]:
        """Return the pages that the menus lead to, by key."""
        return in_bulk(Page, self.page_keys)

    def _links(self, menu: Any) -> list[Link]:
        """Return a menu's links; one to a page that is not published is left out."""
        links = []
        for item in menu.raw_data:
            value = item["value"]
            if item["type"] == "page":
                page = self.pages.get(value["page"])
                href = page.get_url(self.request) if page is not None and page.live else ""
            else:
                href = value.get("url") or ""
            if href:
                links.append(Link(text=value["text"], href=href))
        return links

    @cached_property
    def header_links(self) -> list[Link]:
        """Return the menu at the head of the page."""
        return self._links(self.settings.header)

    @cached_property
    def header_button_links(self) -> list[Link]:
        """Return the one link that stands out, as a list of none or one."""
        return self._links(self.settings.header_button)

    @cached_property
    def footer_links(self) -> list[Link]:
        """Return the menu at the foot of the page."""
        return self._links(self.settings.footer)


def breadcrumbs(page: Page, request: HttpRequest) -> list[Link]:
    """Return the way from the home page down to `page`, both included."""
    ancestors = getattr(page, "loaded_ancestors", None)
    if ancestors is None:
        ancestors = page.get_ancestors()
    links = [
        # The root page's title is for the admin; a reader knows it as the entrance.
        Link(text="Home" if ancestor.depth == 2 else ancestor.title, href=ancestor.get_url(request))
        for ancestor in ancestors
        if ancestor.depth > 1 and ancestor.live and ancestor.get_url(request)
    ]
    return [*links, Link(text=page.title, href=page.get_url(request) or "")]
