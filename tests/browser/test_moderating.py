"""Readers reply, a moderator decides: with and without scripts."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo

POST = "/blog/is-ketamine-addictive-when-used-for-depression/"


def write(page: Page, text: str) -> None:
    page.get_by_label("Your name").fill("Wanda")
    page.get_by_label("Your e-mail address").fill("wanda@example.com")
    page.get_by_label("Your reply").fill(text)


def test_reply_travels_from_a_phone_over_the_queue_to_the_post(
    chromium: Browser, demo: Demo, log_in: Callable[[str], Page]
) -> None:
    phone = chromium.new_context(base_url=demo.url, viewport={"width": 390, "height": 844})
    reader = phone.new_page()
    reader.goto(POST)
    priya = reader.locator("article.comment", has_text="The table finally made me understand")
    with reader.expect_response("**/comments/token/"):
        priya.get_by_role("link", name="Reply").click()
    expect(reader.get_by_text("You answer Priya.")).to_be_visible()
    write(reader, "The same happened to me.")
    reader.wait_for_timeout(3100)  # the form refuses what no person types that fast
    reader.get_by_role("button", name="Send your reply").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you for your reply")
    reader.goto(POST)
    expect(reader.get_by_text("The same happened to me.")).to_have_count(0)

    page = log_in("moderator")
    page.get_by_role("link", name="waiting").click()
    page.get_by_role("row", name="The same happened to me.").get_by_role("checkbox").check()
    page.get_by_role("link", name="Approve the selected replies").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messages")).to_contain_text("1 reply approved")

    reader.goto(POST)
    answer = reader.locator("article.comment", has_text="The same happened to me.")
    expect(answer).to_contain_text("Wanda")
    phone.close()


def test_reply_is_sent_without_scripts(chromium: Browser, demo: Demo) -> None:
    plain = chromium.new_context(base_url=demo.url, java_script_enabled=False)
    reader = plain.new_page()
    reader.goto(POST)
    write(reader, "Without a script.")
    reader.get_by_role("button", name="Send your reply").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Check your reply")
    expect(reader.get_by_label("Your reply")).to_have_value("Without a script.")
    reader.wait_for_timeout(3100)  # the form refuses what no person types that fast

    reader.get_by_role("button", name="Send your reply").click()

    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you for your reply")
    plain.close()
