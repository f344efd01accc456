"""The moderator's queue in the admin."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.models import BlogPostPage
from comments.models import ReaderComment, Status

Reply = Callable[..., ReaderComment]
QUEUE = "/admin/reader-comments/"


def decide(action: str, **query: object) -> str:
    words = "&".join(
        f"{name}={value}"
        for name, values in query.items()
        for value in (values if isinstance(values, list) else [values])
    )
    return f"/admin/bulk/comments/readercomment/{action}/?{words}"


@pytest.fixture
def moderator(client: Client, post: BlogPostPage, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(MODERATOR))
    return client


def test_moderator_finds_filters_and_searches_the_queue(moderator: Client, reply: Reply) -> None:
    reply("Waiting words", status=Status.PENDING)
    reply("Approved words")

    everything = moderator.get(QUEUE).content.decode()
    waiting = moderator.get(QUEUE, {"status": "pending"}).content.decode()
    found = moderator.get(QUEUE, {"q": "approved sleep"}).content.decode()

    assert "Waiting words" in everything
    assert "Approved words" in everything
    assert "Waiting words" in waiting
    assert "Approved words" not in waiting
    assert "Approved words" in found
    assert "Waiting words" not in found


def test_home_page_of_the_admin_says_how_many_wait(moderator: Client, reply: Reply) -> None:
    reply(status=Status.PENDING)

    text = moderator.get("/admin/").content.decode()

    assert "waiting" in text
    assert QUEUE in text


@pytest.mark.parametrize(
    ("action", "status"),
    [("approve", Status.APPROVED), ("spam", Status.SPAM), ("remove", Status.REMOVED)],
)
def test_moderator_decides_about_chosen_replies(
    moderator: Client, reply: Reply, action: str, status: Status
) -> None:
    start = Status.APPROVED if status != Status.APPROVED else Status.PENDING
    chosen = [reply(f"Number {number}", status=start) for number in range(2)]
    other = reply("Other", status=start)
    address = decide(action, id=[comment.pk for comment in chosen])

    assert "Number 0" in moderator.get(address).content.decode()
    assert moderator.post(address).status_code == 302

    assert set(ReaderComment.objects.filter(status=status)) == set(chosen)
    other.refresh_from_db()
    assert other.status == start


def test_select_all_obeys_the_filters_and_the_search(moderator: Client, reply: Reply) -> None:
    waiting = reply("Cheap pills", status=Status.PENDING)
    honest = reply("Thank you", status=Status.PENDING)
    approved = reply("Pills helped me", status=Status.APPROVED)

    moderator.post(decide("spam", id="all", status="pending", q="pills"))

    for comment, status in (
        (waiting, Status.SPAM),
        (honest, Status.PENDING),
        (approved, Status.APPROVED),
    ):
        comment.refresh_from_db()
        assert comment.status == status


def test_one_reply_is_shown_with_what_it_answers(moderator: Client, reply: Reply) -> None:
    comment = reply("An answer", to=reply("A question"), status=Status.PENDING)

    text = moderator.get(f"{QUEUE}inspect/{comment.pk}/").content.decode()

    assert "A question" in text
    assert "An answer" in text
    assert 'value="approve"' in text


def test_nobody_adds_or_deletes_a_reader_s_words(moderator: Client, reply: Reply) -> None:
    comment = reply("As it was said.")

    for address in ("new/", f"delete/{comment.pk}/"):
        response = moderator.post(f"{QUEUE}{address}", {"comment": "Twisted."}, follow=True)
        assert "do not have permission" in response.content.decode()
    comment.refresh_from_db()
    assert comment.comment == "As it was said."


@pytest.mark.parametrize("role", [EDITOR, CLINICAL_REVIEWER])
def test_who_does_not_moderate_gets_none_of_it(
    client: Client, reply: Reply, make_user: Callable[..., User], role: str
) -> None:
    comment = reply("A secret.", status=Status.PENDING)
    client.force_login(make_user(role))

    assert "Reader comments" not in client.get("/admin/").content.decode()
    for address in (QUEUE, f"{QUEUE}inspect/{comment.pk}/", decide("approve", id=comment.pk)):
        assert "A secret." not in client.get(address, follow=True).content.decode()
    client.post(decide("approve", id=comment.pk))
    client.post(decide("approve", id="all"))
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_administrator_moderates_too(
    client: Client, reply: Reply, make_user: Callable[..., User]
) -> None:
    comment = reply(status=Status.PENDING)
    client.force_login(make_user(ADMINISTRATOR))

    client.post(decide("approve", id=comment.pk))

    comment.refresh_from_db()
    assert comment.status == Status.APPROVED


@pytest.mark.parametrize("value", ["x", "%00", "99999999999999999999", ""])
def test_odd_keys_choose_nothing(moderator: Client, reply: Reply, value: str) -> None:
    reply(status=Status.PENDING)

    assert moderator.post(decide("approve", id=value)).status_code in (302, 400, 404)
    assert not ReaderComment.objects.filter(status=Status.APPROVED).exists()
