"""The guide in the admin as an editor reads it, and the command that takes its pictures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from home.guide.reading import SCALE
from tests.browser.conftest import Demo
from tests.screenshots.pictures import PICTURES
from tests.screenshots.taking import take


def test_editor_opens_the_guide_from_help_and_sees_all_pictures(
    log_in: Callable[[str], Page], demo: Demo
) -> None:
    page = log_in("editor")
    page.get_by_role("button", name="Help").click()
    page.get_by_role("link", name="Editor guide", exact=True).click()
    page.wait_for_url("**/admin/guide/")
    expect(page.get_by_role("heading", name="Editor guide", level=1)).to_have_count(1)

    images = page.locator(".guide-text img").all()
    assert len(images) == len(PICTURES)
    for image in images:
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
        assert image.evaluate("image => image.naturalWidth") > 0

    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        result = Axe().run(page, context="main")
        assert result.violations_count == 0, result.generate_report()


def test_keyboard_alone_leads_from_the_contents_to_a_task(log_in: Callable[[str], Page]) -> None:
    page = log_in("editor")
    page.goto("/admin/guide/")
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link").first.focus()
    page.keyboard.press("Tab")
    expect(contents.get_by_role("link", name="Write a post")).to_be_focused()

    page.keyboard.press("Enter")

    heading = page.get_by_role("heading", name="Write a post")
    expect(heading).to_be_in_viewport()
    # Wagtail's bar stays at the top; the heading stands below it.
    bar, below = page.locator("header").first.bounding_box(), heading.bounding_box()
    assert bar
    assert below
    assert below["y"] >= bar["y"] + bar["height"]
    # The next key goes on from there, not from the beginning of the page.
    page.keyboard.press("Tab")
    assert not contents.locator(":focus").count()


@pytest.mark.parametrize("file", ["replies.png", "schedule.png"])
def test_picture_is_taken_anew_from_a_demo(
    chromium: Browser, demo: Demo, tmp_path: Path, file: str
) -> None:
    picture = next(picture for picture in PICTURES if picture.file == file)

    path = take(picture, browser=chromium, demo=demo, folder=tmp_path)

    image = Image.open(path)
    assert image.mode == "P"
    assert min(image.size) > 200 * SCALE
    # Something is on it: one colour would be a screen that was not ready.
    assert len(image.getcolors() or []) > 16
