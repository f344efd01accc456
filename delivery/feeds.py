"""Feeds of new posts, as RSS 2.0 and Atom."""

from datetime import datetime
from typing import Any, cast

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition
from wagtail.models import Site

from blog.models import BlogIndexPage, BlogPostPage, Category, public_posts

LENGTH = 20  # posts


class PostsFeed(Feed):
    """The newest posts of the site, or of a category."""

    feed_type: type[SyndicationFeed] = Rss201rev2Feed

    def get_object(self, request: HttpRequest, slug: str = "") -> dict[str, Any]:
        """Return the site, its blog and the category."""
        site = Site.find_for_request(request)
        blog = site and BlogIndexPage.objects.live().descendant_of(site.root_page).first()
        if not site or not blog:
            raise Http404("This site has no blog.")
        return {
            "site": site,
            "blog_url": blog.get_full_url(request),
            "blog_title": blog.title,
            "category": get_object_or_404(Category, slug=slug) if slug else None,
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
        path = f"category/{category.slug}/" if category else ""
        return str(feed["blog_url"]) + path

    def feed_url(self, feed: dict[str, Any]) -> str:
        """Return the feed's own address."""
        return str(feed["feed_url"])

    def items(self, feed: dict[str, Any]) -> list[BlogPostPage]:
        """Return the newest public posts."""
        posts = public_posts(feed["site"]).newest_first().for_cards()
        if feed["category"]:
            posts = posts.filter(category=feed["category"])
        found = list(posts.prefetch_related("tagged_items__tag")[:LENGTH])
        for post in found:
            post.feed_root_url = feed["site"].root_url
        return found

    def item_title(self, post: BlogPostPage) -> str:
        """Return the title."""
        return str(post.title)

    def item_description(self, post: BlogPostPage) -> str:
        """Return the summary, as the HTML that feed readers take it for."""
        return escape(post.summary)

    def item_link(self, post: BlogPostPage) -> str:
        """Return the post's address."""
        return f"{post.feed_root_url}{post.url}"

    def item_guid(self, post: BlogPostPage) -> str:
        """Return what stays the same when a post moves."""
        return f"{post.feed_root_url}/#{post.translation_key}"

    item_guid_is_permalink = False

    def item_author_name(self, post: BlogPostPage) -> str:
        """Return who wrote the post."""
        return str(post.author) if post.author else ""

    def item_pubdate(self, post: BlogPostPage) -> datetime:
        """Return when the post was first published."""
        return cast(datetime, post.first_published_at)

    def item_updateddate(self, post: BlogPostPage) -> datetime:
        """Return when the post was last published."""
        return cast(datetime, post.updated_at or post.first_published_at)

    def item_categories(self, post: BlogPostPage) -> list[str]:
        """Return the category and the tags."""
        names = [post.category.name] if post.category else []
        return names + [item.tag.name for item in post.tagged_items.all()]

    def item_enclosures(self, post: BlogPostPage) -> list[Enclosure]:
        """Return the post's image."""
        if not post.hero_image:
            return []
        rendition = post.hero_image.get_rendition("width-1200|format-jpeg")
        url = f"{post.feed_root_url}{rendition.url}"
        return [Enclosure(url, str(rendition.file.size), "image/jpeg")]


class AtomPostsFeed(PostsFeed):
    """The same as Atom (RFC 4287)."""

    feed_type = Atom1Feed


def last_published(request: HttpRequest, slug: str = "") -> datetime | None:
    """Return when a post of the feed was last published."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    posts = public_posts(site).filter(**({"category__slug": slug} if slug else {}))
    newest = posts.order_by("-last_published_at").values_list("last_published_at", flat=True)
    return cast(datetime | None, newest.first())


def feed_view(feed: Feed) -> Any:
    """Return the view of a feed, with what readers that ask each hour need.

    Feed readers come often and seldom find something new: they get 304.
    """

    @cache_control(public=True, max_age=300)
    @condition(last_modified_func=last_published)
    def view(request: HttpRequest, slug: str = "") -> HttpResponse:
        return feed(request, slug=slug)

    return view
