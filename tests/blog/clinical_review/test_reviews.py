"""Posts are signed as they were read, and no text is called reviewed that was not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Comment, Workflow, WorkflowPage

from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, make_roles
from blog.clinical_review.reminders import remind
from blog.clinical_review.services import refresh, reset
from blog.clinical_review.workflow import make_workflow
from blog.models import (
    BlogPostPage,
    ClinicalReviewSettings,
    EditorialCheckSettings,
    PostReview,
    SignOff,
)
from tests import factories
from tests.blog.clinical_review.desk import read_of, rewritten, sign
from tests.blog.publishing.desk import form_of

MakePost = Callable[..., BlogPostPage]


def shown(post: BlogPostPage) -> dict[str, str]:
    """Return what an anonymous reader sees of the review: by the section's heading or `post`."""
    address = BlogPostPage.objects.get(pk=post.pk).url
    soup = BeautifulSoup(Client().get(address).content, "html.parser")
    found = {
        mark.find_previous("h2").get_text(strip=True): str(mark["data-review"])
        for mark in soup.select("p.section-review")
    }
    if line := soup.select_one(".byline .review-line"):
        found["post"] = str(line["data-review"])
    return found


def test_changing_one_risk_takes_the_badge_from_that_section_until_it_is_signed_again(
    client: Client, draft: BlogPostPage, reviewer: Any
) -> None:
    api = f"/api/content/v1/posts/{draft.slug}/"
    assert shown(draft) == {}
    assert client.get(api).json()["review"]["state"] == "not_reviewed"
    client.force_login(reviewer)

    assert sign(client, draft).status_code == 302

    assert shown(draft) == {"How it works": "reviewed", "Risks": "reviewed", "post": "reviewed"}
    answer = client.get(api).json()
    assert answer["review"]["state"] == "reviewed"
    assert answer["reviewer"]["name"] == "Grace Kim"
    page = client.get(draft.url).content.decode()
    assert '"lastReviewed"' in page
    assert "Medically reviewed by" in page

    rewritten(draft, "Needing more", "Needing much more").save_revision().publish()

    assert shown(draft) == {
        "How it works": "reviewed",
        "Risks": "not_reviewed",
        "post": "partly_reviewed",
    }
    answer = client.get(api).json()
    assert answer["reviewer"] is None
    assert answer["reviewed_on"] is None
    states = [section["state"] for section in answer["review"]["sections"]]
    assert states == ["reviewed", "not_reviewed"]
    page = client.get(draft.url).content.decode()
    assert '"lastReviewed"' not in page
    assert "Medically reviewed by" not in page

    assert sign(client, draft, "wording").status_code == 302

    assert shown(draft)["Risks"] == "reviewed"
    assert client.get(api).json()["review"]["state"] == "reviewed"


def test_emphasis_and_order_need_no_new_review_but_links_and_the_title_do(
    client: Client, draft: BlogPostPage, reviewer: Any
) -> None:
    client.force_login(reviewer)
    sign(client, draft)

    plain = rewritten(draft, "<b>glutamate</b>", "glutamate")
    plain.body = list(reversed(list(plain.body.raw_data)))  # type: ignore[assignment]
    plain.save_revision().publish()
    assert shown(draft)["post"] == "reviewed"

    linked = '<a href=\\"https://example.com/\\">glutamate</a>'
    rewritten(draft, "glutamate", linked).save_revision().publish()
    assert shown(draft)["How it works"] == "not_reviewed"

    sign(client, draft, "wording")
    titled = BlogPostPage.objects.get(pk=draft.pk)
    titled.title = "Ketamine cures"
    titled.save_revision().publish()
    assert shown(draft) == {
        "How it works": "reviewed",
        "Risks": "reviewed",
        "post": "partly_reviewed",
    }


def test_text_that_changed_while_it_was_read_is_not_signed_and_the_difference_is_shown(
    client: Client, draft: BlogPostPage, reviewer: Any
) -> None:
    client.force_login(reviewer)
    address = f"/admin/clinical-review/{draft.pk}/"
    read = read_of(client.get(address))
    rewritten(draft, "Needing more", "Wanting more").save_revision()
    comment = {f"comment-{draft.body[1].id}": "Is there a figure?"}

    response = client.post(
        address, {"read": read, "decision": "full", "comment": "Well done"} | comment
    )

    assert response.status_code == 409
    assert not SignOff.objects.exists()
    soup = BeautifulSoup(response.content, "html.parser")
    assert "changed while you were reading" in soup.find(role="alert").get_text()
    assert [gone.get_text() for gone in soup.select("section .deletion")] == ["Needing"]
    assert [new.get_text() for new in soup.select("section .addition")] == ["Wanting"]
    assert soup.find("textarea", {"name": "comment"}).get_text() == "Well done"
    assert "Is there a figure?" in soup.get_text()
    # What is in the form now is the new text.
    new_read = read_of(response)
    assert client.post(address, {"read": new_read, "decision": "full"}).status_code == 302
    assert SignOff.objects.count() == 1


def test_post_goes_back_with_comments_and_is_published_by_its_signature(
    client: Client,
    draft: BlogPostPage,
    reviewer: Any,
    make_user: Callable[..., Any],
) -> None:
    editor = make_user(EDITOR, "editor@example.com")
    workflow = make_workflow(make_roles()[CLINICAL_REVIEWER])
    assert make_workflow(make_roles()[CLINICAL_REVIEWER]) == workflow
    assert Workflow.objects.filter(name=workflow.name).count() == 1
    new = rewritten(draft, "Needing more", "Needing a higher dose")
    new.save_revision(user=editor)
    workflow.start(new, editor)
    client.force_login(reviewer)
    waiting = client.get("/admin/").content.decode()
    assert f'href="/admin/clinical-review/{draft.pk}/"' in waiting

    assert sign(client, draft, "send-back").status_code == 422
    key = f"comment-{draft.body[1].id}"
    response = sign(client, draft, "send-back", comment="See the risk.", **{key: "Which\x00 dose?"})

    assert response.status_code == 302
    comment = Comment.objects.get()
    assert comment.text == "Which dose?"
    assert comment.has_valid_contentpath(new)
    page = BlogPostPage.objects.get(pk=draft.pk)
    assert page.current_workflow_state.status == "needs_changes"
    assert "Nothing waits for you." in client.get("/admin/").content.decode()
    assert "Needing a higher dose" not in Client().get(draft.url).content.decode()

    page.current_workflow_state.resume(user=editor)
    assert sign(client, draft).status_code == 302

    assert "Needing a higher dose" in Client().get(draft.url).content.decode()
    assert shown(draft)["post"] == "reviewed"


def test_signature_is_refused_with_its_reason(
    client: Client, draft: BlogPostPage, reviewer: Any, person: Any
) -> None:
    client.force_login(reviewer)

    response = sign(client, draft, "wording")
    assert response.status_code == 422
    assert "never reviewed as a whole" in response.content.decode()

    BlogPostPage.objects.filter(pk=draft.pk).update(author=person)
    mine = BlogPostPage.objects.get(pk=draft.pk)
    mine.save_revision()
    response = sign(client, draft)
    assert response.status_code == 422
    assert "Authors do not review their own posts" in response.content.decode()

    person.user = None
    person.save()
    response = sign(client, draft)
    assert response.status_code == 422
    assert "not connected with a person" in response.content.decode()

    response = client.post(f"/admin/clinical-review/{draft.pk}/", {"read": "x", "decision": "full"})
    assert response.status_code == 422
    response = client.post(f"/admin/clinical-review/{draft.pk}/", {})
    assert response.status_code == 422
    assert "Choose whether to sign the post" in response.content.decode()
    assert not SignOff.objects.exists()
    assert client.get(f"/admin/clinical-review/{10**30}/").status_code == 404


def test_only_reviewers_sign(
    client: Client, draft: BlogPostPage, make_user: Callable[..., Any]
) -> None:
    client.force_login(make_user(EDITOR))

    response = client.get(f"/admin/clinical-review/{draft.pk}/")

    assert response.status_code == 302
    assert response["Location"] == "/admin/"


def test_category_that_requires_a_review_keeps_an_unsigned_text_as_a_draft(
    client: Client, draft: BlogPostPage, reviewer: Any, make_user: Callable[..., Any]
) -> None:
    draft.category.requires_review = True
    draft.category.save()
    client.force_login(make_user(EDITOR))
    form = form_of(draft, **{"action-publish": "yes"})
    address = f"/admin/pages/{draft.pk}/edit/"

    response = client.post(address, form, follow=True)

    text = response.content.decode()
    assert "go live only after a clinical review" in text
    assert "Unsigned words." not in Client().get(draft.url).content.decode()
    saved = BlogPostPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert "Unsigned words." in str(saved.body)

    client.force_login(reviewer)
    assert sign(client, draft).status_code == 302
    client.force_login(make_user(EDITOR))
    form["body-0-id"] = saved.body[0].id
    client.post(address, form, follow=True)
    assert "Unsigned words." in Client().get(draft.url).content.decode()


def test_reset_marks_a_section_for_review_until_it_is_signed_again(
    client: Client, draft: BlogPostPage, reviewer: Any
) -> None:
    client.force_login(reviewer)
    sign(client, draft)
    assert not PostReview.objects.get().is_overdue

    reset(draft, [draft.body[1].id], reason="A source was withdrawn", now=timezone.now())

    assert shown(draft)["Risks"] == "not_reviewed"
    assert PostReview.objects.get().is_overdue
    sign(client, draft)
    assert shown(draft)["post"] == "reviewed"
    assert not PostReview.objects.get().is_overdue


def test_withdrawn_source_marks_each_section_that_cites_it(
    client: Client, make_post: MakePost, reviewer: Any
) -> None:
    source = factories.SourceFactory()
    cite = f'<p>It works.<embed embedtype="source" id="{source.pk}"/></p>'
    posts = [
        make_post(
            body=[
                ("text", {"heading": "Cites", "text": cite}),
                ("text", {"heading": "Does not", "text": "<p>Plain.</p>"}),
            ]
        )
        for _ in range(2)
    ]
    for post in posts:
        factories.signed(post)
        assert shown(post)["post"] == "reviewed"

    source.withdrawn_on, source.withdrawn_reason = timezone.localdate(), "retracted"
    source.save()

    for post in posts:
        assert shown(post) == {
            "Cites": "not_reviewed",
            "Does not": "reviewed",
            "post": "partly_reviewed",
        }
        assert PostReview.objects.get(pk=post.pk).is_overdue
    client.force_login(reviewer)
    text = client.get(f"/admin/clinical-review/{posts[0].pk}/").content.decode()
    assert "Withdrawn on" in text
    assert sign(client, posts[0]).status_code == 302
    assert shown(posts[0])["Cites"] == "reviewed"


def test_post_with_errors_of_the_checks_is_not_published_by_its_signature(
    client: Client, draft: BlogPostPage, reviewer: Any, make_user: Callable[..., Any], site: Any
) -> None:
    checks = EditorialCheckSettings.for_site(site)
    checks.require_sources = True
    checks.save()
    editor = make_user(EDITOR, "editor@example.com")
    workflow = make_workflow(make_roles()[CLINICAL_REVIEWER])
    workflow.start(draft, editor)
    client.force_login(reviewer)

    response = sign(client, draft)

    assert response.status_code == 422
    assert "The checks find what keeps this post from going live" in response.content.decode()
    assert not SignOff.objects.exists()


def test_due_reviews_are_reported_mailed_once_and_told_to_readers_when_asked(
    client: Client, make_post: MakePost, make_user: Callable[..., Any], site: Any
) -> None:
    overdue, fresh = make_post(title="Old one"), make_post(title="Fresh one")
    for post in (overdue, fresh):
        factories.signed(post)
    long_ago = timezone.now() - timedelta(days=800)
    SignOff.objects.filter(post=overdue).update(signed_at=long_ago)
    refresh(overdue.pk)
    review_settings = ClinicalReviewSettings.for_site(site)
    review_settings.remind, review_settings.show_overdue = "owner@example.com", True
    review_settings.save()
    client.force_login(make_user(EDITOR))

    listed = client.get("/admin/reports/clinical-reviews/?state=due").content.decode()

    assert "Old one" in listed
    assert "Fresh one" not in listed
    assert remind(timezone.now()) == 1
    assert remind(timezone.now()) == 0
    assert [message.to for message in mail.outbox] == [["owner@example.com"]]
    assert "Old one" in mail.outbox[0].body
    assert "Fresh one" not in mail.outbox[0].body
    assert "review is overdue" in Client().get(overdue.url).content.decode()
    assert "review is overdue" not in Client().get(fresh.url).content.decode()


def test_settings_move_the_dates_of_their_site_by_a_few_queries_for_any_number_of_posts(
    client: Client, make_post: MakePost, make_user: Callable[..., Any], site: Any
) -> None:
    text = ("text", {"heading": "How", "text": "<p>Slowly.</p>"})
    waits, *others = [factories.signed(make_post(body=[text])) for _ in range(12)]
    reset(waits, [waits.body[0].id], reason="Withdrawn", now=timezone.now())
    before = PostReview.objects.get(post=others[0]).due_on
    assert before
    client.force_login(make_user(ADMINISTRATOR))
    address = f"/admin/settings/blog/clinicalreviewsettings/{site.pk}/"
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        response = client.post(address, {"review_every": "6"})

    assert response.status_code == 302, response.content.decode()
    assert PostReview.objects.get(post=waits).due_on == timezone.localdate()
    (after,) = {review.due_on for review in PostReview.objects.exclude(post=waits)}
    assert after
    assert 150 < (before - after).days < 200
    about = [query for query in captured if "blog_postreview" in query["sql"]]
    assert len(about) <= 3


def test_report_needs_few_queries_for_fifty_posts(
    client: Client,
    make_post: MakePost,
    make_user: Callable[..., Any],
    count_queries: Callable[..., int],
) -> None:
    first = make_post()
    for _ in range(49):
        make_post(author=first.author, category=first.category)
    client.force_login(make_user(EDITOR))
    address = "/admin/reports/clinical-reviews/"
    text = client.get(address).content.decode()
    assert len(re.findall("Never reviewed</td>|Never reviewed\\s", text)) >= 50

    assert count_queries(client.get, address) <= 15


@pytest.mark.django_db
def test_command_gives_the_workflow_to_blogs_that_have_none(
    blog: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        call_command("make_clinical_review")
        assert capsys.readouterr().out == "Clinical review is given to: “Blog”.\n"

    assert blog.get_workflow() == Workflow.objects.get(name="Clinical review")
    other = Workflow.objects.create(name="Another")
    WorkflowPage.objects.filter(page=blog).update(workflow=other)
    call_command("make_clinical_review")
    assert type(blog).objects.get(pk=blog.pk).get_workflow() == other
