"""How long a log-in lasts, and ending it elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import EDITOR
from accounts.session_limits import BEGAN, SEEN
from blog.models import BlogPostPage
from tests.accounts.second_step import LOG_IN, may_enter

HOUR = 60 * 60
DAY = 24 * HOUR


@pytest.fixture
def user(make_user: Callable[..., User]) -> User:
    return make_user(EDITOR, email="elena@example.com")


@pytest.fixture
def browser(user: User) -> Client:
    client = Client()
    client.post(LOG_IN, {"username": user.email, "password": "password", "remember": "on"})
    assert may_enter(client)
    return client


def let_pass(client: Client, seconds: int, *names: str) -> None:
    """Move what a session remembers into the past."""
    session = client.session
    for name in names or (BEGAN, SEEN):
        session[name] -= seconds
    session.save()


def test_log_in_ends_after_twelve_hours_without_anything_done(browser: Client) -> None:
    let_pass(browser, 11 * HOUR)
    assert may_enter(browser)
    let_pass(browser, 11 * HOUR)
    assert may_enter(browser)

    let_pass(browser, 13 * HOUR)

    assert browser.get("/admin/")["Location"].startswith(LOG_IN)
    assert "_auth_user_id" not in browser.session


def test_log_in_ends_after_a_week_however_busy(browser: Client) -> None:
    let_pass(browser, 6 * DAY, BEGAN)
    assert may_enter(browser)

    let_pass(browser, 2 * DAY, BEGAN)

    assert not may_enter(browser)


def test_open_editor_that_nobody_looks_at_is_nothing_done(
    browser: Client, post: BlogPostPage
) -> None:
    from wagtail.admin.models import EditingSession

    browser.get(f"/admin/pages/{post.pk}/edit/")
    session = EditingSession.objects.get()
    for _ in range(2):
        let_pass(browser, 7 * HOUR)
        ping = browser.post(
            f"/admin/editing-sessions/ping/wagtailcore/page/{post.pk}/{session.pk}/"
        )

    assert ping.status_code != 200
    assert not may_enter(browser)


def test_limits_are_settings(
    browser: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "session_idle_hours", 2)
    let_pass(browser, 3 * HOUR)

    assert not may_enter(browser)


def test_session_from_before_the_limits_begins_now(browser: Client) -> None:
    session = browser.session
    del session[BEGAN], session[SEEN]
    session.save()

    assert may_enter(browser)
    assert BEGAN in browser.session


def test_each_request_writes_no_row(browser: Client) -> None:
    before = browser.session[SEEN]
    browser.get("/admin/account/")

    assert browser.session[SEEN] == before


def test_other_sessions_are_ended_by_a_button(browser: Client, user: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(user)
    assert "/admin/account/end-sessions/" in browser.get("/admin/account/").text
    assert browser.get("/admin/account/end-sessions/").status_code == 200
    assert may_enter(elsewhere)

    response = browser.post("/admin/account/end-sessions/", follow=True)

    assert "You are logged out everywhere else." in response.text
    assert may_enter(browser)
    assert not may_enter(elsewhere)


def test_nobody_ends_sessions_without_being_logged_in(db: None) -> None:
    response = Client().post("/admin/account/end-sessions/")

    assert response["Location"].startswith(LOG_IN)
