"""What each role finds on the admin's home page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR, make_roles
from blog.blocks import PostBodyBlock
from blog.clinical_review.services import refresh
from blog.clinical_review.workflow import make_workflow
from blog.models import BlogPostPage, ProblemReport, SignOff
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
    changed = make_post(title="Live and changed")
    changed.title = "Title to come"
    changed.save_revision()
    client.force_login(make_user(role))

    text = " ".join(client.get("/admin/").content.decode().split())

    assert ("Scheduled posts" in text) is sees
    assert ("Title to come</a><br>Changes to a live post" in text) is sees
    assert ("<span>1</span> review due" in text) is sees
    assert ("<span>1</span> open problem report" in text) is sees
    assert ("<span>1</span> broken link<" in text) is sees
    assert ("<span>1</span> post without sources" in text) is sees
    assert ('href="/admin/reports/broken-links/?state=broken"' in text) is sees
    assert ('href="/admin/reports/posts-without-sources/"' in text) is sees
    assert ("Posts that wait for your review" in text) is (role == CLINICAL_REVIEWER)


def test_drafts_of_colleagues_say_what_they_wait_for_and_take_the_same_queries(
    client: Client,
    make_post: Callable[..., BlogPostPage],
    make_user: Callable[..., Any],
    count_queries: Callable[..., int],
) -> None:
    colleague = make_user(EDITOR, "colleague@example.com")
    workflow = make_workflow(make_roles()[CLINICAL_REVIEWER])
    factories.PersonFactory(user=make_user(CLINICAL_REVIEWER, "reviewer@example.com"))

    def draft(title: str) -> BlogPostPage:
        post = make_post(title=title, live=False)
        post.save_revision(user=colleague)
        return post

    draft("Begun")
    client.force_login(make_user(EDITOR))
    client.get("/admin/")
    few = count_queries(client.get, "/admin/")
    in_review, returned = draft("Read now"), draft("Read")
    for post in (in_review, returned):
        workflow.start(post, colleague)
    task_state = returned.current_workflow_task_state
    task_state.reject(user=colleague, comment="Say how often.")
    for number in range(8):
        draft(f"Begun {number}")
    assert count_queries(client.get, "/admin/") <= few + 2

    text = " ".join(client.get("/admin/").content.decode().split())

    assert "Begun 7</a><br>Draft, changed by colleague@example.com on" in text
    assert "Read now</a><br>In review" in text
    assert "Read</a><br>Sent back by its reviewer" in text
