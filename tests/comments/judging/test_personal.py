"""What tells the world who somebody is waits for a moderator, whoever wrote it."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from blog.models import BlogPostPage
from comments.mailed_links import issue
from comments.models import MailedLink, ReaderComment, Status

IDENTITY = (
    "The patient Jane Doe, born on 3 May 1984, MRN 12345678, lives at 12 Elm Street. "
    "Call her: 212-555-0134 or jane.doe@example.com"
)


def test_trusted_writer_who_keeps_it_in_the_form_waits(
    client: Client, post: BlogPostPage, trusted: str, send: Callable[..., ReaderComment]
) -> None:
    comment = send(comment=IDENTITY, personal="keep")
    links = ReaderComment.objects.filter(pk=comment.pk)
    assert comment.comment == IDENTITY

    token = issue(MailedLink.Purpose.CONFIRM, now=comment.posted_at, comment=comment)
    client.post(f"/comments/confirm/{token}/")

    confirmed = links.get()
    assert confirmed.status == Status.PENDING
    assert confirmed.held_because == (
        "It may identify somebody: date of birth, record number, street address, phone number, "
        "e-mail address."
    )
    assert "Jane Doe" not in client.get(post.url).content.decode()


def test_api_answers_with_what_it_found(client: Client, post: BlogPostPage) -> None:
    response = client.post(
        f"/api/content/v1/posts/{post.slug}/comments/",
        json.dumps({"name": "Ada", "email": "ada@example.com", "text": IDENTITY}),
        content_type="application/json",
    )

    assert response.status_code == 202
    assert response.json()["personal_data"] == [
        "date of birth",
        "e-mail address",
        "phone number",
        "record number",
        "street address",
    ]
    assert "It may identify somebody" in ReaderComment.objects.get().held_because


@pytest.mark.parametrize(
    "text",
    [
        "Her number is ２１２-５５５-０１３４",
        "Her number is 212\u200b-555-01\u00ad34",
        "Write to jane.doe@exa\u2060mple.com",
        "She was born on 05/03/1984",
        "They live at 4500 North Main St., apt 3",
        "Her number is 512·555·0199",
        "Her number is 512_555_0199",
        "Her SSN is 123 45 6789",
        "Write to john @ example.com",
        "Write to john(at)example.com",
        "Send it to P.O. Box 122",
        "Mi hija nació el 4 de marzo de 1990",
    ],
)
def test_disguised_identity_of_a_trusted_writer_waits(
    confirmed: Callable[..., ReaderComment], trusted: str, text: str
) -> None:
    comment = confirmed(text)

    assert comment.status == Status.PENDING
    assert "It may identify somebody" in comment.held_because


@pytest.mark.parametrize(
    "text",
    [
        "Call 988, or 1-800-273-8255, at any hour.",
        "It took 12 weeks at 40 mg.",
        "Since May 2024.",
        "I took 200 mg at noon. Then I slept.",
        "We met @ noon. Then it rained.",
        "1 dose a day on the way home",
    ],
)
def test_hotlines_doses_and_dates_identify_nobody(
    confirmed: Callable[..., ReaderComment], trusted: str, text: str
) -> None:
    assert confirmed(text).status == Status.APPROVED
