"""Feeds of the approved replies to one page, as Atom, RSS 2.0 and JSON Feed."""

import hashlib
from datetime import datetime
from typing import cast

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition
from wagtail.models import Page

from comments.models import ReaderComment
from comments.services import open_page
from delivery.feeds.posts import JSONFeed, storable
from delivery.models import PublishedDocument

LENGTH = 50  # replies


class CommentsFeed(Feed):
    """The newest approved replies to a page."""

    feed_type: type[SyndicationFeed] = Atom1Feed

    def get_object(self, request: HttpRequest, page_id: int) -> Page:
        """Return the page, when the public may read it."""
        page = open_page(page_id)
        if page is None:
            raise Http404("There is no such page.")
        page.feed_url = f"{page.get_site().root_url}{request.path}"
        return page

    def title(self, page: Page) -> str:
        """Return what the replies belong to."""
        return storable(f"Replies to “{page.title}”")

    def link(self, page: Page) -> str:
        """Return the page's address."""
        return str(page.full_url)

    def feed_url(self, page: Page) -> str:
        """Return the feed's own address."""
        return str(page.feed_url)

    def items(self, page: Page) -> list[ReaderComment]:
        """Return the newest replies, without anything that their writers did not publish."""
        rows = ReaderComment.objects.of_page(page).shown()
        shown = ("user_name", "html", "posted_at", "edited_at")
        found = list(rows.only(*shown).order_by("-posted_at", "-pk")[:LENGTH])
        root_url = page.get_site().root_url
        for comment in found:
            comment.feed_root_url = root_url
        return found

    def item_title(self, comment: ReaderComment) -> str:
        """Return who replied."""
        return storable(comment.user_name)

    def item_description(self, comment: ReaderComment) -> str:
        """Return the sanitised text."""
        return storable(comment.html)

    def item_link(self, comment: ReaderComment) -> str:
        """Return the reply's permanent address."""
        return f"{comment.feed_root_url}{reverse('comments:permalink', args=[comment.pk])}"

    def item_author_name(self, comment: ReaderComment) -> str:
        """Return who replied."""
        return storable(comment.user_name)

    def item_pubdate(self, comment: ReaderComment) -> datetime:
        """Return when it was posted."""
        return comment.posted_at

    def item_updateddate(self, comment: ReaderComment) -> datetime:
        """Return when it was last changed."""
        return comment.edited_at or comment.posted_at


class RSSCommentsFeed(CommentsFeed):
    """The same as RSS 2.0."""

    feed_type = Rss201rev2Feed
    description = CommentsFeed.title


class JSONCommentsFeed(CommentsFeed):
    """The same as JSON Feed."""

    feed_type = JSONFeed
    description = CommentsFeed.title


KINDS: dict[str, type[CommentsFeed]] = {
    "atom": CommentsFeed,
    "rss": RSSCommentsFeed,
    "json": JSONCommentsFeed,
}


def last_changed(request: HttpRequest, page_id: int, kind: str) -> datetime | None:
    """Return when a reply to the page was last shown, hidden or changed."""
    if open_page(page_id) is None:
        return None
    rows = ReaderComment.objects.of_page(page_id)
    newest = rows.exclude(first_approved_at=None).values_list(
        "first_approved_at", "edited_at", "decided_at"
    )
    times = [time for row in newest.order_by("-posted_at")[:LENGTH] for time in row if time]
    # Holding and hiding change how many there are, and with that the page's document.
    document = PublishedDocument.objects.filter(page_id=page_id, is_public=True)
    times += document.values_list("modified_at", flat=True)
    return cast(datetime | None, max(times, default=None))


def shown_now(request: HttpRequest, page_id: int, kind: str) -> str | None:
    """Return an ETag that follows from which replies are shown, and in which words."""
    page = open_page(page_id)
    if page is None:
        return None
    rows = ReaderComment.objects.of_page(page_id).shown()
    shown = rows.order_by("-posted_at", "-pk").values_list("pk", "edited_at", "user_name", "html")
    state = repr([kind, page.title, page.full_url, *shown[:LENGTH]])
    return f'"{hashlib.sha256(state.encode(errors="surrogatepass")).hexdigest()[:40]}"'


@cache_control(public=True, max_age=300)
@condition(etag_func=shown_now, last_modified_func=last_changed)
def comments_feed(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """Return the feed of a page's replies, as one of `KINDS`."""
    response = KINDS[kind]()(request, page_id=page_id)
    response["Surrogate-Key"] = f"comments-{page_id}"
    # Django's own is the newest date in the feed, which hiding a reply may even move back.
    response.headers.pop("Last-Modified", None)
    return response
