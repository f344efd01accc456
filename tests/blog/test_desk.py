"""What each role finds on the admin's home page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.blocks import PostBodyBlock
from blog.models import BlogPostPage, ProblemReport, SignOff
from blog.review.services import refresh
from tests import factories


@pytest.mark.parametrize(
    ("role", "sees"),
    [(EDITOR, True), (ADMINISTRATOR, True), (CLINICAL_REVIEWER, False), (MODERATOR, False)],
)
def test_desk_sees_what_is_scheduled_due_reported_and_to_mend(
    client: Client,
    make_post: Callable[..., BlogPostPage],
    make_user: Callable[..., Any],
    role: str,
    sees: bool,
) -> None:
    coming, due = make_post(title="Coming soon"), factories.signed(make_post(title="Old"))
    coming.go_live_at = timezone.now() + timedelta(days=2)
    coming.save_revision().publish()
    SignOff.objects.update(signed_at=timezone.now() - timedelta(days=800))
    refresh(due.pk)
    ProblemReport.objects.create(post=due, text="Wrong.")
    risks = ("risks", PostBodyBlock().child_blocks["risks"].get_preview_value())
    nowhere = ("text", {"heading": "Why", "text": '<p><a href="/aboot/">About us</a></p>'})
    make_post(title="To mend", body=[risks, nowhere]).save_revision().publish()
    client.force_login(make_user(role))

    text = " ".join(client.get("/admin/").content.decode().split())

    assert ("Scheduled posts" in text) is sees
    assert ("<span>1</span> review due" in text) is sees
    assert ("<span>1</span> open problem report" in text) is sees
    assert ("<span>1</span> broken link<" in text) is sees
    assert ("<span>1</span> post without sources" in text) is sees
    assert ('href="/admin/reports/broken-links/?state=broken"' in text) is sees
    assert ('href="/admin/reports/posts-without-sources/"' in text) is sees
    assert ("Posts that wait for your review" in text) is (role == CLINICAL_REVIEWER)
