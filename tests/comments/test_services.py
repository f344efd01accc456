"""The one way in which a comment is made."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageViewRestriction

from accounts.models import User
from accounts.roles import EDITOR, MODERATOR
from blog.models import BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import Author, CommentRefused, Sending, post_comment, set_status

Reply = Callable[..., ReaderComment]


def attempt(page: BlogPostPage, **values: Any) -> ReaderComment:
    author = Author(
        name=values.pop("name", "Ada"),
        email=values.pop("email", "ada@example.com"),
        user=values.pop("user", None),
    )
    defaults: dict[str, Any] = {"text": "Thank you.", "now": timezone.now(), "confirmed": True}
    return post_comment(page=page, author=author, **(defaults | values))


def test_reply_waits_for_a_moderator_and_keeps_no_address_of_the_network(
    post: BlogPostPage,
) -> None:
    comment = ReaderComment.objects.get(pk=attempt(post).pk)

    assert comment.status == Status.PENDING
    assert not comment.is_public
    assert comment.ip_address is None


def test_path_and_level_follow_the_thread(reply: Reply) -> None:
    root = reply("One")
    child = reply("Two", to=root)
    grandchild = reply("Three", to=child)

    assert child.path == root.path + f"{child.pk:08x}"
    assert (root.level, child.level, grandchild.level) == (0, 1, 2)
    assert {root.thread_id, child.thread_id, grandchild.thread_id} == {root.pk}
    assert grandchild.parent_id == child.pk


def test_thread_ends_at_four_levels(post: BlogPostPage, reply: Reply) -> None:
    comment = reply("1")
    for text in ("2", "3", "4"):
        comment = reply(text, to=comment)

    with pytest.raises(CommentRefused, match="4 levels deep") as refusal:
        attempt(post, reply_to=comment.pk)
    assert refusal.value.field == "reply_to"
    assert ReaderComment.objects.count() == 4


@pytest.mark.parametrize("status", [Status.PENDING, Status.SPAM, Status.REMOVED])
def test_hidden_reply_cannot_be_answered(post: BlogPostPage, reply: Reply, status: Status) -> None:
    hidden = reply(status=status)

    with pytest.raises(CommentRefused, match="not shown any more"):
        attempt(post, text="I agree.", reply_to=hidden.pk)


def test_reply_of_another_page_cannot_be_answered(
    post: BlogPostPage, reply: Reply, make_post: Callable[..., BlogPostPage]
) -> None:
    elsewhere = reply(page=make_post())

    for key in (elsewhere.pk, 10**9):
        with pytest.raises(CommentRefused, match="not on this page"):
            attempt(post, text="I agree.", reply_to=key)


def test_page_that_is_closed_hidden_or_private_takes_no_reply(post: BlogPostPage) -> None:
    post.comments_open = False
    with pytest.raises(CommentRefused, match="no more replies"):
        attempt(post)
    post.comments_open = True
    post.live = False
    with pytest.raises(CommentRefused, match="not published"):
        attempt(post)
    post.live = True
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    with pytest.raises(CommentRefused, match="not published"):
        attempt(post)


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"name": " "}, "name", "Enter your name"),
        ({"name": "x" * 51}, "name", "at most 50 fit"),
        ({"name": "A\x00da"}, "name", "invisible character"),
        ({"name": "A\nda"}, "name", "invisible character"),
        ({"name": "\u202e\u200b"}, "name", "Enter your name"),
        ({"email": "ada"}, "email", "name@example.com"),
        ({"text": "\n \t"}, "comment", "Write your reply"),
        ({"text": "x" * 3001}, "comment", "at most 3000 fit"),
        ({"text": "a\x00b"}, "comment", "invisible character"),
        ({"text": "a\ud800b"}, "comment", "invisible character"),
    ],
)
def test_bad_input_is_refused_with_its_field_and_a_remedy(
    post: BlogPostPage, values: dict[str, Any], field: str, message: str
) -> None:
    with pytest.raises(CommentRefused, match=message) as refusal:
        attempt(post, **values)

    assert refusal.value.field == field
    assert not ReaderComment.objects.exists()


def test_one_sending_is_one_comment_and_the_same_words_sent_anew_are_another(
    post: BlogPostPage,
) -> None:
    first = attempt(post, sending=Sending(name="one"))

    assert attempt(post, sending=Sending(name="one")) == first
    assert attempt(post, sending=Sending(name="two")) != first
    assert attempt(post) != first


def test_moderator_replies_as_the_clinic_and_an_editor_does_not(
    post: BlogPostPage, make_user: Callable[..., User]
) -> None:
    by_moderator = attempt(post, user=make_user(MODERATOR))
    by_editor = attempt(post, user=make_user(EDITOR), text="Hello.")

    assert (by_moderator.status, by_moderator.by_staff) == (Status.APPROVED, True)
    assert (by_editor.status, by_editor.by_staff) == (Status.PENDING, False)


def test_decision_keeps_upstream_columns_in_step_and_is_logged(
    reply: Reply, make_user: Callable[..., User]
) -> None:
    moderator = make_user(MODERATOR)
    comment = reply(status=Status.PENDING)
    ModelLogEntry.objects.all().delete()
    now = timezone.now()

    assert set_status(comments=[comment], status=Status.REMOVED, by=moderator, now=now) == 1
    assert set_status(comments=[comment], status=Status.REMOVED, by=moderator, now=now) == 0
    comment.refresh_from_db()

    assert (comment.is_public, comment.is_removed) == (False, True)
    entry = ModelLogEntry.objects.get()
    assert entry.user == moderator
    assert entry.data == {"before": "pending", "after": "removed"}


def test_hidden_reply_stays_hidden_when_its_parent_is_saved(reply: Reply) -> None:
    parent = reply("One")
    hidden = reply("Two", to=parent, status=Status.SPAM)

    parent.is_public = True
    parent.save()
    hidden.refresh_from_db()

    assert (hidden.status, hidden.is_public) == (Status.SPAM, False)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's tests share one connection")
def test_many_answer_at_once_without_a_deadlock(post: BlogPostPage, reply: Reply) -> None:
    root = reply("One")

    def answer(number: int) -> None:
        try:
            attempt(post, text=f"Answer {number}", reply_to=root.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(answer, range(40)))

    paths = list(ReaderComment.objects.values_list("path", flat=True))
    assert len(paths) == len(set(paths)) == 41
    assert all(path.startswith(root.path) for path in paths)
