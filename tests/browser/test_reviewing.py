"""A post between the desk and its clinical reviewer, until it is live and after."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Demo
from tests.browser.editor import Editor
from tests.browser.test_editing import begin_a_post
from tests.demo import log_in as enter_admin

POST = "/blog/lithium-and-levels/"
# What the clock does by itself, done now: the hour has come.
COMES_DUE = """
from django.utils import timezone
from wagtail.models import Revision

now = timezone.now()
revision = Revision.objects.get(approved_go_live_at__gt=now, object_str="Lithium and levels")
revision.content["go_live_at"] = now.isoformat()
revision.approved_go_live_at = now
revision.save()
"""
TIMES_PUBLISHED = (
    "from wagtail.models import PageLogEntry; "
    "published = PageLogEntry.objects.filter(action='wagtail.publish.scheduled'); "
    "print(published.filter(label='Lithium and levels').count())"
)


def enter(browser: Browser, demo: Demo, role: str) -> Page:
    """Log in on a device of one's own."""
    context = browser.new_context(base_url=demo.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    enter_admin(page, demo, role)
    return page


def decide(page: Page, decision: str) -> None:
    """Open the post that waits, and decide about it."""
    page.get_by_label(decision).check()
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".messages .success")).to_be_visible()


def run(demo: Demo, *arguments: str) -> str:
    """Run one of the demo's commands to its end; return what it said."""
    process = demo.manage(*arguments)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return said


def test_post_is_returned_signed_goes_live_once_and_loses_one_badge_by_an_edit(
    chromium: Browser,
    demo: Demo,
    log_in: Callable[[str], Page],
    camera: Callable[[Page, str], None],
) -> None:
    desk = log_in("editor")
    camera(desk, "review-01-editors-home")
    editor = begin_a_post(desk)
    editor.fill_in_the_basics(title="Lithium and levels", summary="About blood tests.")
    editor.add_section("Introduction", "Lithium cures.")
    editor.add_section("Risks", "The first wording.")
    promise = editor.finding("“cures” is a promise")
    without_source = editor.finding("states facts about health without a source")
    expect(promise).to_be_visible()
    expect(without_source).to_be_visible()
    camera(desk, "review-02-checks-find")
    promise.get_by_role("link", name="Go to the field").press("Enter")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("What lithium is.")
    editor.cite(editor.section(1).locator(".public-DraftEditor-content").first, "zarate")
    expect(promise).to_have_count(0)
    expect(without_source).to_have_count(0)
    camera(desk, "review-03-mended")
    editor.schedule("2099-01-02 10:00")
    editor.publish("Submit to Clinical review")

    clinic = enter(chromium, demo, "clinical-reviewer")
    clinic.get_by_role("link", name="Lithium and levels").first.click()
    expect(clinic.get_by_role("heading", name="Title and summary")).to_be_visible()
    results = Axe().run(clinic, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()
    expect(clinic.get_by_text("Zarate CA").first).to_be_visible()
    camera(clinic, "review-04-review")
    clinic.get_by_label("Comment for the editor").fill("Say how often blood is tested.")
    decide(clinic, "Send back to the editor")

    desk.goto("/admin/")
    camera(desk, "review-05-returned")
    desk.get_by_role("link", name="Lithium and levels").first.click()
    desk.locator("[name='body-0-value-text']").first.wait_for(state="attached")
    Editor(desk).publish("Resubmit to Clinical review")

    clinic.goto("/admin/")
    clinic.get_by_role("link", name="Lithium and levels").first.click()
    decide(clinic, "Sign as medically reviewed")
    assert desk.context.request.get(POST).status == 404  # its hour has not come

    run(demo, "shell", "--no-imports", "--command", COMES_DUE)
    schedulers = [demo.manage("publish_scheduled") for _ in range(2)]
    assert [process.wait(120) for process in schedulers] == [0, 0]
    assert run(demo, "shell", "--no-imports", "--command", TIMES_PUBLISHED).split()[-1] == "1"

    reader = chromium.new_page(base_url=demo.url, viewport={"width": 390, "height": 844})
    reader.goto(POST)
    expect(reader.locator(".byline")).to_contain_text("Medically reviewed by Samuel Adeyemi")
    expect(reader.get_by_text(re.compile("^Medically reviewed on"))).to_have_count(1)
    expect(reader.locator("#source-1")).to_contain_text("Zarate CA")
    camera(reader, "review-06-live")

    desk.goto("/admin/pages/search/?q=lithium")
    desk.get_by_role("link", name="Lithium and levels").first.click()
    desk.locator("[name='body-1-value-risks-0-value-term']").fill("Another wording")
    Editor(desk).publish()

    reader.goto(POST)
    expect(reader.get_by_text("Changed since the medical review")).to_have_count(1)
    expect(reader.get_by_text("Medically reviewed by")).to_have_count(0)
    api = f"{demo.url}/api/content/v1/posts/lithium-and-levels/"
    camera(reader, "review-07-one-badge-less")
    review = reader.request.get(api).json()["review"]
    assert review["state"] == "partly_reviewed"
    states = [section["state"] for section in review["sections"]]
    assert states == ["reviewed", "not_reviewed"]

    clinic.goto("/admin/reports/clinical-reviews/?state=changed")
    clinic.get_by_role("link", name="Lithium and levels").first.click()
    expect(clinic.locator("ins.addition", has_text="Another").first).to_be_visible()
    camera(clinic, "review-08-difference")
    decide(clinic, "Sign as a change of wording only")

    reader.goto(POST)
    expect(reader.locator(".byline")).to_contain_text("Medically reviewed by Samuel Adeyemi")
    assert reader.request.get(api).json()["review"]["state"] == "reviewed"
    reader.close()
    clinic.context.close()
