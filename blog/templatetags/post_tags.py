"""Posts on pages that are not theirs, and the addresses of their listings."""

from dataclasses import dataclass
from typing import Any

from django import template
from wagtail.models import Page, Site

from blog.listings import listing_url
from blog.managers import BlogPostQuerySet
from blog.models import BlogIndexPage, BlogPostPage, public_posts
from home.models import HomePage

register = template.Library()

LATEST_POSTS = 6


@dataclass(frozen=True)
class HomePosts:
    """The posts that the home page shows, each once."""

    featured: list[BlogPostPage]
    latest: list[BlogPostPage]
    blog_url: str


@register.filter
def listing_of(blog_url: str, subject: Any) -> str:
    """Return the address of a category's or tag's posts, or of a profile, in templates."""
    return listing_url(blog_url, subject)


@register.simple_tag(takes_context=True)
def home_posts(context: dict[str, Any], page: HomePage) -> HomePosts:
    """Return the posts that editors chose for the home page, and the newest of the others."""
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return HomePosts([], [], "")
    # From the page itself, so that a preview shows what is chosen and not yet saved.
    chosen = [row.post_id for row in page.featured_posts.all()]
    cards: BlogPostQuerySet = public_posts(site).for_cards()
    by_key = {post.pk: post for post in cards.filter(pk__in=chosen)} if chosen else {}
    index = BlogIndexPage.objects.child_of(page).live().first()
    return HomePosts(
        featured=[by_key[key] for key in chosen if key in by_key],
        latest=list(cards.exclude(pk__in=chosen).newest_first()[:LATEST_POSTS]),
        blog_url=(index.get_url(request) or "") if index else "",
    )


@register.simple_tag(takes_context=True)
def post_blog_url(context: dict[str, Any], page: Page) -> str:
    """Return the address of the index that a post stands in, without a query for it."""
    url = page.get_url(context.get("request")) or ""
    return url.removesuffix(f"{page.slug}/")
