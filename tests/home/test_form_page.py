"""Appointment requests, as a reader sends them."""

import re
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail, signing
from django.test import Client
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Site

from accounts.models import User
from core import outbox
from home import forms, kept
from home.models import (
    FormField,
    FormPage,
    FormSettings,
    HomePage,
    OrganisationSettings,
    SentForm,
)

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
    assert mail.outbox == []  # not while somebody waits for an answer
    assert outbox.work_off() == 1
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
    assert '<a href="#id_e_mail">Enter an e-mail address such as name@example.com.</a>' in text
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


def test_each_mistake_has_words_of_its_own_that_name_the_field(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    kinds = {"day": "date", "age": "number", "link": "url", "topic": "radio", "agreed": "checkbox"}
    for name, kind in kinds.items():
        field = FormField(label=name.title(), clean_name=name, field_type=kind, choices="A\r\nB")
        form_page.form_fields.add(field)
    form_page.save()

    empty = client.post(form_page.url, {"form__stamp": stamp}).content.decode()
    odd = dict.fromkeys(kinds, "?") | {"your_name": "x" * 300, "reason": "a\x00b"}
    wrong = send(client, form_page, form__stamp=stamp, **odd).content.decode()

    for text, sentences in (
        (empty, ["Enter your name.", "Fill in “Reason”.", "Tick “Agreed” to go on."]),
        (wrong, ["Shorten “Your name” to 255 characters; it has 300.", "out of “Reason”."]),
    ):
        start = text.index("error-summary")
        summary = text[start : text.index("</ul>", start)]
        mistakes = re.findall(r">([^<>]+)</a>", summary)
        assert len(mistakes) == len(set(mistakes)) > 4
        assert all(any(sentence in mistake for mistake in mistakes) for sentence in sentences)
        assert "a date such as 11/27/2026 for “Day”" in summary
        assert "an address such as https://www.example.com for “Link”" in summary
        assert "Choose an answer to “Topic”." in summary
        assert "This field is required" not in text


def test_browser_is_told_what_it_can_fill_in(client: Client, form_page: FormPage) -> None:
    form_page.form_fields.add(
        FormField(label="Phone number", clean_name="phone_number", field_type="singleline")
    )
    form_page.save()

    text = client.get(form_page.url).content.decode()

    phone = re.search(r'<input[^>]*name="phone_number"[^>]*>', text)
    name = re.search(r'<input[^>]*name="your_name"[^>]*>', text)
    assert phone
    assert name
    assert 'type="tel"' in phone[0]
    assert 'autocomplete="tel"' in phone[0]
    assert 'autocomplete="name"' in name[0]


def test_form_is_sent_once_and_a_second_click_is_thanked_too(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    responses = [send(client, form_page, form__stamp=stamp) for _ in range(30)]

    assert {response["Location"] for response in responses} == {f"{form_page.url}?sent=1"}
    assert FormSubmission.objects.count() == 1
    assert outbox.work_off() == 1


def test_form_that_comes_again_with_other_answers_asks_first_and_loses_nothing(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    send(client, form_page, form__stamp=stamp)

    again = send(client, form_page, form__stamp=stamp, reason="And my knee.")

    assert again.status_code == 422
    text = again.content.decode()
    assert "And my knee." in text
    assert "sent before, with other answers" in text
    assert FormSubmission.objects.count() == 1


@pytest.mark.parametrize("budget", ["per_network", "per_page", "per_site"])
def test_too_many_forms_are_told_when_and_the_telephone_and_lose_nothing(
    client: Client, form_page: FormPage, stamp: str, site: Site, budget: str
) -> None:
    settings = FormSettings.for_site(site)
    setattr(settings, budget, 2)
    settings.save()
    OrganisationSettings.objects.update_or_create(
        site=site, defaults={"telephone": "+1 212 555 0100"}
    )

    codes = []
    for _ in range(4):
        fresh = forms.form_stamp(form_page.pk)
        later = forms.time.time() + 60
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(forms.time, "time", lambda later=later: later)
            response = send(client, form_page, form__stamp=fresh)
        codes.append(response.status_code)

    assert codes == [302, 302, 429, 429]
    assert int(response["Retry-After"]) > 0
    text = response.content.decode()
    assert "Nothing is lost: please send it again in" in text
    assert "I sleep badly." in text
    assert text.index("tel:+12125550100") < text.index("<form")
    assert FormSubmission.objects.count() == 2


def test_submission_with_the_hidden_field_filled_is_marked_for_the_desk(
    client: Client, form_page: FormPage, stamp: str, make_user: Callable[..., User]
) -> None:
    send(client, form_page, form__stamp=stamp, further__remarks="https://me.example")
    client.force_login(make_user(is_superuser=True))

    text = client.get(f"/admin/forms/submissions/{form_page.pk}/").content.decode()

    assert "A field that people can&#x27;t see was filled in." in text


def test_submissions_are_found_and_erased_by_the_address_among_their_answers(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    send(client, form_page, form__stamp=stamp, e_mail="Ada@Example.com")

    assert [found.get_data()["your_name"] for found in kept.submissions_of("ada@example.com ")] == [
        "Ada"
    ]
    assert kept.submissions_of("da@example.com") == kept.submissions_of("") == []
    assert kept.erase_submissions("ADA@example.com") == 1
    assert not FormSubmission.objects.exists()


def test_submissions_are_deleted_when_their_site_keeps_them_no_longer(
    client: Client, form_page: FormPage, stamp: str, site: Site
) -> None:
    FormSettings.objects.create(site=site, keep_days=30)
    send(client, form_page, form__stamp=stamp)
    now = timezone.now()

    assert kept.purge_submissions(now + timedelta(days=29)) == 0
    assert kept.purge_submissions(now + timedelta(days=31)) == 1
    assert not SentForm.objects.exists()


def test_mail_server_that_is_down_costs_nobody_their_request_and_the_mail_follows(
    client: Client, form_page: FormPage, stamp: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:

        def fail(*args: Any, **kwargs: Any) -> None:
            raise SMTPException("down")

        patch.setattr("django.core.mail.message.EmailMessage.send", fail)
        assert send(client, form_page, form__stamp=stamp).status_code == 302
        assert outbox.work_off() == 0

    assert FormSubmission.objects.count() == 1
    assert outbox.work_off(now=lambda: timezone.now() + timedelta(minutes=2)) == 1
    assert [message.to for message in mail.outbox] == [["desk@example.com"]]


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
