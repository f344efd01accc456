"""An emergency is told within a minute, and to one person after the other until somebody looks."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR, MODERATOR
from blog.models import BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import edit_comment, erase_comments
from core import outbox
from home import forms as home_forms
from home.emergencies import minutes_to_first_look, tell_due
from home.models import Emergency, EmergencySettings

Reply = Callable[..., ReaderComment]
TEXT = "I have taken all my pills and I will die tonight"
NOW = timezone.now()


@pytest.fixture
def chosen(site: Site, make_user: Callable[..., User]) -> EmergencySettings:
    settings = EmergencySettings.for_site(site)
    settings.first = make_user(MODERATOR, email="first@example.com")
    settings.second = make_user(EDITOR, email="second@example.com")
    settings.on_call_email = "pager@example.com"
    settings.save()
    return settings


@pytest.fixture
def emergency(chosen: EmergencySettings, post: BlogPostPage, reply: Reply) -> Emergency:
    reply(TEXT, status=Status.UNCONFIRMED, now=NOW, email="sam@example.com", name="Sam")
    return Emergency.objects.get()


def log_in(client: Client, chosen: EmergencySettings) -> None:
    """Log in as who is told at once."""
    assert chosen.first
    client.force_login(chosen.first)


def told(now: datetime) -> list[str]:
    """Do what the background process does, and return whom it told."""
    mail.outbox.clear()
    tell_due(now)
    outbox.work_off(now=lambda: now)
    return [message.to[0] for message in mail.outbox if message.subject.startswith("Urgent")]


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_one_after_the_other_is_told_until_somebody_looks(
    client: Client, emergency: Emergency, chosen: EmergencySettings
) -> None:
    assert told(after(0.5)) == ["first@example.com"]
    body = str(mail.outbox[-1].body)
    assert TEXT not in body  # a mail is no safe place for it
    assert "Sam" not in body
    assert f"http://testserver/admin/emergencies/{emergency.pk}/open/" in body
    assert told(after(9)) == []
    assert told(after(10.5)) == ["second@example.com"]
    assert told(after(20.5)) == ["pager@example.com"]
    assert told(after(90)) == []

    log_in(client, chosen)
    page = client.get(f"/admin/emergencies/{emergency.pk}/open/").content.decode()
    assert TEXT in page
    assert "Sam, sam@example.com" in page
    emergency.refresh_from_db()
    assert emergency.seen_by == chosen.first


@pytest.mark.parametrize("way", ["open", "inspect", "decide"])
def test_look_at_the_message_anywhere_stops_the_alarm(
    client: Client, emergency: Emergency, chosen: EmergencySettings, way: str
) -> None:
    told(after(0.5))
    log_in(client, chosen)
    if way == "open":
        client.get(f"/admin/emergencies/{emergency.pk}/open/")
    elif way == "inspect":
        client.get(f"/admin/reader-comments/inspect/{emergency.key}/")
    else:
        address = f"/admin/bulk/comments/readercomment/remove/?id={emergency.key}"
        client.post(address, {"next": "/admin/"})

    assert told(after(30)) == []
    listed = client.get("/admin/emergencies/").content.decode()
    assert "Sleep and mood" in listed
    assert "first look after" in listed


def test_many_at_once_are_one_mail(
    chosen: EmergencySettings, post: BlogPostPage, reply: Reply
) -> None:
    for number in range(15):
        reply(
            f"{TEXT} {number}",
            status=Status.UNCONFIRMED,
            now=NOW,
            email=f"a{number}@example.com",
        )

    assert told(after(0.5)) == ["first@example.com"]
    assert mail.outbox[-1].subject == "Urgent: somebody may be in danger (15 messages)"


def test_where_nobody_is_chosen_everybody_who_moderates_is_told_each_time(
    site: Site, post: BlogPostPage, reply: Reply, make_user: Callable[..., User]
) -> None:
    make_user(MODERATOR, email="a@example.com")
    make_user(ADMINISTRATOR, email="b@example.com")
    make_user(EDITOR, email="editor@example.com")
    reply(TEXT, status=Status.UNCONFIRMED, now=NOW)

    for minutes in (0.5, 11, 21):
        assert sorted(told(after(minutes))) == ["a@example.com", "b@example.com"]


def test_person_who_left_is_not_the_only_one_who_is_told(
    emergency: Emergency, chosen: EmergencySettings, make_user: Callable[..., User]
) -> None:
    make_user(MODERATOR, email="there@example.com")
    chosen.first.is_active = False
    chosen.first.save()

    assert told(after(0.5)) == ["there@example.com"]


def test_concern_comes_to_the_top_and_wakes_nobody(
    chosen: EmergencySettings, post: BlogPostPage, reply: Reply
) -> None:
    reply("I feel hopeless and I want to die", status=Status.UNCONFIRMED, now=NOW)

    assert told(after(30)) == []
    assert not Emergency.objects.exists()


def test_second_alarm_of_a_reply_that_was_looked_at_is_another_one(
    client: Client, emergency: Emergency, chosen: EmergencySettings
) -> None:
    log_in(client, chosen)
    client.get(f"/admin/emergencies/{emergency.pk}/open/")
    comment = ReaderComment.objects.get()
    edit_comment(comment=comment, text=f"{TEXT}. Nobody answers.", by=None, now=NOW)

    assert Emergency.objects.filter(seen_at=None).count() == 1


def test_time_to_the_first_look_counts_what_nobody_looked_at(
    client: Client, emergency: Emergency
) -> None:
    assert minutes_to_first_look(after(12)) == 12


def test_erased_message_is_not_read_by_its_emergency(
    client: Client, emergency: Emergency, chosen: EmergencySettings
) -> None:
    erase_comments(keys=[emergency.key], now=NOW)
    log_in(client, chosen)

    page = client.get(f"/admin/emergencies/{emergency.pk}/open/").content.decode()
    assert "The message is gone" in page
    assert TEXT not in page


def test_form_and_problem_report_go_through_the_same_eyes(
    client: Client,
    chosen: EmergencySettings,
    post: BlogPostPage,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(home_forms, "MINIMUM_SECONDS", 0)
    text = "I am going to kill myself tonight, your article is wrong"
    stamp = home_forms.form_stamp(post.pk)
    address = f"/report-a-problem/{post.pk}/"

    response = client.post(address, {"text": text, "email": "", "form__stamp": stamp})

    assert response.status_code == 201
    page = response.content.decode()
    assert page.index("crisis-first") < page.index("<h1")
    assert told(timezone.now()) == ["first@example.com"]
    log_in(client, chosen)
    opened = client.get(f"/admin/emergencies/{Emergency.objects.get().pk}/open/")
    assert text in opened.content.decode()


@pytest.mark.parametrize("key", [10**6, 10**30])
def test_emergency_that_is_not_there_is_missing(
    client: Client, chosen: EmergencySettings, key: int
) -> None:
    log_in(client, chosen)

    assert client.get(f"/admin/emergencies/{key}/open/").status_code == 404


def test_editor_who_is_no_responder_reads_no_emergency(
    client: Client, emergency: Emergency, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(EDITOR))
    assert client.get(f"/admin/emergencies/{emergency.pk}/open/").status_code in (302, 403)
    client.force_login(User.objects.get(email="second@example.com"))
    assert client.get(f"/admin/emergencies/{emergency.pk}/open/").status_code == 200


def test_quiet_hours_stand_beside_the_form_before_anything_is_sent(
    client: Client, chosen: EmergencySettings, post: BlogPostPage
) -> None:
    chosen.quiet_from, chosen.quiet_until = time(18), time(8)
    chosen.reading_hours = "We read replies on working days."
    chosen.save()

    page = client.get(post.url).content.decode()

    assert "Between 6:00 p.m. and 8:00 a.m. nobody at the clinic reads what is sent here." in page
    assert "We read replies on working days." in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quiet_from": "18:00"}, "quiet_until"),
        ({"quiet_until": "8:00"}, "quiet_from"),
        ({"second_after": 30, "on_call_after": 20}, "on_call_after"),
    ],
)
def test_settings_that_make_no_sense_are_refused_at_their_field(
    site: Site, values: dict[str, Any], field: str
) -> None:
    settings = EmergencySettings(site=site, **values)

    with pytest.raises(ValidationError) as refusal:
        settings.full_clean()
    assert field in refusal.value.message_dict
