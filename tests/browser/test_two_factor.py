"""An editor sets two-factor log-in up, logs in with it, and switches it off again."""

import time
from base64 import b32decode
from collections.abc import Callable

from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo
from tests.browser.test_moderating import expect_no_violation


def code_of(secret: str, *, step: int = 0) -> str:
    """Return what an app shows for a secret now, or half a minute later."""
    totp = TOTP(b32decode(secret.replace(" ", "")))
    totp.time = time.time() + step * 30
    return f"{totp.token():06d}"


def give_password(page: Page, demo: Demo) -> str:
    username, password = demo.log_ins["editor"]
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Sign in").click()
    return password


def test_editor_sets_it_up_logs_in_with_it_and_switches_it_off(
    page: Page, demo: Demo, log_in: Callable[[str], Page]
) -> None:
    log_in("editor")
    page.goto("/admin/account/")
    page.get_by_role("link", name="Set up two-factor log-in").click()
    picture = page.get_by_alt_text("QR code for the authenticator app", exact=False)
    expect(picture).to_be_visible()
    # The admin's policy lets the picture in.
    assert picture.evaluate("image => image.naturalWidth") > 0
    expect_no_violation(page)
    secret = page.locator("#two-factor-secret").inner_text()
    page.get_by_label("Your password").fill("wrong")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_text("This is not your password.")).to_be_visible()
    assert page.locator("#two-factor-secret").inner_text() == secret
    expect_no_violation(page)
    page.get_by_label("Your password").fill(demo.log_ins["editor"][1])
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator("#back-up-codes li")).to_have_count(10)
    expect_no_violation(page)
    codes = page.locator("#back-up-codes li").all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("On: each log-in asks for a code")).to_be_visible()

    page.context.clear_cookies()
    give_password(page, demo)
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    expect_no_violation(page)
    page.goto("/admin/images/")
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    page.get_by_label("Code").fill("none")
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("This code is wrong or was used already.")
    expect_no_violation(page)
    page.get_by_label("Code").fill(code_of(secret, step=1))
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/admin/images/")

    page.goto("/admin/account/two-factor/")
    expect_no_violation(page)
    is_off = page.get_by_text("Two-factor log-in is off. Your password is enough.")
    too_soon = page.get_by_text("Too many wrong codes.")
    # The wrong code of before makes a back-up code wait for some seconds, as it does a person.
    for _ in range(10):
        page.get_by_label("Code").fill(codes[0])
        page.get_by_role("button", name="Switch it off").click()
        expect(is_off.or_(too_soon)).to_be_visible()
        if is_off.is_visible():
            break
        page.wait_for_timeout(1000)
    expect(is_off).to_be_visible()
    page.context.clear_cookies()
    log_in("editor")
