"""Appointment requests, as a reader sends them."""

import re
from smtplib import SMTPException
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail, signing
from django.test import Client
from wagtail.contrib.forms.models import FormSubmission

from home import forms
from home.models import FormField, FormPage, HomePage

ANSWERS = {"your_name": "Ada", "e_mail": "ada@example.com", "reason": "I sleep badly."}


@pytest.fixture
def form_page(home: HomePage) -> FormPage:
    page = FormPage(
        title="Request an appointment",
        slug="appointment",
        thank_you_text="<p>We will call you.</p>",
        to_address="desk@example.com",
        subject="A request",
    )
    HomePage.objects.get(pk=home.pk).add_child(instance=page)
    page.form_fields = [
        FormField(sort_order=1, label="Your name", clean_name="your_name", field_type="singleline"),
        FormField(sort_order=2, label="E-mail", clean_name="e_mail", field_type="email"),
        FormField(sort_order=3, label="Reason", clean_name="reason", field_type="multiline"),
    ]
    page.save()
    return page


@pytest.fixture
def stamp(form_page: FormPage, client: Client, monkeypatch: pytest.MonkeyPatch) -> str:
    """The stamp of a form that was shown, with a minute gone by since."""
    text = client.get(form_page.url).content.decode()
    found = re.search(r'name="form__stamp" value="([^"]+)"', text)
    assert found
    shown = signing.loads(found[1], salt=forms.SALT)["shown"]
    monkeypatch.setattr(forms.time, "time", lambda: shown + 60)
    return found[1]


def send(client: Client, page: FormPage, **answers: str) -> Any:
    return client.post(page.url, ANSWERS | answers)


def test_request_is_stored_and_the_desk_is_told_without_the_answers(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    response = send(client, form_page, form__stamp=stamp)

    assert response.status_code == 302
    assert "We will call you." in client.get(response["Location"]).content.decode()
    assert FormSubmission.objects.get().get_data()["reason"] == "I sleep badly."
    [message] = mail.outbox
    assert message.to == ["desk@example.com"]
    assert "sleep badly" not in message.body
    assert "ada@example.com" not in message.body
    assert f"/admin/forms/submissions/{form_page.pk}/" in message.body


def test_mistake_is_shown_at_its_field_and_nothing_typed_is_lost(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    response = send(client, form_page, form__stamp=stamp, e_mail="ada@")

    assert response.status_code == 422
    text = response.content.decode()
    assert "Enter a valid email address." in text
    assert 'href="#id_e_mail"' in text
    assert "I sleep badly." in text
    assert not FormSubmission.objects.exists()


def test_hidden_field_that_a_password_manager_fills_costs_nobody_their_request(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    filled = {"form__stamp": stamp, "further__remarks": "https://me.example"}

    mistaken = send(client, form_page, **filled | {"e_mail": "ada@"})
    sent = send(client, form_page, **filled)

    assert "https://me.example" not in mistaken.content.decode()
    assert sent.status_code == 302
    assert FormSubmission.objects.count() == 1


def test_robot_that_answers_at_once_is_refused(client: Client, form_page: FormPage) -> None:
    response = send(client, form_page, form__stamp=forms.form_stamp(form_page.pk))

    assert response.status_code == 422
    assert "very quick" in response.content.decode()


def test_stamp_of_another_form_or_none_is_refused_and_the_text_kept(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    for wrong in ("", "forged", forms.form_stamp(form_page.pk + 1)):
        response = send(client, form_page, form__stamp=wrong)

        assert response.status_code == 422
        assert "I sleep badly." in response.content.decode()


def test_mail_server_that_is_down_costs_nobody_their_request(
    client: Client, form_page: FormPage, stamp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise SMTPException("down")

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", fail)

    assert send(client, form_page, form__stamp=stamp).status_code == 302
    assert FormSubmission.objects.count() == 1


def test_form_and_its_thanks_name_whom_to_call_in_a_crisis(
    client: Client, form_page: FormPage
) -> None:
    for address, title in (
        (form_page.url, "Request an appointment | Our clinic"),
        (f"{form_page.url}?sent=1", "Thank you: Request an appointment | Our clinic"),
    ):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert page.title.get_text() == title
        panel = page.select_one("main .crisis-resources")
        assert [link["href"] for link in panel.select(".crisis-links a")] == [
            "tel:988",
            "sms:988",
            "https://988lifeline.org/chat/",
            "tel:911",
        ]
