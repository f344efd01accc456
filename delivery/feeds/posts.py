"""Feeds of new posts from their documents, as RSS 2.0, Atom and JSON Feed."""

import json
import re
from datetime import datetime
from typing import Any, cast

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition
from wagtail.models import Site

from blog.listings import listing_url
from blog.models import BlogIndexPage, Category
from delivery.models import PublishedDocument
from delivery.published.resolving import Resolver

LENGTH = 20  # posts
# RSS 2.0 demands a length; zero is what its best practices give for one that is not known.
UNKNOWN_LENGTH = "0"
# https://www.w3.org/TR/xml/#charsets
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class JSONFeed(SyndicationFeed):
    """JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed."""
        feed = self.feed
        text = json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": feed["title"],
                "description": feed["description"],
                "home_page_url": feed["link"],
                "feed_url": feed["feed_url"],
                "language": feed["language"],
                "items": [_json_item(item) for item in self.items],
            },
            ensure_ascii=False,
            indent=1,
        )
        outfile.write(text)


class PostsFeed(Feed):
    """The newest posts of the site, or of a category."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed

    def get_object(self, request: HttpRequest, slug: str = "") -> dict[str, Any]:
        """Return the site, its blog and the category."""
        site = Site.find_for_request(request)
        blog = site and BlogIndexPage.objects.live().public().descendant_of(site.root_page).first()
        if not site or not blog:
            raise Http404("This site has no blog.")
        return {
            "site": site,
            "blog_url": Resolver(site).absolute(blog.url or ""),
            "blog_title": blog.title,
            "category": _public_category(site, slug) if slug else None,
            "feed_url": f"{site.root_url}{request.path}",
        }

    def title(self, feed: dict[str, Any]) -> str:
        """Return the name of the site, and of the category."""
        name = feed["site"].site_name or feed["blog_title"]
        return f"{name}: {feed['category'].name}" if feed["category"] else name

    def description(self, feed: dict[str, Any]) -> str:
        """Return what the feed holds."""
        category = feed["category"]
        return (category.description if category else "") or f"New posts of {self.title(feed)}."

    subtitle = description

    def link(self, feed: dict[str, Any]) -> str:
        """Return the list that the feed follows."""
        category = feed["category"]
        blog_url = str(feed["blog_url"])
        return listing_url(blog_url, category) if category else blog_url

    def feed_url(self, feed: dict[str, Any]) -> str:
        """Return the feed's own address."""
        return str(feed["feed_url"])

    def items(self, feed: dict[str, Any]) -> list[PublishedDocument]:
        """Return the newest public posts."""
        documents = PublishedDocument.objects.public(feed["site"]).select_related("site")
        if feed["category"]:
            documents = documents.filter(category_slug=feed["category"].slug)
        newest = documents.order_by("-first_published_at", "-page_id")
        return list(newest.defer("body", "markdown", "image_keys")[:LENGTH])

    def item_title(self, document: PublishedDocument) -> str:
        """Return the title."""
        return storable(document.summary["title"])

    def item_description(self, document: PublishedDocument) -> str:
        """Return the summary, as the HTML that feed readers take it for."""
        return escape(storable(document.summary["summary"]))

    def item_link(self, document: PublishedDocument) -> str:
        """Return the post's address."""
        return str(document.summary["url"])

    def item_guid(self, document: PublishedDocument) -> str:
        """Return what stays the same when a post moves."""
        return f"urn:post:{document.site.hostname}:{document.page_id}"

    item_guid_is_permalink = False

    def item_author_name(self, document: PublishedDocument) -> str:
        """Return who wrote the post."""
        person = document.summary["author"] or {}
        names = filter(None, (person.get("name"), person.get("credentials")))
        return storable(", ".join(names))

    def item_pubdate(self, document: PublishedDocument) -> datetime:
        """Return when the post was first published."""
        return document.first_published_at

    def item_updateddate(self, document: PublishedDocument) -> datetime:
        """Return when the post was last published."""
        updated = document.summary["updated_at"]
        return (parse_datetime(updated) if updated else None) or document.first_published_at

    def item_categories(self, document: PublishedDocument) -> list[str]:
        """Return the category and the tags."""
        category = document.summary["category"]
        names = [category["name"]] if category else []
        names += [tag["name"] for tag in document.summary["tags"]]
        return [storable(name) for name in names]

    def item_enclosures(self, document: PublishedDocument) -> list[Enclosure]:
        """Return the post's image."""
        image = document.summary["image"]
        return [Enclosure(image["src"], UNKNOWN_LENGTH, "image/jpeg")] if image else []


class AtomPostsFeed(PostsFeed):
    """The same as Atom (RFC 4287)."""

    feed_type = Atom1Feed


class JSONPostsFeed(PostsFeed):
    """The same as JSON Feed."""

    feed_type = JSONFeed


def last_published(request: HttpRequest, slug: str = "") -> datetime | None:
    """Return when a post of the site last changed or disappeared."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    newest = PublishedDocument.objects.filter(site=site).order_by("-sequence")
    return cast(datetime | None, newest.values_list("modified_at", flat=True).first())


def state_of_posts(request: HttpRequest, slug: str = "") -> str | None:
    """Return an ETag that changes with each change of a post."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    newest = PublishedDocument.objects.filter(site=site).order_by("-sequence")
    return f'"{newest.values_list("sequence", flat=True).first() or 0}-{slug}"'


def storable(text: Any) -> str:
    """Return a text without the characters that XML 1.0 has no way to write."""
    return NOT_IN_XML.sub("", str(text))


def _public_category(site: Site, slug: str) -> Category:
    """Return a category that has public posts.

    Raises:
        Http404: when there is none; that of drafts is nobody's business.
    """
    if not PublishedDocument.objects.public(site).filter(category_slug=slug).exists():
        raise Http404("There is no such category.")
    return get_object_or_404(Category, slug=slug)


def feed_view(feed: Feed) -> Any:
    """Return the view of a feed, with what readers that ask each hour need.

    Feed readers come often and seldom find something new: they get 304.
    """

    @cache_control(public=True, max_age=300)
    @condition(etag_func=state_of_posts, last_modified_func=last_published)
    def view(request: HttpRequest, slug: str = "") -> HttpResponse:
        response = feed(request, slug=slug)
        # Django's own is the newest date in the feed, which a changed title would not move.
        response.headers.pop("Last-Modified", None)
        response["Surrogate-Key"] = "posts"
        return response

    return view


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_html": item["description"],
        "date_published": item["pubdate"].isoformat(),
        "date_modified": item["updateddate"].isoformat(),
        "tags": list(item["categories"]),
    }
    if item["author_name"]:
        shown["authors"] = [{"name": item["author_name"]}]
    if item["enclosures"]:
        shown["image"] = item["enclosures"][0].url
    return shown
