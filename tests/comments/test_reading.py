"""Threads in parts: keyset pages, more replies, permalinks, the feed."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from django.test import Client
from django.utils import timezone

from blog.models import BlogPostPage
from comments.models import MAXIMUM_LEVEL, STEP, ReaderComment, Status
from comments.services import hold_comment, set_status
from comments.threads import MORE_REPLIES, REPLIES, THREADS
from tests.comments.bulk import add_comments

Reply = Callable[..., ReaderComment]


def shown(text: str) -> list[int]:
    return [int(key) for key in re.findall(r'<article class="comment[^"]*" id="c(\d+)"', text)]


def roots(post: BlogPostPage) -> list[int]:
    rows = ReaderComment.objects.filter(page=post, level=0)
    return list(rows.order_by("posted_at", "pk").values_list("pk", flat=True))


def walk(client: Client, post: BlogPostPage, sort: str) -> Iterator[list[int]]:
    """Follow the links to the next threads to their end."""
    address = f"{post.url}?replies={sort}"
    for _ in range(10):
        text = client.get(address).content.decode()
        html5lib.HTMLParser(strict=True).parse(text)
        yield shown(text)
        found = re.search(r'href="\?(replies=\w+&amp;from=\d+)#replies"[^>]*>Show more', text)
        if not found:
            return
        address = f"{post.url}?{found[1].replace('&amp;', '&')}"


@pytest.mark.parametrize("sort", ["oldest", "newest"])
def test_pages_of_threads_show_each_thread_once_in_order(
    client: Client, post: BlogPostPage, sort: str
) -> None:
    add_comments(post, threads=2 * THREADS + 5, replies=0, same_time=True)

    pages = list(walk(client, post, sort))

    assert [len(page) for page in pages] == [THREADS, THREADS, 5]
    expected = roots(post) if sort == "oldest" else roots(post)[::-1]
    assert [key for page in pages for key in page] == expected


def test_earlier_threads_lead_back(client: Client, post: BlogPostPage) -> None:
    add_comments(post, threads=2 * THREADS + 5, replies=0)
    keys = roots(post)

    text = client.get(f"{post.url}?from={keys[2 * THREADS]}").content.decode()
    found = re.search(r'href="\?(replies=oldest&amp;from=\d+)#replies"[^>]*>Earlier', text)

    assert found
    back = client.get(f"{post.url}?{found[1].replace('&amp;', '&')}").content.decode()
    assert shown(back) == keys[THREADS : 2 * THREADS]


@pytest.mark.parametrize("value", ["0", "-1", "x", "9" * 40, "1e3", "%00", "٣", "2147483648"])
def test_odd_place_is_the_beginning(client: Client, post: BlogPostPage, value: str) -> None:
    add_comments(post, threads=3, replies=0)

    for query in (f"from={value}", f"replies={value}", f"replies=newest&from={value}"):
        response = client.get(f"{post.url}?{query}")
        assert response.status_code in (200, 400)
        if response.status_code == 200:
            assert len(shown(response.content.decode())) == 3


def test_first_replies_stand_below_their_thread_and_a_link_leads_to_the_rest(
    client: Client, post: BlogPostPage
) -> None:
    add_comments(post, threads=1, replies=REPLIES + MORE_REPLIES + 7)
    paths = ReaderComment.objects.order_by("path").values_list("pk", flat=True)
    root, *replies = paths

    text = client.get(post.url).content.decode()
    assert shown(text) == [root, *replies[:REPLIES]]
    assert f"Show {MORE_REPLIES + 7} more replies" in text
    found = re.search(r'href="(/comments/\d+/thread/[^"]+)"', text)
    assert found
    rest = client.get(found[1]).content.decode()
    html5lib.HTMLParser(strict=True).parse(rest)
    assert shown(rest) == replies[REPLIES : REPLIES + MORE_REPLIES]
    assert "Show 7 more replies" in rest
    last = re.search(r'href="(/comments/\d+/thread/\d+/\?after=\d+)"', rest)
    assert last
    assert shown(client.get(last[1]).content.decode()) == replies[REPLIES + MORE_REPLIES :]
    whole = client.get(f"/comments/{post.pk}/thread/{root}/").content.decode()
    assert shown(whole) == [root, *replies[:MORE_REPLIES]]


def test_permalink_always_lands_where_the_comment_is_shown(
    client: Client, post: BlogPostPage
) -> None:
    add_comments(post, threads=THREADS + 3, replies=0)
    add_comments(post, threads=2, replies=100)
    every = list(ReaderComment.objects.values_list("pk", flat=True))

    for key in every[:: len(every) // 25]:
        found = client.get(f"/comments/comment/{key}/")
        assert found.status_code == 302
        assert found["Location"].endswith(f"#c{key}")
        text = client.get(found["Location"].split("#")[0]).content.decode()
        assert key in shown(text), found["Location"]


def test_permalink_of_a_hidden_comment_or_page_is_missing(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    hidden = reply("Hidden", status=Status.PENDING)
    there = reply("There")
    for key in (hidden.pk, 10**9, 10**15):
        assert client.get(f"/comments/comment/{key}/").status_code == 404
    post.unpublish()

    for address in (
        f"/comments/comment/{there.pk}/",
        f"/comments/comment/{there.pk}/report/",
        f"/comments/{post.pk}/thread/{there.pk}/",
        f"/feeds/pages/{post.pk}/comments.atom",
    ):
        assert client.get(address).status_code == 404


def test_thread_of_another_page_is_missing(
    client: Client, post: BlogPostPage, reply: Reply, make_post: Callable[..., BlogPostPage]
) -> None:
    elsewhere = reply("Elsewhere", page=make_post())

    assert client.get(f"/comments/{post.pk}/thread/{elsewhere.pk}/").status_code == 404


def test_count_and_threads_follow_every_decision(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    root = reply("Root")
    child = reply("Child", to=root)
    grandchild = reply("Grandchild", to=child)

    def decide(comment: ReaderComment, status: Status) -> int:
        set_status(comments=[comment], status=status, by=None, now=timezone.now())
        root.refresh_from_db()
        return root.thread_count

    assert decide(child, Status.SPAM) == 2
    assert decide(root, Status.REMOVED) == 1
    assert shown(client.get(post.url).content.decode()) == [grandchild.pk]
    assert decide(grandchild, Status.REMOVED) == 0
    assert "Nobody has replied yet." in client.get(post.url).content.decode()
    assert decide(child, Status.APPROVED) == 1
    both = [root, grandchild]
    set_status(comments=both, status=Status.APPROVED, by=None, now=timezone.now())
    root.refresh_from_db()
    assert root.thread_count == 3


@pytest.mark.parametrize("number", [100, 10_000])
def test_post_needs_at_most_eight_more_queries_for_its_comments(
    client: Client,
    post: BlogPostPage,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
    number: int,
) -> None:
    bare = make_post(slug="bare")
    add_comments(post, threads=number // 20, replies=19)
    assert ReaderComment.objects.count() == number
    key = roots(post)[-1]
    for address in (post.url, bare.url):
        client.get(address)
    without = count_queries(client.get, bare.url)

    for query in ("", "?replies=newest", f"?from={key}"):
        more = count_queries(client.get, post.url + query) - without
        # The budget is 8; these are the figures, so that they cannot grow unseen.
        assert more == (3 if "from" in query else 1), query
    assert count_queries(client.get, f"/comments/{post.pk}/thread/{key}/") <= 15
    assert count_queries(client.get, f"/comments/comment/{key}/") <= 15


def test_bulk_comments_of_the_tests_are_like_posted_ones(
    post: BlogPostPage, reply: Reply, make_post: Callable[..., BlogPostPage]
) -> None:
    """The tests and benchmarks above stand on rows that are written past the service."""
    other = make_post()
    root = reply("Root", page=other)
    child = reply("Child", page=other, to=root)
    add_comments(post, threads=1, replies=1)
    bulk_root, bulk_child = ReaderComment.objects.filter(page=post).order_by("path")
    root.refresh_from_db()

    for mine, posted in ((bulk_root, root), (bulk_child, child)):
        for name in ("level", "status", "thread_count", "is_public", "is_removed", "site_id"):
            assert getattr(mine, name) == getattr(posted, name), name
        assert len(mine.path) == len(posted.path)
        assert int(mine.path[-STEP:], 16) == mine.pk
        assert mine.level <= MAXIMUM_LEVEL


def test_feed_holds_approved_replies_and_says_when_nothing_is_new(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    comment = reply("**Bold** words")
    reply("Hidden words", status=Status.PENDING)
    address = f"/feeds/pages/{post.pk}/comments.atom"

    response = client.get(address)

    text = response.content.decode()
    feed = ElementTree.fromstring(text)
    names = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", names)
    assert len(entries) == 1
    assert "<strong>Bold</strong>" in (entries[0].findtext("a:summary", "", names))
    link = entries[0].find("a:link", names)
    assert link is not None
    assert link.get("href") == f"http://testserver/comments/comment/{comment.pk}/"
    assert "Hidden" not in text
    assert address in client.get(post.url).content.decode()
    modified: Any = response["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": modified}).status_code == 304
    set_status(
        comments=[comment],
        status=Status.REMOVED,
        by=None,
        now=timezone.now() + timedelta(minutes=1),
    )
    assert client.get(address, headers={"If-Modified-Since": modified}).status_code == 200


def test_feed_tells_that_a_reply_was_held(client: Client, post: BlogPostPage, reply: Reply) -> None:
    comment = reply("Soon hidden")
    address = f"/feeds/pages/{post.pk}/comments.atom"
    response = client.get(address)
    known = {"if-none-match": response["ETag"]}
    assert client.get(address, headers=known).status_code == 304

    hold_comment(comment=comment, reason="Reported.", now=timezone.now())

    again = client.get(address, headers=known)
    assert again.status_code == 200
    assert "Soon hidden" not in again.content.decode()


@pytest.mark.parametrize("kind", ["rss", "json"])
def test_replies_can_be_followed_in_other_formats(
    client: Client, post: BlogPostPage, reply: Reply, kind: str
) -> None:
    reply("Followed words")

    response = client.get(f"/feeds/pages/{post.pk}/comments.{kind}")

    assert response.status_code == 200
    assert "Followed words" in response.content.decode()
    assert "ada@example.com" not in response.content.decode()
