"""Readers reply, a moderator decides: with and without scripts, by keyboard, on a phone."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Demo
from tests.browser.mails import mail_to, path_in

POST = "/blog/is-ketamine-addictive-when-used-for-depression/"
SLEEP = "/blog/sleep-and-depression/"
PHONE: ViewportSize = {"width": 390, "height": 844}
QUICKEST = 3100  # milliseconds; the form refuses what no person types that fast


def fill_in(page: Page, text: str, *, name: str = "Wanda") -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your e-mail address").fill(f"{name.lower()}@example.com")
    page.get_by_label("Your reply").fill(text)


def expect_no_violation(page: Page) -> None:
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def press(page: Page, key: str) -> None:
    """Press a shortcut as soon as the page's scripts listen for it."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def approve(page: Page, words: str) -> None:
    """Open a reply from the queue and approve it by the keyboard."""
    page.goto("/admin/reader-comments/")
    page.get_by_role("link", name=words).first.click()
    expect(page.get_by_role("heading", name="In its thread")).to_be_visible()
    press(page, "a")
    expect(page.locator(".messages")).to_contain_text("is approved")


def test_reply_travels_from_a_phone_over_mail_and_queue_to_the_post(
    chromium: Browser, demo: Demo, log_in: Callable[[str], Page]
) -> None:
    phone = chromium.new_context(base_url=demo.url, viewport=PHONE)
    reader = phone.new_page()
    reader.goto(POST)
    priya = reader.locator("article.comment", has_text="The table finally made me understand")
    with reader.expect_response("**/comments/token/"):
        priya.get_by_role("link", name="Reply to Priya").click()
    expect(reader.get_by_text("You answer Priya.")).to_be_visible()
    fill_in(reader, "The same **happened** to me. Call (212) 555-2368.")
    reader.wait_for_timeout(QUICKEST)
    reader.get_by_role("button", name="Send your reply").click()
    expect(reader.get_by_role("alert")).to_contain_text("You are about to publish this")
    expect_no_violation(reader)
    reader.get_by_role("button", name="Send it like this").click()
    expect(reader.get_by_role("heading", name="Thank you for your reply")).to_be_visible()
    assert reader.url == demo.url + POST

    reader.goto(path_in(mail_to(demo, "wanda@example.com", "confirm"), "confirm"))
    reader.get_by_role("button", name="Yes, this is my reply").click()
    expect(reader.get_by_text("A person on our team reads it first.")).to_be_visible()
    reader.goto(POST)
    expect(reader.get_by_text("happened to me.")).to_have_count(0)

    page = log_in("moderator")
    page.get_by_role("link", name="waiting").click()
    page.get_by_role("row", name="to me. Call").get_by_role("checkbox").check()
    page.get_by_role("link", name="Approve the selected replies").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messages")).to_contain_text("1 reply approved")

    reader.goto(POST)
    answer = reader.locator("article.comment", has_text="to me. Call [phone number].")
    expect(answer).to_contain_text("Wanda")
    expect(answer.locator("strong")).to_have_text("happened")
    phone.close()


def test_reader_without_scripts_posts_confirms_answers_changes_and_unsubscribes(
    chromium: Browser, demo: Demo, log_in: Callable[[str], Page]
) -> None:
    plain = chromium.new_context(base_url=demo.url, viewport=PHONE, java_script_enabled=False)
    reader = plain.new_page()
    reader.goto(SLEEP)
    fill_in(reader, "Without a script.", name="Paula")
    reader.get_by_label("Tell me by e-mail about").select_option("thread")
    reader.get_by_role("button", name="Send your reply").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("Check your reply")
    expect(reader.get_by_label("Your reply")).to_have_value("Without a script.")
    reader.wait_for_timeout(QUICKEST)
    reader.get_by_role("button", name="Send your reply").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you for your reply")

    reader.get_by_label("Your reply").fill("Without a script, *changed*.")
    reader.get_by_role("button", name="Save the change").click()
    expect(reader.get_by_label("Your reply")).to_have_value("Without a script, *changed*.")
    reader.goto(path_in(mail_to(demo, "paula@example.com", "confirm"), "confirm"))
    expect(reader.locator("blockquote em")).to_have_text("changed")
    reader.get_by_role("button", name="Yes, this is my reply").click()
    moderator = log_in("moderator")
    approve(moderator, "Without a script")

    reader.goto(SLEEP)
    mine = reader.locator("article.comment", has_text="Without a script")
    mine.get_by_role("link", name="Reply to Paula").click()
    fill_in(reader, "An answer to Paula.", name="Otto")
    reader.wait_for_timeout(QUICKEST)
    reader.get_by_role("button", name="Send your reply").click()
    reader.goto(path_in(mail_to(demo, "otto@example.com", "confirm"), "confirm"))
    reader.get_by_role("button", name="Yes, this is my reply").click()
    approve(moderator, "An answer to Paula.")

    told = mail_to(demo, "paula@example.com", "An answer to Paula.")
    reader.goto(path_in(told, "comment"))
    expect(reader.locator("article.comment", has_text="An answer to Paula.")).to_be_visible()
    reader.goto(path_in(told, "unsubscribe"))
    reader.get_by_role("button", name="Stop these mails").click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text("no more of these mails")
    plain.close()


def test_reader_with_the_keyboard_alone_replies_in_place(chromium: Browser, demo: Demo) -> None:
    phone = chromium.new_context(base_url=demo.url, viewport=PHONE)
    reader = phone.new_page()
    reader.goto(POST)
    reader.get_by_role("link", name="Reply to Rosa").first.focus()
    with reader.expect_response("**/comments/token/"):
        reader.keyboard.press("Enter")
    expect(reader.get_by_label("Your name")).to_be_focused()
    reader.keyboard.type("Kay")
    reader.keyboard.press("Tab")
    reader.keyboard.type("kay@example.com")
    reader.keyboard.press("Tab")
    reader.keyboard.type("By keyboard. I took 40 pills.")
    reader.wait_for_timeout(QUICKEST)
    send = reader.get_by_role("button", name="Send your reply")
    for _ in range(4):
        reader.keyboard.press("Tab")
        if send.evaluate("button => button === document.activeElement"):
            break
    expect(send).to_be_focused()
    reader.keyboard.press("Enter")

    # Help comes before anything else, and the focus with it.
    expect(reader.locator(".crisis-first")).to_be_focused()
    expect(reader.locator(".crisis-first").get_by_role("link", name="988").first).to_be_visible()
    expect(reader.get_by_role("heading", name="Thank you for your reply")).to_be_visible()
    expect_no_violation(reader)
    assert mail_to(demo, "moderator@example.com", "/open/")

    reader.get_by_role("link", name="Newest first").focus()
    reader.keyboard.press("Enter")
    expect(reader.locator(".replies-sort strong")).to_have_text("Newest first")
    first = reader.get_by_role("link", name="Helpful").first
    first.focus()
    reader.keyboard.press("Enter")
    expect(reader.get_by_text("Thank you (1)").first).to_be_visible()
    phone.close()


def test_mistake_in_the_form_is_accessible_and_nothing_is_lost(
    chromium: Browser, demo: Demo
) -> None:
    for scripts in (True, False):
        context = chromium.new_context(
            base_url=demo.url, viewport=PHONE, java_script_enabled=scripts
        )
        page = context.new_page()
        page.goto(POST)
        fill_in(page, "Kept words", name="Zoe")
        page.get_by_label("Your e-mail address").fill("zoe@example")
        page.wait_for_timeout(QUICKEST)
        page.get_by_role("button", name="Send your reply").click()
        if not scripts:
            page.get_by_role("button", name="Send your reply").click()
        expect(page.get_by_role("alert")).to_contain_text("Nothing was sent yet")
        expect(page.get_by_label("Your reply")).to_have_value("Kept words")
        if scripts:
            expect(page.get_by_role("alert")).to_be_focused()
            expect_no_violation(page)
        context.close()


def test_moderator_works_through_the_queue_and_answers_in_place(
    log_in: Callable[[str], Page], demo: Demo
) -> None:
    page = log_in("moderator")
    expect(page.get_by_text("Replies to look at first")).to_be_visible()
    page.goto("/admin/reader-comments/?status=pending")
    page.get_by_role("link", name="I stopped the sessions in spring").click()
    expect(page.get_by_role("heading", name="Concern")).to_be_visible()
    page.get_by_label("Reply as the clinic").fill("We are glad that you wrote, **Sam**.")
    page.get_by_role("button", name="Publish the reply").click()
    expect(page.locator(".messages")).to_contain_text("Your reply is on the page.")
    press(page, "n")
    expect(page.get_by_role("heading", name="In its thread")).to_be_visible()
    press(page, "q")
    expect(page).to_have_url(f"{demo.url}/admin/reader-comments/")

    page.goto("/admin/reports/reader-comments/")
    expect(page.get_by_role("img", name="Replies by week")).to_be_visible()
    page.goto(POST)
    answer = page.locator("article.comment", has_text="We are glad that you wrote")
    expect(answer).to_contain_text("From the clinic")
