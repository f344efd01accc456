"""Threads below a post, as a reader sees them."""

from collections.abc import Callable

import html5lib
from django.test import Client
from django.utils import timezone

from blog.models import BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import set_status

Reply = Callable[..., ReaderComment]


def test_thread_is_nested_as_it_was_answered(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    first = reply("First")
    second = reply("Second")
    answer = reply("Answer to first", to=first, name="Ben")
    reply("Deep answer", to=answer)
    reply("Answer to second", to=second)

    text = client.get(post.url).content.decode()

    html5lib.HTMLParser(strict=True).parse(text)
    order = ["First", "Answer to first", "Deep answer", "Second", "Answer to second"]
    places = [text.index(f"<p>{words}</p>") for words in order]
    assert places == sorted(places)
    assert "5 replies so far" in text
    assert text.count('<ol class="thread">') == 4
    assert "in reply to Ben" in text


def test_only_approved_replies_are_shown_and_no_address_ever(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    for status in Status:
        reply(f"This one is {status}.", status=status)

    text = client.get(post.url).content.decode()

    assert "This one is approved." in text
    for status in (Status.PENDING, Status.SPAM, Status.REMOVED):
        assert f"This one is {status}." not in text
    assert "ada@example.com" not in text


def test_removed_reply_leaves_a_gap_above_its_answers(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    parent = reply("Gone")
    reply("Still here", to=parent)
    reply("Gone too", status=Status.REMOVED)
    set_status(comments=[parent], status=Status.REMOVED, by=None, now=timezone.now())

    text = client.get(post.url).content.decode()

    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("A reply here is not shown any more.") == 1
    assert "Still here" in text
    assert "<p>Gone" not in text
    assert "1 reply so far" in text


def test_words_of_a_reader_are_words_and_no_code(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    reply("<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>", name="<i>Ada")

    text = client.get(post.url).content.decode()

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<i>Ada" not in text


def test_deepest_reply_offers_no_answer(client: Client, post: BlogPostPage, reply: Reply) -> None:
    comment = reply("1")
    for text in ("2", "3", "4"):
        comment = reply(text, to=comment)

    text = client.get(post.url).content.decode()

    assert f"/reply/{comment.reply_to_id}/" in text
    assert f"/reply/{comment.pk}/" not in text


def test_closed_post_keeps_its_replies_without_a_form(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    reply("Still here")
    post.comments_open = False
    post.save()

    text = client.get(post.url).content.decode()

    assert "Still here" in text
    assert "This page takes no more replies." in text
    assert "<textarea" not in text


def test_thread_needs_the_same_queries_for_any_number_of_replies(
    client: Client, post: BlogPostPage, reply: Reply, count_queries: Callable[..., int]
) -> None:
    parent = reply("0")
    reply("1", to=parent)
    client.get(post.url)
    few = count_queries(client.get, post.url)
    for number in range(2, 60):
        reply(str(number), to=parent if number % 2 else None)

    assert count_queries(client.get, post.url) == few
