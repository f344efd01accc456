"""The sitemap: posts from their documents, other pages from the page tree."""

from datetime import datetime
from typing import Any, cast

from django.contrib.sitemaps import Sitemap as DjangoSitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap as PagesSitemap
from wagtail.models import Site

from blog.models import BlogPostPage
from delivery.models import PublishedDocument


class OtherPagesSitemap(PagesSitemap):
    """Every public page but posts."""

    def items(self) -> Any:
        """Return the pages."""
        return super().items().not_exact_type(BlogPostPage)


class PostsSitemap(DjangoSitemap):
    """Every public post.

    Args:
        site: the site.
    """

    def __init__(self, site: Site) -> None:
        self.site = site

    def items(self) -> Any:
        """Return the documents."""
        documents = PublishedDocument.objects.public(self.site)
        return documents.only("path", "modified_at").order_by("-first_published_at", "-page_id")

    def lastmod(self, item: PublishedDocument) -> datetime:
        """Return when the document last changed."""
        return item.modified_at

    def location(self, item: PublishedDocument) -> str:
        """Return the page's address without the host."""
        return item.path

    def get_urls(self, page: Any = 1, site: Any = None, protocol: Any = None) -> Any:
        """Return the entries with the address of Wagtail's site, not of Django's."""
        return self._urls(page, *self.site.root_url.split("://", 1))  # type: ignore[attr-defined]


def sitemap(request: HttpRequest) -> HttpResponse:
    """List all public pages for search engines.

    Raises:
        Http404: when no site answers to the host name.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    parts: dict[str, Any] = {"pages": OtherPagesSitemap(request), "posts": PostsSitemap(site)}
    return cast(HttpResponse, sitemap_view(request, parts))
