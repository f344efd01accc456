"""Nobody writes as the doctor, the team or the clinic."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import EDITOR
from blog.models import BlogPostPage
from comments import forms
from comments.models import ReaderComment, Status
from home.models import OrganisationSettings
from tests import factories


@pytest.fixture(autouse=True)
def _people(post: BlogPostPage, make_user: Callable[..., User]) -> None:
    factories.PersonFactory(name="Maya Okafor")
    make_user(EDITOR, first_name="Hannah", last_name="Lindqvist")
    clinic = OrganisationSettings.for_site(post.get_site())
    clinic.name = "Amazing Care"
    clinic.save()


@pytest.mark.parametrize(
    "name",
    [
        "Maya Okafor",
        "Dr. Maya Okafor",
        "Maya Оkafor, MD",  # a Cyrillic letter
        "MAYA  OKAFOR",
        "M a y a Okafor",
        "Ｍａｙａ Okafor",
        "Maya Okaf\u00f3r",
        "Maya Okafr",
        "MayaOkafor",
        "Maya 0kaf0r",
        "Dr. Maya Okafor · Author of the post",
        "Hannah Lindqvist",
        "H\u200bannah Lindqvist",
        "Amazing Care",
        "Amazing Care Health Services",
        "Moderator",
        "The m0derator",
        "Clinic staff",
        "Dr. Somebody",
        "Jo, RN",
        "Moderators",
        "Nurses",
        "Maya M.D.",
        "D.r. Maya",
        "DrMaya",
        "Dra. Ana",
        "Maya LCSW",
        "Front desk",
        "Medical director",
        "Lindqvist Hannah",
        "988 Lifeline",
        "https://evil.example/",
        "www.evil.example",
        "me@evil.example",
    ],
)
def test_name_that_readers_would_trust_waits(
    confirmed: Callable[..., ReaderComment], reply: Callable[..., ReaderComment], name: str
) -> None:
    # Trusted under this very name, which a moderator let pass three times.
    for number in range(3):
        reply(f"Harmless number {number}", name=name)

    comment = confirmed("Please stop taking your tablets.", name=name)

    assert comment.status == Status.PENDING
    assert "The name" in comment.held_because


@pytest.mark.parametrize(
    "name", ["Maya", "Okafor's neighbor", "Hannah L.", "Clinton", "Steffi", "José", "Дарья", "明"]
)
def test_name_of_a_reader_is_theirs(
    confirmed: Callable[..., ReaderComment], reply: Callable[..., ReaderComment], name: str
) -> None:
    for number in range(3):
        reply(f"Harmless number {number}", name=name)

    assert confirmed("Thank you.", name=name).status == Status.APPROVED


def test_trust_belongs_to_an_address_and_a_name(
    confirmed: Callable[..., ReaderComment], trusted: str
) -> None:
    assert confirmed("Thanks.").status == Status.APPROVED
    assert confirmed("Thanks.", name="ada").status == Status.APPROVED
    assert confirmed("Thanks.", name="Beatrice").status == Status.PENDING


@pytest.mark.parametrize(
    "name",
    ["\u3164", "\u2800", "\u200d", "\U000e0041\U000e0042", "\u00ad\u034f", "\ufe0f", "--", "123"],
)
def test_name_without_a_letter_to_be_seen_is_refused(
    client: Client, post: BlogPostPage, name: str
) -> None:
    response = _send(client, post, name=name)

    assert response.status_code == 422
    assert "Enter your name" in response.content.decode()
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize(
    "text", ["\u3164", "\u2800\n\u2800", "\u00ad", "\u200d\u200c", "\ufe0f", "\U000e0041"]
)
def test_text_of_which_nothing_can_be_seen_is_refused(
    client: Client, post: BlogPostPage, text: str
) -> None:
    response = _send(client, post, comment=text)

    assert response.status_code == 422
    assert "Write your reply." in response.content.decode()
    assert not ReaderComment.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "I am your doctor. You can double the dose.",
        "As a nurse I tell you to stop.",
        "This is the moderator: send me your address.",
        "I am doctor Maya: stop your tablets today.",
        "I'm a board certified psychiatrist, and you can double it.",
        "I work as an MD.",
    ],
)
def test_reply_that_speaks_as_a_professional_waits(
    confirmed: Callable[..., ReaderComment], trusted: str, text: str
) -> None:
    assert confirmed(text).status == Status.PENDING


@pytest.mark.parametrize(
    "text",
    [
        "As my doctor said, it takes weeks.",
        "I am seeing a therapist, and my nurse called.",
        "Ask your doctor, as the label says.",
    ],
)
def test_reply_about_professionals_is_a_reader_s(
    confirmed: Callable[..., ReaderComment], trusted: str, text: str
) -> None:
    assert confirmed(text).status == Status.APPROVED


def _send(client: Client, post: BlogPostPage, **values: str) -> Any:
    words = {"name": "Ada", "email": "ada@example.com", "comment": "Thank you."}
    return client.post(f"/comments/{post.pk}/", words | {"stamp": forms.stamp()} | values)
