"""A reader's report becomes a task of the desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.roles import EDITOR, MODERATOR
from blog.models import BlogPostPage, ClinicalReviewSettings, ProblemReport
from core import outbox
from home import forms

REPORTS = "/admin/snippets/blog/problemreport/"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests be quicker than a person."""
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


def report(client: Client, post: BlogPostPage, **values: str) -> Any:
    sent = {"text": "The dose is wrong.", "form__stamp": forms.form_stamp(post.pk)}
    return client.post(f"/report-a-problem/{post.pk}/", sent | values)


def test_report_opens_a_task_that_an_editor_closes(
    client: Client,
    post: BlogPostPage,
    site: Any,
    make_user: Callable[..., Any],
) -> None:
    review_settings = ClinicalReviewSettings.for_site(site)
    review_settings.remind = "owner@example.com"
    review_settings.save()
    assert f'href="/report-a-problem/{post.pk}/"' in client.get(post.url).content.decode()
    assert "What is wrong?" in client.get(f"/report-a-problem/{post.pk}/").content.decode()

    response = report(client, post, email="ada@example.com")

    assert response.status_code == 201
    task = ProblemReport.objects.get()
    assert outbox.work_off() == 1
    assert "The dose is wrong." not in mail.outbox[0].body  # it may be about their health
    assert [message.to for message in mail.outbox] == [["owner@example.com"]]
    assert f"{REPORTS}edit/{task.pk}/" in mail.outbox[0].body
    editor = make_user(EDITOR)
    client.force_login(editor)
    assert "The dose is wrong." in client.get(REPORTS).content.decode()
    closed = client.post(f"{REPORTS}edit/{task.pk}/", {"state": "done", "note": "Mended."})
    assert closed.status_code == 302
    task.refresh_from_db()
    assert (task.state, task.text) == ("done", "The dose is wrong.")
    assert task.handled_by == editor
    assert editor.email in client.get(REPORTS).content.decode()
    assert client.get(f"{REPORTS}add/").status_code == 302  # to the home page: nobody adds one


def test_mistakes_are_told_and_nothing_is_lost(client: Client, post: BlogPostPage) -> None:
    response = report(client, post, text="", email="ada@example")

    assert response.status_code == 422
    text = response.content.decode()
    assert "Say what is wrong" in text
    assert "ada@example" in text
    assert not ProblemReport.objects.exists()


@pytest.mark.parametrize("key", [10**6, 10**30])
def test_post_that_is_not_there_is_not_found(client: Client, post: BlogPostPage, key: int) -> None:
    assert client.get(f"/report-a-problem/{key}/").status_code == 404


def test_text_that_cannot_be_stored_is_refused_at_its_field(
    client: Client, post: BlogPostPage
) -> None:
    response = report(client, post, text="a\x00b")

    assert response.status_code == 422
    assert "Null characters are not allowed" in response.content.decode()
    assert not ProblemReport.objects.exists()


def test_many_reports_are_asked_to_wait(client: Client, post: BlogPostPage) -> None:
    answers = [report(client, post) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [201] * 10 + [429]
    assert "The dose is wrong." in answers[-1].content.decode()
    assert int(answers[-1]["Retry-After"]) > 0


def test_update_and_correction_are_told_to_readers_and_machines(
    client: Client, post: BlogPostPage
) -> None:
    told = [
        {"changed_on": "2026-11-02", "kind": "update", "text": "A new study was added."},
        {"changed_on": "2026-11-20", "kind": "correction", "text": "The dose was wrong."},
    ]
    page = BlogPostPage.objects.get(pk=post.pk)
    block = page.updates.stream_block
    page.updates = block.normalize(
        [("update", block.child_blocks["update"].to_python(value)) for value in told]
    )
    page.save()

    text = client.get(post.url).content.decode()

    assert text.index("The dose was wrong.") < text.index("A new study was added.")
    assert '"@type": "CorrectionComment"' in text
    assert client.get(f"/api/content/v1/posts/{post.slug}/").json()["updates"] == told[::-1]


def test_only_public_posts_have_a_form_and_only_the_desk_sees_reports(
    client: Client, post: BlogPostPage, make_user: Callable[..., Any]
) -> None:
    report(client, post)
    post.unpublish()
    assert client.get(f"/report-a-problem/{post.pk}/").status_code == 404
    client.force_login(make_user(MODERATOR))
    assert client.get(REPORTS).status_code == 302


def test_listing_needs_few_queries(
    client: Client,
    post: BlogPostPage,
    make_user: Callable[..., Any],
    count_queries: Callable[..., int],
) -> None:
    ProblemReport.objects.bulk_create(ProblemReport(post=post, text=f"No. {n}") for n in range(50))
    client.force_login(make_user(EDITOR))
    client.get(REPORTS)

    assert count_queries(client.get, REPORTS) <= 15
