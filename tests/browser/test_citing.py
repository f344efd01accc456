"""An editor cites a source from the text, and readers find it at the post's end."""

from collections.abc import Callable
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_editing import begin_a_post

WRONG_DOI = "doi 7"


def test_editor_cites_a_source_from_the_text_and_a_new_one(log_in: Callable[[str], Page]) -> None:
    page = log_in("editor")
    editor = begin_a_post(page)
    editor.fill_in_the_basics(title="What trials say", summary="About trials.")
    editor.add_section("Text", "Ketamine was compared")

    editor.cite(page.locator(".public-DraftEditor-content").first, "zarate")
    expect(page.locator(".Draftail-Editor")).to_contain_text("compared[Zarate 2006]")
    page.keyboard.type(" with care")
    page.keyboard.press("Control+Shift+ArrowLeft")
    page.get_by_role("toolbar").get_by_role("button", name="Cite a source").click()
    _enter(page)
    expect(page.locator(".Draftail-Editor")).to_contain_text("with care[Newcomer 2020]")
    editor.publish()

    # What was saved comes back as it was typed.
    page.locator(".messages").get_by_role("link", name="Edit").click()
    expect(page.locator(".Draftail-Editor")).to_contain_text(
        "Ketamine was compared[Zarate 2006] with care[Newcomer 2020]"
    )
    assert _violations(page, ".TooltipEntity") == []
    page.goto("/blog/what-trials-say/")
    first = page.get_by_label("[1] Zarate 2006")
    first.click()
    expect(page.locator("#source-1")).to_be_in_viewport()
    expect(page.locator("#source-1")).to_contain_text("Zarate CA")
    expect(page.locator("#source-2")).to_contain_text("Newcomer A")
    page.get_by_label("Back to where source 1 is cited").click()
    expect(first).to_be_in_viewport()
    assert urlsplit(page.url).fragment == "citation-1"
    assert _violations(page, "main") == []


def test_sources_and_their_posts_are_accessible_in_the_admin(
    log_in: Callable[[str], Page],
) -> None:
    page = log_in("editor")
    page.goto("/admin/snippets/blog/source/")
    expect(page.get_by_role("link", name="Zarate 2006")).to_be_visible()
    assert _violations(page, "main") == []
    row = page.get_by_role("row").filter(has_text="Sanacora 2017")
    row.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_role("link", name="Is ketamine addictive")).to_be_visible()
    assert _violations(page, "main") == []


def _enter(page: Page) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("tab", name="New source").click()
    for name, value in (
        ("authors", "Newcomer A"),
        ("title", "A trial that was not there yet"),
        ("year", "2020"),
        ("doi", WRONG_DOI),
    ):
        dialog.locator(f"[name$={name}]").fill(value)
    dialog.get_by_role("button", name="Save and cite").click()
    expect(dialog.get_by_text("This is not a DOI.")).to_be_visible()
    expect(dialog.locator("[name$=title]")).to_have_value("A trial that was not there yet")
    dialog.locator("[name$=doi]").fill("https://doi.org/10.1000/Newcomer.1")
    dialog.get_by_role("button", name="Save and cite").click()
    expect(dialog).to_have_count(0)


def _violations(page: Page, part: str) -> list[str]:
    found = Axe().run(page, context=part).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]
