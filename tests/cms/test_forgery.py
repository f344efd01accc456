"""A form without its cookie: a page of the site that says so, and nothing typed is lost."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Site

from blog.models import BlogPostPage, ProblemReport
from home import forms
from home.models import OrganisationSettings

OWN = {"Origin": "http://testserver"}
TYPED = {"text": "The dose <b>is</b> wrong.\nSection 2.", "email": "ada@example.com"}


@pytest.fixture
def browser(site: Site, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(forms, "MINIMUM_SECONDS", 0)
    OrganisationSettings.objects.update_or_create(
        site=site, defaults={"telephone": "+1 212 555 0100"}
    )
    return Client(enforce_csrf_checks=True)


def report(post: BlogPostPage) -> tuple[str, dict[str, str]]:
    return f"/report-a-problem/{post.pk}/", TYPED | {"form__stamp": forms.form_stamp(post.pk)}


def fields_of(text: str) -> dict[str, str]:
    """Return what the form on a page sends by itself."""
    form = text[text.index('<form class="form"') :]
    pairs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in pairs}


def test_form_without_its_cookie_is_kept_and_sent_again_by_one_click(
    browser: Client, post: BlogPostPage
) -> None:
    address, data = report(post)

    refused = browser.post(address, data, headers=OWN)
    text = refused.content.decode()
    again = browser.post(address, fields_of(text), headers=OWN)

    assert refused.status_code == 403
    assert "<h1>Nothing was sent yet</h1>" in text
    assert "without its cookie" in text
    assert "The dose &lt;b&gt;is&lt;/b&gt; wrong.<br>Section 2." in text
    assert "tel:+12125550100" in text
    assert "no-store" in refused["Cache-Control"]
    assert again.status_code == 201
    assert ProblemReport.objects.get().text == TYPED["text"]


def test_browser_that_blocks_cookies_is_told_so_at_the_second_time(
    browser: Client, post: BlogPostPage
) -> None:
    address, data = report(post)
    first = browser.post(address, data, headers=OWN).content.decode()
    browser.cookies.clear()

    second = browser.post(address, fields_of(first), headers=OWN).content.decode()

    assert "blocks this site's cookies" in second
    assert "The dose &lt;b&gt;is&lt;/b&gt; wrong." in second
    assert "tel:+12125550100" in second
    assert "blocks this site's cookies" not in first


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_sends_is_neither_shown_nor_offered(
    browser: Client, post: BlogPostPage, origin: str
) -> None:
    address, data = report(post)

    text = browser.post(address, data, headers={"Origin": origin}).content.decode()

    assert "Nothing was sent yet" in text
    assert "wrong." not in text
    assert fields_of(text + '<form class="form"') == {}


@pytest.mark.parametrize("address", ["/admin/login/", "/_util/login/"])
def test_password_that_was_typed_is_never_sent_back(browser: Client, address: str) -> None:
    data = {"username": "ada@example.com", "password": "hunter2-hunter2", "login-token": "123456"}

    response = browser.post(address, data, headers=OWN)

    assert response.status_code == 403
    text = response.content.decode()
    assert "ada@example.com" in text
    assert "hunter2" not in text
    assert "123456" not in text
    assert f'href="{address}"' in text


def test_form_of_the_admin_shows_what_was_typed_and_sends_nothing_by_a_click(
    browser: Client, make_user: Any
) -> None:
    browser.force_login(make_user(is_superuser=True))

    text = browser.post("/admin/tags/", {"title": "A long day"}, headers=OWN).content.decode()

    assert "A long day" in text
    assert 'name="title"' not in text


def test_reply_from_a_browser_without_cookies_says_so_and_keeps_the_text(
    browser: Client, post: BlogPostPage
) -> None:
    address = f"/comments/{post.pk}/"
    data = {"name": "Ada", "email": "ada@example.com", "comment": "Thank you for this."}
    first = browser.post(address, data).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', first)
    assert token
    assert "blocks this site's cookies" not in first

    for part in ({}, {"HX-Request": "true"}):
        browser.cookies.clear()
        second = browser.post(address, data | {"csrfmiddlewaretoken": token[1]}, headers=part)

        text = second.content.decode()
        assert "blocks this site's cookies" in text
        assert "tel:+12125550100" in text
        assert "Thank you for this." in text
