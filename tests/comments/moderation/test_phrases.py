"""The desk's phrases of danger, edited and exported by a moderator."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import EDITOR, MODERATOR
from core.models import RecognitionPhrase
from core.recognition import Level, recognise

PHRASES = "/admin/recognition-phrases/"


@pytest.fixture
def moderator(client: Client, site: object, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(MODERATOR))
    return client


def sent(**values: str) -> dict[str, str]:
    return {
        "phrase": "off to the  pier",
        "meaning": "concern",
        "language": "en",
        "is_active": "on",
        "note": "Met in May",
        **values,
    }


def test_moderator_adds_a_phrase_which_counts_at_once(moderator: Client) -> None:
    assert moderator.post(f"{PHRASES}new/", sent()).status_code == 302

    added = RecognitionPhrase.objects.get()
    assert added.phrase == "off to the pier"
    assert added.added_at
    assert recognise("I am OFF to the píer").level == Level.CONCERN
    assert "Met in May" in moderator.get(PHRASES).content.decode()


def test_wrong_phrase_is_refused_at_its_field_and_nothing_typed_is_lost(moderator: Client) -> None:
    page = moderator.post(f"{PHRASES}new/", sent(phrase="off to (the")).content.decode()

    assert "A bracket is not closed: “)” is missing." in page
    assert "off to (the" in page
    assert "Met in May" in page
    assert not RecognitionPhrase.objects.exists()


def test_the_same_phrase_twice_is_refused(moderator: Client) -> None:
    moderator.post(f"{PHRASES}new/", sent())

    page = moderator.post(f"{PHRASES}new/", sent()).content.decode()

    assert "This phrase is in the list already." in page


def test_list_is_exported_with_its_dates(moderator: Client) -> None:
    moderator.post(f"{PHRASES}new/", sent(phrase="off to the pier"))

    response = moderator.get(PHRASES, {"export": "csv"})
    exported = b"".join(response.streaming_content).decode()

    assert "off to the pier,concern" in exported.replace('"', "")
    assert RecognitionPhrase.objects.get().added_at.strftime("%Y-%m-%d") in exported


def test_editor_may_not_change_phrases(
    client: Client, site: object, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(EDITOR))

    client.post(f"{PHRASES}new/", sent())

    assert not RecognitionPhrase.objects.exists()
