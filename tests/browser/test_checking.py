"""An editor sees what the checks say while writing, and goes to the field."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_editing import begin_a_post


def test_editor_is_told_while_writing_and_led_to_the_field(log_in: Callable[[str], Page]) -> None:
    page = log_in("editor")
    editor = begin_a_post(page)
    editor.fill_in_the_basics(title="Sleep and promises", summary="About nights.")
    editor.add_section("Inset", "Our tea cures bad nights.")
    panel = page.locator("[data-side-panel=checks]")
    page.get_by_role("button", name="Toggle checks").click()

    finding = panel.locator(".post-checks__finding").filter(has_text="“cures” is a promise")
    expect(finding).to_be_visible()
    expect(page.locator("[data-post-checks-count]")).not_to_have_text("0")
    expect(panel.get_by_role("status").first).to_contain_text("finding")
    finding.locator("summary").click()
    expect(finding.get_by_text("competent and reliable scientific evidence")).to_be_visible()
    result = Axe().run(page, context="[data-post-checks]")
    assert result.violations_count == 0, result.generate_report()

    finding.get_by_role("link", name="Go to the field").press("Enter")

    text = page.locator("[data-contentpath=text] [contenteditable=true]").first
    expect(text).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Our tea is warm.")
    expect(finding).to_have_count(0)

    summary = page.locator("[name=summary]")
    summary.evaluate("field => field.removeAttribute('maxlength')")
    summary.fill("x" * 300)
    expect(panel.get_by_text("the last state that could be read")).to_be_visible()


def test_link_to_a_field_of_another_tab_opens_the_tab(log_in: Callable[[str], Page]) -> None:
    page = log_in("editor")
    editor = begin_a_post(page)
    editor.fill_in_the_basics(title="Sleep without description", summary="About nights.")
    editor.add_section("Inset", "Warm milk.")
    panel = page.locator("[data-side-panel=checks]")
    page.get_by_role("button", name="Toggle checks").click()

    finding = panel.locator(".post-checks__finding").filter(has_text="description for search")
    finding.get_by_role("link", name="Go to the field").click()

    expect(page.locator("[name=search_description]")).to_be_focused()
