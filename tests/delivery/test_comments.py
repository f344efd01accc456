"""Replies through the API: read as a tree and flat, posted through the same gates as the form."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from blog.models import BlogPostPage
from comments.models import CommentSettings, ReaderComment, Status
from comments.services import Author, post_comment, set_status
from core import outbox
from tests.comments.bulk import add_comments

Reply = Callable[..., ReaderComment]
NEW = {"name": "Ada", "email": "ada@example.com", "text": "Thank you **all**."}


def address(post: BlogPostPage) -> str:
    return f"/api/content/v1/posts/{post.slug}/comments/"


def send(client: Client, post: BlogPostPage, values: Any, **headers: str) -> Any:
    body = values if isinstance(values, (str, bytes)) else json.dumps(values)
    return client.post(address(post), body, content_type="application/json", headers=headers)


@pytest.fixture
def reply(post: BlogPostPage) -> Reply:
    """Post an approved comment: `reply("Text", to=parent)`."""

    def make(text: str, *, to: ReaderComment | None = None, minutes: int = 0) -> ReaderComment:
        now = timezone.now() - timedelta(hours=2) + timedelta(minutes=minutes)
        comment = post_comment(
            page=post,
            author=Author("Ada", "ada@example.com"),
            text=text,
            reply_to=to.pk if to else None,
            now=now,
        )
        set_status(comments=[comment], status=Status.APPROVED, by=None, now=now)
        comment.refresh_from_db()
        return comment

    return make


def test_tree_holds_each_reply_below_what_it_answers(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    root = reply("Root")
    child = reply("Child", to=root, minutes=1)
    reply("Grandchild", to=child, minutes=2)
    reply("Second", minutes=3)

    answer = client.get(address(post)).json()

    assert answer["count"] == 4
    first, second = answer["items"]
    assert first["html"] == "<p>Root</p>"
    assert first["author"] == "Ada"
    assert first["posted_at"].endswith("Z")
    assert first["replies"][0]["replies"][0]["html"] == "<p>Grandchild</p>"
    assert first["replies"][0]["reply_to"] == root.pk
    assert second["replies"] == []
    assert "ada@example.com" not in json.dumps(answer)
    newest = client.get(address(post), {"order": "newest"}).json()
    assert [item["id"] for item in newest["items"]] == [second["id"], first["id"]]


def test_answer_to_a_hidden_reply_stays_and_the_hidden_one_is_not_told(
    client: Client, post: BlogPostPage, reply: Reply
) -> None:
    root = reply("Root")
    child = reply("Hidden words", to=root, minutes=1)
    reply("Grandchild", to=child, minutes=2)
    set_status(comments=[child], status=Status.REMOVED, by=None, now=timezone.now())

    text = client.get(address(post)).content.decode()

    assert "Hidden words" not in text
    [item] = json.loads(text)["items"]
    assert item["replies"][0]["html"] == "<p>Grandchild</p>"


def test_walks_of_tree_and_list_give_each_reply_once(client: Client, post: BlogPostPage) -> None:
    add_comments(post, threads=45, replies=2)

    def walk(query: str) -> list[int]:
        found, following = [], f"{address(post)}?{query}"
        while following:
            answer = client.get(following.removeprefix("http://testserver")).json()
            stack = list(answer["items"])
            while stack:
                item = stack.pop()
                found.append(item["id"])
                stack += item["replies"]
            following = answer["next"]
        return found

    everything = set(ReaderComment.objects.values_list("pk", flat=True))
    for query in ("view=tree", "view=flat&limit=50", "view=flat&order=newest&limit=7"):
        found = walk(query)
        assert len(found) == len(everything), query
        assert set(found) == everything, query


def test_long_thread_says_where_the_rest_is(client: Client, post: BlogPostPage) -> None:
    add_comments(post, threads=1, replies=30)

    [root] = client.get(address(post)).json()["items"]

    assert len(root["replies"]) == 10
    assert root["more_replies"] == 20
    rest = client.get(root["more_url"].removeprefix("http://testserver")).json()
    assert len(rest["items"]) == 20
    assert rest["next"]


@pytest.mark.parametrize("number", [40, 400])
def test_list_of_replies_needs_the_same_queries_for_any_number(
    client: Client, post: BlogPostPage, count_queries: Callable[..., int], number: int
) -> None:
    add_comments(post, threads=number // 4, replies=3)
    client.get(address(post))

    assert count_queries(client.get, address(post)) == 4
    assert count_queries(client.get, f"{address(post)}?view=flat") == 3


def test_posted_reply_waits_for_its_writer_and_is_stored_once(
    client: Client, post: BlogPostPage
) -> None:
    first = send(client, post, NEW, idempotency_key="sending-0001")
    again = send(client, post, NEW, idempotency_key="sending-0001")

    assert first.status_code == again.status_code == 202
    assert first.json() == again.json()
    assert first.json()["status"] == "unconfirmed"
    assert first["Cache-Control"] == "private, no-store"
    comment = ReaderComment.objects.get()
    assert comment.html == "<p>Thank you <strong>all</strong>.</p>"
    outbox.work_off()
    assert mail.outbox[0].to == ["ada@example.com"]


def test_reply_of_somebody_trusted_is_shown_at_once(
    client: Client, post: BlogPostPage, settings: Any
) -> None:
    rules = CommentSettings.for_page(post)
    rules.confirm_email = False
    rules.save()

    pending = send(client, post, NEW)

    assert pending.status_code == 202
    assert pending.json()["status"] == "pending"


def test_key_of_another_comment_is_refused(client: Client, post: BlogPostPage) -> None:
    send(client, post, NEW, idempotency_key="sending-0001")

    other = send(client, post, NEW | {"text": "Something else"}, idempotency_key="sending-0001")

    assert other.status_code == 409
    assert other.json()["errors"][0]["field"] == "Idempotency-Key"
    assert ReaderComment.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "nobody"}, "email"),
        ({"text": ""}, "text"),
        ({"text": "x" * 3001}, "text"),
        ({"text": "a\u0000b"}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"reply_to": 10**30}, "reply_to"),
        ({"reply_to": "first"}, "reply_to"),
        ({"colour": "red"}, "colour"),
        ({"follow": "everybody"}, "follow"),
        ({"text": "\u200b \n"}, "text"),
    ],
)
def test_wrong_reply_is_refused_by_its_field_and_leaves_no_row(
    client: Client, post: BlogPostPage, values: dict[str, Any], field: str
) -> None:
    response = send(client, post, NEW | values)

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in response.json()["errors"]]
    assert not ReaderComment.objects.exists()


def test_answer_to_a_reply_that_is_not_there_is_a_conflict(
    client: Client, post: BlogPostPage
) -> None:
    response = send(client, post, NEW | {"reply_to": 10**6})

    assert response.status_code == 409
    assert response.json()["errors"][0]["field"] == "reply_to"
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"name": NaN}', b"9" * 10**6])
def test_what_is_no_json_object_is_refused(client: Client, post: BlogPostPage, body: bytes) -> None:
    response = send(client, post, body)

    assert 400 <= response.status_code < 500
    assert response["Content-Type"] == "application/problem+json"


def test_flood_is_stopped_with_the_time_to_wait(client: Client, post: BlogPostPage) -> None:
    codes = []
    for number in range(7):
        response = send(client, post, NEW | {"text": f"Number {number}"})
        codes.append(response.status_code)

    assert codes == [202] * 5 + [429] * 2
    assert 0 < int(response["Retry-After"]) <= 3600


def test_closed_post_takes_none(client: Client, post: BlogPostPage) -> None:
    post.comments_open = False
    post.save()

    response = send(client, post, NEW)

    assert response.status_code == 403
    assert "no more replies" in response.json()["detail"]
