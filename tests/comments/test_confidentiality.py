"""The clinic confirms nobody as a patient by accident."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from accounts.models import User
from accounts.roles import MODERATOR
from blog.models import BlogPostPage
from comments import forms
from comments.confidentiality import confirming
from comments.models import ReaderComment, Status
from home.models import OrganisationSettings

CONFIRMS = [
    "We are sorry about your appointment last week.",
    "Dr. Okafor saw you in May, and we reviewed your chart.",
    "As our patient you can always call.",
    "Thank you for being our patient!",
    "When you were here we talked about that.",
    "Your infusion on Monday went well.",
    "You missed your last session.",
    "We prescribed you the lower dose.",
    "You canceled with us twice.",
    "It was great to see you again.",
    "We have been treating you since 2024.",
]
NEUTRAL = [
    "Thank you for writing. We can't talk about anybody's care here; please call us.",
    "Many people feel like this in the first weeks. Please talk to the person who prescribes it.",
    "If you are struggling right now, call or text 988.",
    "Our patients are told about side effects before they begin.",
    "Ketamine is given under supervision. Patients stay for two hours.",
]


@pytest.mark.parametrize("text", CONFIRMS)
def test_what_may_confirm_a_patient_is_found(text: str) -> None:
    assert confirming(text)


@pytest.mark.parametrize("text", NEUTRAL)
def test_neutral_answer_is_left_alone(text: str) -> None:
    assert confirming(text) == []


@pytest.fixture
def staff(client: Client, site: Site, make_user: Callable[..., User]) -> Client:
    clinic = OrganisationSettings.for_site(site)
    clinic.telephone = "+1 555 010 0199"
    clinic.save()
    client.force_login(make_user(MODERATOR, first_name="Hannah", last_name="Lindqvist"))
    return client


def test_moderator_is_warned_in_the_admin_before_it_is_published(
    staff: Client, reply: Callable[..., ReaderComment]
) -> None:
    address = f"/admin/reader-comments/inspect/{reply().pk}/"
    answer = {"action": "reply", "text": CONFIRMS[0]}

    warned = staff.post(address, answer).content.decode()

    assert "This may tell everybody that somebody is a patient" in warned
    assert "+1 555 010 0199" in warned
    assert "We take what you describe seriously." in warned  # a neutral answer is offered
    assert CONFIRMS[0] in warned  # and nothing is lost
    assert not ReaderComment.objects.filter(by_staff=True).exists()
    staff.post(address, answer | {"confidential": "keep"})
    assert ReaderComment.objects.get(by_staff=True).status == Status.APPROVED


def test_moderator_is_warned_on_the_site_before_it_is_published(
    staff: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)

    def send(**values: str) -> Any:
        words = {"comment": CONFIRMS[1], "stamp": forms.stamp()}
        return staff.post(f"/comments/{post.pk}/", words | values)

    warned = send().content.decode()

    assert "This may tell everybody that somebody is a patient" in warned
    assert "Neutral answers" in warned
    assert CONFIRMS[1] in warned
    assert not ReaderComment.objects.exists()
    assert send(comment=NEUTRAL[0]).status_code == 302
    assert send(confidential="keep").status_code == 302
    assert ReaderComment.objects.count() == 2


def test_reader_is_never_asked(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)
    words = {"name": "Ada", "email": "a@example.com", "comment": CONFIRMS[0]}

    sent = client.post(f"/comments/{post.pk}/", words | {"stamp": forms.stamp()})

    assert sent.status_code == 302
