"""Who reads, exports and deletes what people wrote to the clinic."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Page

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, FRONT_DESK, MODERATOR
from home.models import FormField, FormPage, HomePage

DOORS = (
    "/admin/forms/",
    "/admin/forms/results/",
    "/admin/forms/submissions/{form}/",
    "/admin/forms/submissions/{form}/results/",
    "/admin/forms/submissions/{form}/?export=csv",
    "/admin/forms/submissions/{form}/?export=xlsx",
    "/admin/forms/submissions/{form}/delete/?selected-submissions={answer}",
)


@pytest.fixture
def form(home: HomePage) -> FormPage:
    page = FormPage(title="Appointment", slug="appointment", thank_you_text="Thank you.")
    Page.objects.get(pk=home.pk).add_child(instance=page)
    FormField.objects.create(page=page, label="Name", field_type="singleline", required=True)
    page.save_revision().publish()
    return page


@pytest.fixture
def answer(form: FormPage) -> FormSubmission:
    return FormSubmission.objects.create(page=form, form_data={"name": "Ada Reader"})


@pytest.fixture
def browser_of(make_user: Callable[..., User]) -> Callable[[str], Client]:
    def log_in(role: str) -> Client:
        client = Client()
        client.force_login(make_user(role))
        return client

    return log_in


@pytest.mark.parametrize("role", [EDITOR, CLINICAL_REVIEWER, MODERATOR])
def test_who_writes_the_site_reads_exports_and_deletes_no_answers(
    browser_of: Callable[[str], Client], form: FormPage, answer: FormSubmission, role: str
) -> None:
    client = browser_of(role)

    for door in DOORS:
        address = door.format(form=form.pk, answer=answer.pk)
        for ask in (client.get, client.post):
            response = ask(address)
            # Sent away, as everywhere in the admin, or no such way of asking.
            assert response.status_code in (302, 403, 405), address
            content = b"".join(response) if response.streaming else response.content
            assert b"Ada Reader" not in content

    assert FormSubmission.objects.filter(pk=answer.pk).exists()
    assert "/admin/forms/" not in client.get("/admin/").text


@pytest.mark.parametrize("role", [FRONT_DESK, ADMINISTRATOR])
def test_who_answers_requests_reads_exports_and_deletes_them(
    browser_of: Callable[[str], Client], form: FormPage, answer: FormSubmission, role: str
) -> None:
    client = browser_of(role)

    assert "/admin/forms/" in client.get("/admin/").text
    assert "Appointment" in client.get("/admin/forms/").text
    assert "Ada Reader" in client.get(f"/admin/forms/submissions/{form.pk}/").text
    exported: Any = client.get(f"/admin/forms/submissions/{form.pk}/?export=csv")
    assert b"Ada Reader" in b"".join(exported)
    delete = f"/admin/forms/submissions/{form.pk}/delete/?selected-submissions={answer.pk}"
    assert client.post(delete).status_code == 302
    assert not FormSubmission.objects.exists()


def test_front_desk_opens_nothing_else(browser_of: Callable[[str], Client], form: FormPage) -> None:
    client = browser_of(FRONT_DESK)

    for address in (f"/admin/pages/{form.pk}/edit/", "/admin/images/", "/admin/users/"):
        assert client.get(address).status_code == 302
    assert f"/admin/pages/{form.pk}/edit/" not in client.get("/admin/forms/").text


@pytest.mark.parametrize(
    "address", ["/admin/pages/{form}/delete/", "/admin/bulk/wagtailcore/page/delete/?id={form}"]
)
def test_editor_deletes_no_answers_by_deleting_their_form(
    browser_of: Callable[[str], Client], form: FormPage, answer: FormSubmission, address: str
) -> None:
    client = browser_of(EDITOR)

    client.post(address.format(form=form.pk))

    assert FormSubmission.objects.filter(pk=answer.pk).exists()
    answer.delete()
    client.post(address.format(form=form.pk))
    assert not FormPage.objects.exists()
