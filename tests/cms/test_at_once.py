"""The same thing done several times at the same moment, as a double click or two people do it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, connections
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.contrib.forms.models import FormSubmission

from accounts.models import TwoFactorSettings, User
from accounts.roles import CLINICAL_REVIEWER, EDITOR, make_roles
from blog.clinical_review.workflow import make_workflow
from blog.models import BlogPostPage, ProblemReport, ReviewReset, SignOff
from core.models import OutboxItem
from core.outbox import MAIL
from home import forms
from home.models import FormField, FormPage, HomePage
from tests import factories
from tests.accounts.second_step import SET_UP_FIRST, code_of, device_on, give_password
from tests.blog.clinical_review.test_reviews import read_of

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TIMES = 4
SOURCES = "/admin/snippets/blog/source/"


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Call all at the same moment, each with a connection of its own; return the results."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait(30)
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def copies_of(client: Client) -> Iterator[Client]:
    """Return browsers that share a session."""
    for _ in range(TIMES):
        copy = Client(raise_request_exception=False)
        copy.cookies.update(client.cookies)
        yield copy


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_report_sent_at_once_is_one_task(
    post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)
    data = {"text": "The dose is wrong.", "form__stamp": forms.form_stamp(post.pk)}

    codes = at_once(
        *(
            lambda client=client: client.post(f"/report-a-problem/{post.pk}/", data).status_code
            for client in copies_of(Client())
        )
    )

    assert codes == [201] * TIMES
    assert ProblemReport.objects.count() == 1


def test_form_sent_at_once_is_one_request_and_one_mail(
    home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)
    page = FormPage(title="Appointment", slug="appointment", thank_you_text="<p>Thanks.</p>")
    page.to_address = "desk@example.com"
    HomePage.objects.get(pk=home.pk).add_child(instance=page)
    page.form_fields = [FormField(label="Your name", clean_name="name", field_type="singleline")]
    page.save()
    data = {"name": "Ada", "form__stamp": forms.form_stamp(page.pk)}

    responses = at_once(
        *(lambda client=client: client.post(page.url, data) for client in copies_of(Client()))
    )

    assert {response["Location"] for response in responses} == {f"{page.url}?sent=1"}
    assert FormSubmission.objects.count() == OutboxItem.objects.filter(kind=MAIL).count() == 1


@pytest.mark.parametrize("decision", ["full", "send-back"])
def test_review_decided_at_once_is_decided_once(
    make_post: Callable[..., BlogPostPage], make_user: Callable[..., User], decision: str
) -> None:
    post = make_post(live=False, body=[("text", {"heading": "How", "text": "<p>So.</p>"})])
    editor, reviewer = make_user(EDITOR), make_user(CLINICAL_REVIEWER)
    factories.PersonFactory(user=reviewer)
    post.save_revision(user=editor)
    make_workflow(make_roles()[CLINICAL_REVIEWER]).start(post, editor)
    client = logged_in(reviewer)
    address = f"/admin/clinical-review/{post.pk}/"
    read = read_of(client.get(address))
    data = {"read": read, "decision": decision, "comment": "Thanks.", "comment-head": "A typo."}

    codes = at_once(
        *(lambda copy=copy: copy.post(address, data).status_code for copy in copies_of(client))
    )

    post = BlogPostPage.objects.get(pk=post.pk)
    assert post.wagtail_admin_comments.count() == 1
    assert post.live is (decision == "full")
    assert post.workflow_states.count() == 1
    if decision == "full":
        assert codes == [302] * TIMES
        assert SignOff.objects.count() == 1
    else:
        assert sorted(codes) == [302, *[422] * (TIMES - 1)]


def test_source_withdrawn_at_once_is_withdrawn_once(
    make_post: Callable[..., BlogPostPage], make_user: Callable[..., User]
) -> None:
    source = factories.SourceFactory()
    text = f"<p>So{factories.cite(source)}.</p>"
    factories.signed(make_post(body=[("text", {"heading": "How", "text": text})]))
    data = {
        "kind": source.kind,
        "authors": source.authors,
        "title": source.title,
        "year": source.year,
        "doi": source.doi,
        "withdrawn_on": timezone.localdate(),
        "withdrawn_reason": "retracted",
    }

    codes = at_once(
        *(
            lambda copy=copy: copy.post(f"{SOURCES}edit/{source.pk}/", data).status_code
            for copy in copies_of(logged_in(make_user(EDITOR)))
        )
    )

    assert codes == [302] * TIMES
    assert ReviewReset.objects.count() == 1


def test_two_factor_log_in_set_up_at_once_is_set_up_once(
    make_user: Callable[..., User],
) -> None:
    editor = make_user(EDITOR)
    TwoFactorSettings.load().groups.set(Group.objects.filter(name=EDITOR))
    calls = []
    for _ in range(TIMES):
        client = Client()
        give_password(client, editor)
        code = code_of(device_on(client.get(SET_UP_FIRST).content.decode()))
        data = {"password": "password", "code": code}
        calls.append(lambda client=client, data=data: client.post(SET_UP_FIRST, data))

    responses = at_once(*calls)

    assert sum(response.status_code == 200 for response in responses) == 1
    assert {response.status_code for response in responses} <= {200, 302, 422}
    assert TOTPDevice.objects.filter(user=editor).count() == 1
