"""What webhooks hear when posts and replies change, queued in the change's own transaction."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogPostPage
from comments.models import Status
from comments.services import Author, post_comment, set_status
from delivery.models import WebhookDelivery, WebhookEndpoint
from delivery.models.webhooks import WebhookEvent
from tests.conftest import render_all

MakePost = Callable[..., BlogPostPage]


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


def test_preview_frame_may_show_the_other_front_end(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        settings.ENVIRONMENT, "headless_preview_url", "https://app.example.com/preview"
    )

    policy = client.get("/admin/login/")["Content-Security-Policy"]

    frames = next(part for part in policy.split("; ") if part.startswith("frame-src"))
    assert "https://app.example.com" in frames.split()
