"""Nobody in danger is lost: what is refused is read by a person, and its writer finds help."""

import contextlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.roles import MODERATOR
from blog.models import BlogPostPage
from comments import forms
from comments.models import Attention, CommentSettings, Danger, GateRule, ReaderComment, Status
from comments.services import Author, post_comment, set_status
from core import outbox
from home import emergencies
from home.models import Emergency

TEXT = "I have taken all my pills and I will die tonight"


@pytest.fixture(autouse=True)
def _readers_take_their_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)


@pytest.fixture
def rules(site: Site) -> CommentSettings:
    return CommentSettings.for_site(site)


def by_form(client: Client, post: BlogPostPage, **values: str) -> Any:
    words = {"name": "Sam", "email": "sam@example.com", "comment": TEXT, "stamp": forms.stamp()}
    return client.post(f"/comments/{post.pk}/", words | values)


def by_api(client: Client, post: BlogPostPage, **values: Any) -> Any:
    words = {"name": "Sam", "email": "sam@example.com", "text": TEXT}
    return client.post(
        f"/api/content/v1/posts/{post.slug}/comments/",
        json.dumps(words | values),
        content_type="application/json",
    )


def kept() -> ReaderComment:
    comment = ReaderComment.objects.get()
    assert comment.danger == Danger.EMERGENCY
    assert comment.attention == Attention.URGENT
    assert TEXT in comment.comment
    assert Emergency.objects.get().key == comment.pk
    return comment


@pytest.mark.parametrize(
    "values",
    [{"email": "none"}, {"name": ""}, {"email": "", "name": ""}, {"stamp": "forged"}],
)
def test_incomplete_form_is_kept(
    client: Client, post: BlogPostPage, values: dict[str, str]
) -> None:
    response = by_form(client, post, **values)

    assert response.status_code == 422
    assert "crisis-first" in response.content.decode()
    assert kept().status == Status.PENDING


def test_too_long_reply_is_kept_as_far_as_it_fits(client: Client, post: BlogPostPage) -> None:
    response = by_form(client, post, comment=f"{TEXT}. " + "And so on. " * 400)

    assert response.status_code == 422
    assert 2900 < len(kept().comment) <= 3000


@pytest.mark.parametrize("door", [by_form, by_api])
def test_spent_budget_loses_nobody(
    client: Client, post: BlogPostPage, rules: CommentSettings, door: Callable[..., Any]
) -> None:
    rules.replies_per_address = 0
    rules.save()

    response = door(client, post)

    assert response.status_code == 429
    assert "988" in response.content.decode()
    assert "It was not taken, and is kept" in kept().held_because


@pytest.mark.parametrize("door", [by_form, by_api])
def test_closed_page_loses_nobody(
    client: Client, post: BlogPostPage, rules: CommentSettings, door: Callable[..., Any]
) -> None:
    rules.is_open = False
    rules.save()

    assert door(client, post).status_code == 403
    kept()


@pytest.mark.parametrize("door", [by_form, by_api])
@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        (GateRule.Kind.WORDS, "pills"),
        (GateRule.Kind.EMAIL, "@example.com"),
        (GateRule.Kind.NETWORK, "127.0.0.0/8"),
    ],
)
@pytest.mark.parametrize("action", [GateRule.Action.REFUSE, GateRule.Action.SPAM])
def test_rule_loses_nobody(
    client: Client,
    post: BlogPostPage,
    door: Callable[..., Any],
    kind: str,
    pattern: str,
    action: str,
) -> None:
    GateRule.objects.create(kind=kind, pattern=pattern, action=action)

    assert door(client, post).status_code in (202, 302)
    assert kept().status == Status.UNCONFIRMED


def test_answer_to_what_is_gone_is_kept(client: Client, post: BlogPostPage) -> None:
    assert by_api(client, post, reply_to=10**6).status_code == 409
    kept()


def test_what_was_kept_gives_way_to_the_same_sending_in_full(
    client: Client, post: BlogPostPage
) -> None:
    stamp = forms.stamp()
    by_form(client, post, email="none", stamp=stamp)
    by_form(client, post, email="none", stamp=stamp)
    assert kept().status == Status.PENDING

    by_form(client, post, stamp=stamp)

    there = ReaderComment.objects.exclude(comment="").get()
    assert (there.status, there.user_email) == (Status.UNCONFIRMED, "sam@example.com")


def test_other_words_take_the_place_of_nothing(client: Client, post: BlogPostPage) -> None:
    stamp = forms.stamp()
    by_form(client, post, email="none", stamp=stamp)

    by_form(client, post, comment="Never mind, thank you.", stamp=stamp)

    there = ReaderComment.objects.exclude(comment="")
    assert {TEXT, "Never mind, thank you."} == set(there.values_list("comment", flat=True))


def test_second_sending_that_says_more_is_told_too(client: Client, post: BlogPostPage) -> None:
    stamp = forms.stamp()
    by_form(client, post, comment="I want to die", email="none", stamp=stamp)
    assert not Emergency.objects.exists()

    by_form(client, post, email="none", stamp=stamp)

    assert Emergency.objects.count() == 1


def test_end_of_a_long_reply_is_looked_at_too(client: Client, post: BlogPostPage) -> None:
    response = by_form(client, post, comment="It began in spring. " * 300 + TEXT)

    assert "crisis-first" in response.content.decode()
    assert kept().comment.endswith(TEXT)


def test_nobody_in_danger_is_asked_about_a_telephone_number(
    client: Client, post: BlogPostPage
) -> None:
    assert by_form(client, post, comment=f"{TEXT}. Call me at 512-555-0199").status_code == 302
    assert "phone number" in kept().held_because


def test_reader_without_scripts_is_kept_at_the_first_step(post: BlogPostPage) -> None:
    browser = Client(enforce_csrf_checks=True)
    words = {"name": "Sam", "email": "sam@example.com", "comment": TEXT}
    own = {"Origin": "http://testserver"}

    asked = browser.post(f"/comments/{post.pk}/", words, headers=own)
    browser.post(f"/comments/{post.pk}/", words, headers={"Origin": "https://evil.example"})

    assert TEXT in asked.content.decode()
    kept()


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": "x" * 60},
        {"email": None},
        {"text": TEXT + " and so on" * 400},
        {"more": "x"},
        {"follow": "nothing"},
        {"reply_to": "abc"},
    ],
)
def test_request_that_is_not_as_described_loses_nobody(
    client: Client, post: BlogPostPage, values: dict[str, Any]
) -> None:
    problem = by_api(client, post, **values)

    assert problem.status_code == 422
    assert problem.json()["speaks_of_danger"] is True
    assert problem.json()["crisis_resources"]
    kept()


def test_broken_json_and_a_used_key_lose_nobody(client: Client, post: BlogPostPage) -> None:
    address = f"/api/content/v1/posts/{post.slug}/comments/"
    key = {"Idempotency-Key": "always-the-same"}
    sent = {"name": "Sam", "email": "s@example.com", "text": "Thank you."}
    client.post(address, sent, content_type="application/json", headers=key)

    used = client.post(address, sent | {"text": TEXT}, content_type="application/json", headers=key)
    broken = client.post(address, f'{{"text": "{TEXT}"', content_type="application/json")

    assert (used.status_code, broken.status_code) == (409, 400)
    assert used.json()["speaks_of_danger"] is broken.json()["speaks_of_danger"] is True
    assert ReaderComment.objects.filter(danger=Danger.EMERGENCY).count() == 2


def test_change_and_report_that_are_refused_lose_nobody(
    client: Client, post: BlogPostPage, reply: Any
) -> None:
    own = by_form(client, post, comment="Thank you.")["Location"]
    ReaderComment.objects.update(posted_at=timezone.now() - timedelta(hours=1))

    late = client.post(own, {"action": "edit", "comment": TEXT}).content.decode()
    assert "This is what you wrote instead" in late
    assert Emergency.objects.count() == 1
    shown = reply("Words")
    client.post(f"/comments/comment/{shown.pk}/report/", {"reason": f"{TEXT}!"})
    assert Emergency.objects.count() == 2


def test_stars_within_words_hide_nothing(client: Client, post: BlogPostPage, reply: Any) -> None:
    for number in range(3):
        reply(f"Harmless number {number}")

    for text in ("I'm going to k*i*ll myself tonight", "You should k*i*ll yourself"):
        comment = post_comment(
            page=post,
            author=Author(name="Ada", email="ada@example.com"),
            text=text,
            now=timezone.now(),
            confirmed=True,
        )
        assert comment.status == Status.PENDING, text


def test_link_in_the_middle_of_a_word_publishes_no_encouragement(
    post: BlogPostPage,
) -> None:
    comment = post_comment(
        page=post,
        author=Author(name="Eve", email="eve@example.com"),
        text="you should k[i](https://a.example)ll yourself",
        now=timezone.now(),
        confirmed=True,
    )

    set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())

    comment.refresh_from_db()
    assert comment.status == Status.PENDING


def test_kept_replies_fill_no_disk(
    client: Client, post: BlogPostPage, rules: CommentSettings
) -> None:
    rules.replies_per_address = 0
    rules.save()

    codes = {by_form(client, post, comment=f"{TEXT} {n}").status_code for n in range(14)}

    assert codes == {429}
    assert ReaderComment.objects.count() == 10


def test_harmless_reply_that_is_refused_is_not_kept(client: Client, post: BlogPostPage) -> None:
    assert by_form(client, post, comment="Thank you.", email="none").status_code == 422
    assert not ReaderComment.objects.exists()


def test_trap_and_blocked_cookies_raise_no_error_that_nobody_can_mend(
    client: Client, post: BlogPostPage
) -> None:
    by_form(client, post, comment="Thank you.", further_remarks="https://me.example")

    comment = ReaderComment.objects.get()
    assert "A field that people can't see was filled in" in comment.held_because


@pytest.mark.parametrize(
    ("text", "is_urgent"),
    [(TEXT, True), ("I feel hopeless and want to die", True), ("Thanks.", False)],
)
def test_every_receipt_says_where_to_turn(
    client: Client, post: BlogPostPage, text: str, is_urgent: bool
) -> None:
    receipt = by_api(client, post, text=text).json()
    own = client.get(by_form(client, post, comment=text)["Location"]).content.decode()
    cache.clear()
    part = client.post(
        f"/comments/{post.pk}/",
        {"name": "Sam", "email": "s@example.com", "comment": text, "stamp": forms.stamp()},
        headers={"HX-Request": "true"},
    ).content.decode()

    assert receipt["speaks_of_danger"] is is_urgent
    assert receipt["crisis_resources"][0]["links"][0] == {
        "kind": "call",
        "text": "Call 988",
        "href": "tel:988",
    }
    for page in (own, part):
        assert ("crisis-first" in page) is is_urgent
        assert ('class="after-reply"' in page) is not is_urgent
        assert page.index('href="tel:988"') < len(page)


def test_refusal_of_the_api_says_where_to_turn(client: Client, post: BlogPostPage) -> None:
    problem = by_api(client, post, email="nobody@nowhere", text=TEXT)

    assert problem.status_code == 422
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["speaks_of_danger"] is True
    assert problem.json()["crisis_resources"]


def test_method_is_never_published_whoever_wants_it(
    client: Client, post: BlogPostPage, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(MODERATOR))
    comment = post_comment(
        page=post,
        author=Author(name="Eve", email="eve@example.com"),
        text="Nobody will miss you. Just do it, kill yourself.",
        now=timezone.now(),
        confirmed=True,
    )
    address = f"/admin/reader-comments/inspect/{comment.pk}/"

    shown = client.post(address, {"action": "approve"}, follow=True).content.decode()
    bulk = f"/admin/bulk/comments/readercomment/approve/?id={comment.pk}"
    client.post(bulk, {"next": "/admin/"})
    client.post(address, {"action": "reply", "text": "We are here for you."})

    comment.refresh_from_db()
    assert comment.status == Status.PENDING
    assert "never published" in shown
    assert "It can&#x27;t be published as it is." in client.get(address).content.decode()


def test_child_is_held_and_erased_at_once(
    client: Client, post: BlogPostPage, make_user: Callable[..., User], reply: Any
) -> None:
    for number in range(3):
        reply(f"Harmless number {number}")
    comment = post_comment(
        page=post,
        author=Author(name="Ada", email="ada@example.com"),
        text="I am 11 years old and in 5th grade and my mom takes this",
        now=timezone.now(),
        confirmed=True,
    )
    assert comment.status == Status.PENDING
    assert "child under 13" in comment.held_because

    client.force_login(make_user(MODERATOR))
    address = f"/admin/reader-comments/inspect/{comment.pk}/"
    client.post(address, {"action": "erase"})
    comment.refresh_from_db()
    assert comment.comment
    client.post(address, {"action": "erase", "sure": "yes"})

    comment.refresh_from_db()
    assert (comment.comment, comment.user_name, comment.user_email) == ("", "", "")


def test_cache_that_is_away_shows_nothing_unread_and_hides_no_number(
    client: Client, post: BlogPostPage, reply: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        reply(f"Harmless number {number}", name="Sam", email="sam@example.com")
    client.get(post.url)  # rendered while all was well

    def away(*args: Any, **kwargs: Any) -> Any:
        raise ConnectionError("no cache")

    for name in ("add", "incr", "get", "set"):
        monkeypatch.setattr(LocMemCache, name, away)
    client.raise_request_exception = False

    response = by_form(client, post)

    assert "988" in response.content.decode()
    assert not ReaderComment.objects.filter(status=Status.APPROVED, comment=TEXT).exists()


@pytest.mark.parametrize("away", ["mail", "outbox"])
def test_mail_or_outbox_that_is_away_loses_no_emergency(
    client: Client, post: BlogPostPage, make_user: Any, monkeypatch: pytest.MonkeyPatch, away: str
) -> None:
    make_user(MODERATOR, email="moderator@example.com")
    by_form(client, post)

    def fails(*args: Any, **kwargs: Any) -> Any:
        raise OSError("away")

    now = timezone.now()
    with monkeypatch.context() as broken:
        if away == "mail":
            broken.setattr(EmailMessage, "send", fails)
        else:
            broken.setattr(emergencies, "queue_mail", fails)
        with contextlib.suppress(OSError):
            emergencies.tell_due(now)
            outbox.work_off(now=lambda: now)
    emergencies.tell_due(now)
    outbox.work_off(now=lambda: now + timedelta(minutes=2))

    told = [message.to[0] for message in mail.outbox if "Urgent" in message.subject]
    assert told == ["moderator@example.com"]


def test_emergency_of_long_ago_stays_at_the_top_until_it_is_decided(
    client: Client, post: BlogPostPage, make_user: Callable[..., User], reply: Any
) -> None:
    old = reply("I want to die", status=Status.PENDING, now=timezone.now() - timedelta(days=2))
    reply("Thank you.", status=Status.PENDING)
    urgent = reply(TEXT, status=Status.PENDING, now=timezone.now() - timedelta(days=1))
    client.force_login(make_user(MODERATOR))

    listed = client.get("/admin/reader-comments/").content.decode()

    assert listed.index(f"readercomment_{urgent.pk}_title") < listed.index(
        f"readercomment_{old.pk}_title"
    )
    assert "URGENT." in listed
    assert "CONCERN." in listed
