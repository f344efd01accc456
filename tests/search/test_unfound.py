"""What readers did not find: counted, told to the desk, and of nobody."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import EDITOR, MODERATOR
from home.models import HomePage
from search import unfound
from search.models import SynonymSet, UnfoundSearch
from search.models.unfound import LEAST_SEARCHES
from search.unfound import PER_NETWORK

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/unfound-searches/"


@pytest.fixture(autouse=True)
def _site(home: HomePage) -> None:
    pass


def search_from_networks(client: Client, words: str, count: int) -> None:
    for number in range(count):
        client.get("/search/", {"q": words}, REMOTE_ADDR=f"10.{number}.0.1")


def test_words_are_shown_when_enough_people_typed_them(
    client: Client, make_user: Callable[..., Any]
) -> None:
    search_from_networks(client, "Fizzbuzz  therapy", LEAST_SEARCHES)
    search_from_networks(client, "Jane Qwertyuiop", LEAST_SEARCHES - 1)
    client.force_login(make_user(EDITOR))

    page = client.get(REPORT).content.decode()

    assert "fizzbuzz therapy" in page
    assert "qwertyuiop" not in page.lower()
    assert not UnfoundSearch.objects.filter(words__icontains="qwerty").exists()


def test_one_network_counts_once_a_day(client: Client) -> None:
    for _ in range(2 * LEAST_SEARCHES):
        client.get("/search/", {"q": "fizzbuzz"})

    assert UnfoundSearch.objects.get().count == 1


def test_what_programs_search_for_their_readers_is_counted_too(client: Client) -> None:
    client.get("/api/content/v1/search/", {"q": "fizzbuzz"})

    assert UnfoundSearch.objects.get().count == 1


def test_robot_that_types_anything_fills_no_table(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(PER_NETWORK + 5):
        client.get("/search/", {"q": f"fizz{'abcdefghij'[number % 10]}{number // 10}zz"})
    assert UnfoundSearch.objects.count() == PER_NETWORK

    monkeypatch.setattr("search.unfound.MOST_ROWS", PER_NETWORK)
    client.get("/search/", {"q": "fizzbuzz"}, REMOTE_ADDR="10.9.0.1")
    assert UnfoundSearch.objects.count() == PER_NETWORK


def test_rare_words_are_forgotten_in_a_month_and_others_in_a_year() -> None:
    today = date(2026, 11, 28)
    for name, words, days in (
        ("rare", "", 31), ("young", "", 29), ("common", "fizz", 364), ("old", "buzz", 366),
    ):  # fmt: skip
        last_on = today - timedelta(days=days)
        UnfoundSearch.objects.create(digest=name, words=words, count=9, last_on=last_on)

    assert unfound.forget_old(today) == 2
    assert set(UnfoundSearch.objects.values_list("digest", flat=True)) == {"young", "common"}


@pytest.mark.parametrize(
    "words",
    [
        "ada@example.com fizzbuzz", "fizz 555 0100", "one two three four five six seven fizz",
        "x" * 90, "i want to kill myself fizzbuzz", "",
    ],
)  # fmt: skip
def test_what_may_tell_of_somebody_or_of_danger_is_not_counted(client: Client, words: str) -> None:
    client.get("/search/", {"q": words})

    assert not UnfoundSearch.objects.exists()


def test_report_leads_to_a_synonym_that_finds_it(
    client: Client,
    make_user: Callable[..., Any],
    make_post: Callable[..., Any],
) -> None:
    post = make_post(title="Sertraline")
    search_from_networks(client, "fizzbuzz", LEAST_SEARCHES)
    client.force_login(make_user(EDITOR))
    address = f"{reverse('wagtailsnippets_search_synonymset:add')}?words=fizzbuzz"
    assert address in client.get(REPORT).content.decode()
    assert ">\nfizzbuzz</textarea>" in client.get(address).content.decode()

    data = {"words": "fizzbuzz\nsertraline", "broader": "", "is_in_use": "on"}
    assert client.post(address, data).status_code == 302

    assert post.url in client.get("/search/?q=fizzbuzz").content.decode()


@pytest.mark.parametrize(
    ("words", "broader", "is_mistaken", "message"),
    [
        ("one", "", "", "Write at least two expressions"),
        ("one\n!!!", "", "", "“!!!” has no letter or digit"),
        ("one\ntwo", "three", "on", "no kind of one thing"),
        ("\n".join(f"word{n}" for n in range(41)), "", "", "at most 40"),
    ],
)
def test_set_that_means_nothing_is_refused_in_words_and_nothing_is_lost(
    client: Client,
    make_user: Callable[..., Any],
    words: str,
    broader: str,
    is_mistaken: str,
    message: str,
) -> None:
    client.force_login(make_user(EDITOR))
    count = SynonymSet.objects.count()
    data = {"words": words, "broader": broader, "is_in_use": "on"}
    data |= {"is_mistaken": is_mistaken} if is_mistaken else {}

    page = client.post(reverse("wagtailsnippets_search_synonymset:add"), data).content.decode()

    assert message in page
    assert words.split("\n")[0] in page
    assert SynonymSet.objects.count() == count


def test_report_is_for_who_keeps_synonyms(client: Client, make_user: Callable[..., Any]) -> None:
    client.force_login(make_user(MODERATOR))

    assert client.get(REPORT).status_code == 302
