"""Sign-offs by who is not asked, twice, of something else, and without a database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, Revision, TaskState, WorkflowState

from accounts.models import User
from accounts.roles import CLINICAL_REVIEWER, EDITOR, make_roles
from blog.clinical_review.services import reset
from blog.clinical_review.workflow import make_workflow
from blog.models import BlogPostPage, PostReview, SignOff
from tests import factories
from tests.blog.clinical_review.test_reviews import read_of, sign

MakeUser = Callable[..., User]


@pytest.fixture
def reviewer(make_user: MakeUser) -> User:
    user = make_user(CLINICAL_REVIEWER)
    factories.PersonFactory(name="Grace Kim", user=user)
    return user


@pytest.fixture
def waiting(make_post: Callable[..., BlogPostPage], make_user: MakeUser) -> BlogPostPage:
    """A draft that waits for its review."""
    text = {"heading": "How it works", "text": "<p>It acts.</p>"}
    post = make_post(title="Ketamine", live=False, body=[("text", text)])
    editor = make_user(EDITOR, "editor@example.com")
    post.save_revision(user=editor)
    make_workflow(make_roles()[CLINICAL_REVIEWER]).start(post, editor)
    return post


@pytest.fixture
def clinic(reviewer: User) -> Client:
    """The reviewer's browser."""
    client = Client(raise_request_exception=False)
    client.force_login(reviewer)
    return client


def is_live(post: BlogPostPage) -> bool:
    return BlogPostPage.objects.filter(pk=post.pk, live=True).exists()


@pytest.mark.parametrize("decision", ["full", "send-back"])
def test_review_is_for_those_whom_its_step_asks(
    waiting: BlogPostPage, make_user: MakeUser, decision: str
) -> None:
    others = Group.objects.create(name="Pharmacists")
    for codename in ("add_signoff", "access_admin"):
        others.permissions.add(Permission.objects.get(codename=codename))
    user = make_user()
    user.groups.add(others)
    factories.PersonFactory(user=user)
    client = Client()
    client.force_login(user)

    response = sign(client, waiting, decision, comment="Please add more.")

    assert response.status_code == 422
    assert f"This review is asked of others ({CLINICAL_REVIEWER})" in response.content.decode()
    assert not SignOff.objects.exists()
    assert not is_live(waiting)
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


def test_second_click_signs_once(waiting: BlogPostPage, clinic: Client) -> None:
    address = f"/admin/clinical-review/{waiting.pk}/"
    data = {"read": read_of(clinic.get(address)), "decision": "full", "comment-head": "A typo."}

    answers = [clinic.post(address, data).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert is_live(waiting)
    assert SignOff.objects.count() == 1
    assert Comment.objects.count() == 1
    assert PageLogEntry.objects.filter(action="blog.sign_off").count() == 1


def test_second_click_sends_back_once(waiting: BlogPostPage, clinic: Client) -> None:
    address = f"/admin/clinical-review/{waiting.pk}/"
    data = {"read": read_of(clinic.get(address)), "decision": "send-back", "comment": "More."}

    assert clinic.post(address, data).status_code == 302
    second = clinic.post(address, data)

    assert second.status_code == 422
    assert "does not wait for a review any more" in second.content.decode()


def test_signing_again_counts_after_a_reset(waiting: BlogPostPage, clinic: Client) -> None:
    sign(clinic, waiting)
    post = BlogPostPage.objects.get(pk=waiting.pk)
    reset(post, ["head"], reason="A source.", now=timezone.now())

    sign(clinic, waiting)

    assert SignOff.objects.count() == 2
    assert PostReview.objects.get().is_complete


@pytest.mark.parametrize("read", ["", "made-up", "W10:1:2", "\x00", "a" * 100_000])
def test_what_was_read_cannot_be_made_up(waiting: BlogPostPage, clinic: Client, read: str) -> None:
    data = {"read": read, "decision": "full"}
    response = clinic.post(f"/admin/clinical-review/{waiting.pk}/", data)

    assert response.status_code == 422
    assert not SignOff.objects.exists()


def test_what_was_read_of_another_post_signs_nothing(
    waiting: BlogPostPage, make_post: Callable[..., BlogPostPage], clinic: Client
) -> None:
    other = make_post(title="Something else")
    read = read_of(clinic.get(f"/admin/clinical-review/{other.pk}/"))

    response = clinic.post(
        f"/admin/clinical-review/{waiting.pk}/", {"read": read, "decision": "full"}
    )

    assert response.status_code == 409
    assert not SignOff.objects.exists()
    assert not is_live(waiting)


@pytest.mark.parametrize("number", ["0", "9" * 10, "9" * 20, "9" * 5000])
def test_number_that_no_post_has_is_not_found(clinic: Client, site: Any, number: str) -> None:
    assert clinic.get(f"/admin/clinical-review/{number}/").status_code == 404


def test_reviews_are_exported_for_the_desk_and_hold_no_formula(
    make_post: Callable[..., BlogPostPage], make_user: MakeUser
) -> None:
    person = factories.PersonFactory(name="=1+1", credentials="")
    category = factories.CategoryFactory(name="@SUM(1)")
    factories.signed(make_post(title="-2+3", category=category), person)
    client = Client()
    address = "/admin/reports/clinical-reviews/?export=csv"
    assert client.get(address).status_code == 302
    client.force_login(make_user(EDITOR))

    text = b"".join(client.get(address).streaming_content).decode()

    assert text.splitlines()[1].startswith("'-2+3,'@SUM(1),'=1+1,")


class Gone:
    """A database that goes away at the n-th thing that is written.

    Args:
        number: from 1.
    """

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.left -= 1
            if self.left == 0:
                raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)


def stored() -> list[Any]:
    """Return what a sign-off writes."""
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (SignOff, PostReview, TaskState, WorkflowState, PageLogEntry, Comment)
    ] + [Revision.objects.count(), list(BlogPostPage.objects.values_list("live"))]


def test_database_that_goes_away_leaves_no_half_of_a_signature(
    waiting: BlogPostPage, clinic: Client
) -> None:
    address = f"/admin/clinical-review/{waiting.pk}/"
    data = {"read": read_of(clinic.get(address)), "decision": "full", "comment-head": "A typo."}
    before = stored()

    for number in range(1, 200):
        gone = Gone(number)
        with connection.execute_wrapper(gone):
            response = clinic.post(address, data)
        if response.status_code == 302:
            break
        assert response.status_code == 500, number
        assert "Something went wrong on our side" in response.content.decode()
        assert stored() == before, number

    assert number > 10
    assert is_live(waiting)
    assert (SignOff.objects.count(), Comment.objects.count()) == (1, 1)
