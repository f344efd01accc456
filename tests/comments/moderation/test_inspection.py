"""One comment in its thread: decided about, answered, corrected."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.roles import CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.models import BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import edit_comment, erase_comments

Reply = Callable[..., ReaderComment]
QUEUE = "/admin/reader-comments/"


@pytest.fixture
def moderator(client: Client, post: BlogPostPage, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(MODERATOR, first_name="Mona", last_name="Moderator"))
    return client


def inspect(comment: ReaderComment) -> str:
    return f"{QUEUE}inspect/{comment.pk}/"


def test_urgent_replies_stand_first_and_each_decision_leads_to_the_next(
    moderator: Client, reply: Reply
) -> None:
    late = reply("Late words", status=Status.PENDING)
    urgent = reply("I took 40 pills", status=Status.UNCONFIRMED, email="sam@example.com")
    listed = moderator.get(QUEUE).content.decode()
    assert listed.index("I took 40 pills") < listed.index("Late words")
    assert "URGENT." in listed

    first = moderator.post(inspect(urgent), {"action": "approve"})
    assert first["Location"] == inspect(late)
    second = moderator.post(inspect(late), {"action": "remove"})
    assert second["Location"] == QUEUE

    assert list(ReaderComment.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.REMOVED,
        Status.APPROVED,
    ]
    last = ModelLogEntry.objects.filter(action="comments.decide").latest("pk")
    assert (last.data["after"], str(last.user)) == ("removed", "Mona Moderator")


def test_thread_is_shown_around_the_reply_with_hidden_ones(moderator: Client, reply: Reply) -> None:
    root = reply("The root")
    hidden = reply("A hidden one", to=root, status=Status.SPAM)
    child = reply("The child", to=root, status=Status.PENDING)
    reply("Another thread")

    text = moderator.get(inspect(child)).content.decode()

    for words in ("The root", "A hidden one", "The child"):
        assert words in text
    assert "Another thread" not in text.split("In its thread")[1]
    assert inspect(hidden) in text


def test_moderator_answers_in_place_and_what_is_answered_is_approved(
    moderator: Client, post: BlogPostPage, reply: Reply
) -> None:
    question = reply("A question", status=Status.PENDING)

    response = moderator.post(inspect(question), {"action": "reply", "text": "The *answer*."})

    assert response["Location"] == inspect(question)
    page = moderator.get(post.url).content.decode()
    assert "A question" in page
    assert "The <em>answer</em>." in page
    assert "Mona Moderator" in page
    assert "From the clinic" in page


def test_refused_answer_is_kept_in_the_form(moderator: Client, reply: Reply) -> None:
    deep = reply("1")
    for text in ("2", "3", "4"):
        deep = reply(text, to=deep)

    response = moderator.post(inspect(deep), {"action": "reply", "text": "Kept words"})

    text = response.content.decode()
    assert "4 levels deep" in text
    assert "Kept words" in text
    empty = moderator.post(inspect(deep), {"action": "reply", "text": " "})
    assert "This field is required." in empty.content.decode()


def test_moderator_corrects_a_text_and_the_earlier_one_is_kept(
    moderator: Client, reply: Reply
) -> None:
    comment = reply("My name is Jane Roe.")

    moderator.post(f"{QUEUE}edit/{comment.pk}/", {"comment": "My name is [removed]."})

    comment.refresh_from_db()
    assert comment.comment == "My name is [removed]."
    assert comment.status == Status.APPROVED
    assert "[removed]" in comment.html
    text = moderator.get(inspect(comment)).content.decode()
    assert "My name is Jane Roe." in text
    assert "changed by Mona Moderator" in text
    assert "Reply edited" in moderator.get(f"{QUEUE}history/{comment.pk}/").content.decode()


def test_correction_that_is_refused_is_told_at_the_field(moderator: Client, reply: Reply) -> None:
    comment = reply("Words")

    response = moderator.post(f"{QUEUE}edit/{comment.pk}/", {"comment": "x" * 3001})

    assert "at most 3000" in response.content.decode()
    comment.refresh_from_db()
    assert comment.comment == "Words"


@pytest.mark.parametrize("action", ["", "destroy", "reply", "approve'--"])
def test_unknown_action_changes_nothing(moderator: Client, reply: Reply, action: str) -> None:
    comment = reply(status=Status.PENDING)

    assert moderator.post(inspect(comment), {"action": action}).status_code == 200

    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_home_page_shows_what_to_look_at_first(moderator: Client, reply: Reply) -> None:
    reply("I took 40 pills", status=Status.PENDING)

    text = moderator.get("/admin/").content.decode()

    assert "Replies to look at first" in text
    assert "I took 40 pills" in text
    assert "Emergency" in text


@pytest.mark.parametrize("role", [EDITOR, CLINICAL_REVIEWER])
def test_who_does_not_moderate_gets_none_of_the_addresses(
    client: Client, reply: Reply, make_user: Callable[..., User], role: str
) -> None:
    comment = reply("A secret.", status=Status.PENDING)
    client.force_login(make_user(role))

    for address in (
        QUEUE,
        f"{QUEUE}?export=csv",
        inspect(comment),
        f"{QUEUE}edit/{comment.pk}/",
        f"{QUEUE}history/{comment.pk}/",
        "/admin/reply-rules/",
        "/admin/reply-rules/new/",
        "/admin/reply-rules/import/",
        "/admin/reports/reader-comments/",
        f"/admin/settings/comments/commentsettings/{comment.page.get_site().pk}/",
    ):
        response = client.get(address)
        assert response.status_code in (302, 403), address
        assert "A secret." not in client.get(address, follow=True).content.decode()
    for action in ("approve", "reply"):
        client.post(inspect(comment), {"action": action, "text": "Hello"})
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert ReaderComment.objects.count() == 1


def test_moderator_gets_nothing_but_the_reader_comments(
    moderator: Client, post: BlogPostPage
) -> None:
    for address in ("/admin/pages/", f"/admin/pages/{post.pk}/edit/", "/admin/images/"):
        assert moderator.get(address).status_code in (302, 403), address
    assert moderator.get("/admin/users/").status_code in (302, 403, 404)
    text = moderator.get("/admin/").content.decode()
    for hidden in ("admin/images", "admin/documents", "admin/snippets", "admin/forms"):
        assert f'"/{hidden}/' not in text


def test_refused_answer_publishes_nothing(moderator: Client, reply: Reply) -> None:
    deep = reply("1")
    for text in ("2", "3"):
        deep = reply(text, to=deep)
    waiting = reply("4", to=deep, status=Status.PENDING)

    assert "Publish the reply" not in moderator.get(inspect(waiting)).content.decode()
    response = moderator.post(inspect(waiting), {"action": "reply", "text": "An answer"})

    assert "4 levels deep" in response.content.decode()
    waiting.refresh_from_db()
    assert waiting.status == Status.PENDING


def test_next_goes_through_the_whole_queue_and_begins_again(
    moderator: Client, reply: Reply
) -> None:
    waiting = [reply(f"Number {n}", status=Status.PENDING) for n in range(4)]
    urgent = reply("I took 40 pills", status=Status.PENDING)

    seen, address = [], inspect(urgent)
    for _ in range(5):
        text = moderator.get(address).content.decode()
        seen.append(address)
        found = re.search(r'href="([^"]+)"[^>]*>Next \(n\)', text)
        assert found is not None
        address = found[1]

    assert seen == [inspect(comment) for comment in (urgent, *waiting)]
    assert address == inspect(urgent)


def test_reply_that_was_changed_meanwhile_is_not_decided_about(
    moderator: Client, reply: Reply
) -> None:
    comment = reply("Harmless", status=Status.PENDING)
    seen = comment.text_hash
    edit_comment(comment=comment, text="Something else", by=moderator_user(), now=timezone.now())

    response = moderator.post(inspect(comment), {"action": "approve", "seen": seen}, follow=True)

    assert "while you read it" in response.content.decode()
    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def moderator_user() -> User:
    return User.objects.get(first_name="Mona")


def test_erased_reply_is_not_brought_back(moderator: Client, reply: Reply) -> None:
    comment = reply("Gone")
    erase_comments(keys=[comment.pk], now=timezone.now())

    moderator.post(inspect(comment), {"action": "approve", "seen": ""})

    comment.refresh_from_db()
    assert comment.status == Status.REMOVED
    assert "(a)" not in moderator.get(inspect(comment)).content.decode()


@pytest.mark.parametrize("role", [EDITOR, MODERATOR])
def test_key_that_no_reply_can_have_is_missing(
    client: Client, post: BlogPostPage, make_user: Callable[..., User], role: str
) -> None:
    client.force_login(make_user(role))
    for action in ("inspect", "edit"):
        response = client.get(f"{QUEUE}{action}/99999999999999999999/")
        assert response.status_code in (302, 404)


def test_editor_is_turned_away_from_bulk_decisions(
    client: Client, reply: Reply, make_user: Callable[..., User]
) -> None:
    comment = reply(status=Status.PENDING)
    client.force_login(make_user(EDITOR))
    address = f"/admin/bulk/comments/readercomment/approve/?id={comment.pk}"

    assert client.get(address).status_code in (302, 403)
    assert client.post(address).status_code in (302, 403)
    comment.refresh_from_db()
    assert comment.status == Status.PENDING
