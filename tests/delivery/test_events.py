"""What webhooks hear when posts and replies change, queued in the change's own transaction."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.models import User
from blog.models import BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import (
    Author,
    edit_comment,
    erase_comments,
    post_comment,
    set_status,
    withdraw_comment,
)
from delivery.models import WebhookDelivery, WebhookEndpoint
from delivery.models.webhooks import WebhookEvent
from tests.conftest import render_all

MakePost = Callable[..., BlogPostPage]
Reply = Callable[..., ReaderComment]


@pytest.fixture(autouse=True)
def _endpoint(db: None) -> None:
    WebhookEndpoint.objects.create(
        name="App", url="https://app.example.com/", events=list(WebhookEvent.values)
    )


def heard() -> list[str]:
    """Return the events since the last look, oldest first."""
    render_all()
    found = list(WebhookDelivery.objects.order_by("pk"))
    WebhookDelivery.objects.all().delete()
    return [delivery.event_type for delivery in found]


def test_each_change_of_a_post_is_told_once(make_post: MakePost) -> None:
    post = make_post()
    assert heard() == ["post.published"]
    post.title = "Changed"
    post.save()
    assert heard() == ["post.updated"]
    post.save()
    assert heard() == []
    restriction = PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert heard() == ["post.unpublished"]
    restriction.delete()
    assert heard() == ["post.published"]
    BlogPostPage.objects.get(pk=post.pk).delete()
    assert heard() == ["post.deleted"]


def test_approved_reply_is_told_without_its_writers_address(post: BlogPostPage) -> None:
    def approve(text: str) -> None:
        comment = post_comment(
            page=BlogPostPage.objects.get(pk=post.pk),
            author=Author("Ada", "ada@example.com"),
            text=text,
            now=timezone.now(),
        )
        set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())

    heard()
    approve("Thank you.")
    payloads = [str(delivery.payload) for delivery in WebhookDelivery.objects.all()]
    assert "ada@example.com" not in "".join(payloads)
    assert sorted(heard()) == ["comment.approved", "post.updated"]


def test_every_change_of_a_reply_is_told(post: BlogPostPage, reply: Reply) -> None:
    def told() -> list[str]:
        return [event for event in heard() if event.startswith("comment.")]

    comment = reply("Thank you.", now=timezone.now())
    assert told() == ["comment.approved"]
    edit_comment(comment=comment, text="Thank you all.", by=None, now=timezone.now())
    # Its writer is not trusted: what a moderator read was another text.
    assert told() == ["comment.removed"]
    set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())
    assert told() == ["comment.approved"]
    moderator = User.objects.create_user("m@example.com", "password")
    edit_comment(comment=comment, text="Thank you.", by=moderator, now=timezone.now())
    assert told() == ["comment.updated"]
    set_status(comments=[comment], status=Status.SPAM, by=None, now=timezone.now())
    assert told() == ["comment.removed"]
    erase_comments(keys=[comment.pk], now=timezone.now())
    assert told() == []


def test_withdrawn_reply_is_told_without_a_word_of_it(post: BlogPostPage, reply: Reply) -> None:
    comment = reply("Secret words", name="Anna", now=timezone.now())
    heard()

    withdraw_comment(comment=comment, now=timezone.now())

    delivery = WebhookDelivery.objects.get(event_type="comment.removed")
    assert delivery.payload["data"] == {"comment": {"id": comment.pk, "post_id": post.pk}}


def test_preview_frame_may_show_the_other_front_end(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        settings.ENVIRONMENT, "headless_preview_url", "https://app.example.com/preview"
    )

    policy = client.get("/admin/login/")["Content-Security-Policy"]

    frames = next(part for part in policy.split("; ") if part.startswith("frame-src"))
    assert "https://app.example.com" in frames.split()
