"""An editor writes, previews, publishes and schedules, as on the first day at work."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from blog.blocks import PostBodyBlock
from tests.browser.conftest import Demo
from tests.browser.editor import Editor

LABELS = [str(block.label) for block in PostBodyBlock().child_blocks.values()]


def begin_a_post(page: Page) -> Editor:
    """Find the blog by the admin's search and open the form of a new post."""
    page.goto("/admin/pages/search/?q=blog&content_type=blog.blogindexpage")
    page.get_by_role("link", name="Blog", exact=True).first.click()
    blog = page.url.rstrip("/").split("/")[-1 if page.url.rstrip("/")[-1].isdigit() else -2]
    page.goto(f"/admin/pages/add/blog/blogpostpage/{blog}/")
    return Editor(page)


def test_editor_publishes_a_post_of_every_section_and_finds_it_everywhere(
    log_in: Callable[[str], Page], demo: Demo
) -> None:
    page = log_in("editor")
    editor = begin_a_post(page)
    editor.fill_in_the_basics(title="Zolpidem and dreams", summary="About nights with a pill.")
    for label in LABELS:
        editor.add_section(label, f"Words about {label.lower()}.")

    preview = editor.preview()
    expect(preview.get_by_role("heading", level=1)).to_have_text("Zolpidem and dreams")
    expect(preview.get_by_text("Words about quote.").first).to_be_visible()
    page.get_by_role("button", name="Toggle preview").first.click()
    editor.publish()

    page.goto("/blog/zolpidem-and-dreams/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zolpidem and dreams")
    for label in LABELS:
        if label not in ("Image", "Gallery"):
            assert f"Words about {label.lower()}." in page.content(), label
    page.goto("/search/?q=zolpidem")
    expect(page.get_by_role("link", name="Zolpidem and dreams")).to_be_visible()
    request = page.context.request
    assert "Zolpidem and dreams" in request.get("/feeds/posts.rss").text()
    answer = request.get("/api/content/v1/posts/zolpidem-and-dreams/").json()
    assert [section["type"] for section in answer["sections"]] == list(PostBodyBlock().child_blocks)


def test_editor_schedules_a_post_that_nobody_sees_before_its_time(
    log_in: Callable[[str], Page], demo: Demo
) -> None:
    page = log_in("editor")
    editor = begin_a_post(page)
    editor.fill_in_the_basics(title="For next year", summary="About the future.")
    editor.add_section("Introduction", "Later.")

    editor.schedule("2099-01-02 10:00")
    editor.publish("Schedule to publish")

    assert page.context.request.get("/blog/for-next-year/").status == 404
    assert "For next year" not in page.context.request.get("/blog/").text()


def test_mistake_is_told_at_its_field_and_nothing_is_lost(log_in: Callable[[str], Page]) -> None:
    page = log_in("editor")
    editor = begin_a_post(page)
    editor.fill_in_the_basics(title="With a mistake", summary="About mistakes.")
    editor.add_section("Comparison", "Kept words")
    page.locator("#body-root button.c-sf-add-button").last.click()
    page.get_by_role("option", name="Image", exact=True).first.click()
    cells = page.locator("[data-contentpath='cells']").first
    cells.get_by_role("button", name="Delete").first.click()

    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()

    expect(page.get_by_text("This row has 1 cell for 2 treatments.").first).to_be_visible()
    expect(page.get_by_text("Choose an image.")).to_be_visible()
    expect(page.locator("[name='body-0-value-heading']")).to_have_value("Kept words")


def test_post_that_is_published_while_its_first_draft_is_saved_is_made_once(
    log_in: Callable[[str], Page],
) -> None:
    page = log_in("editor")
    held: list[Route] = []
    page.route("**/admin/pages/add/blog/**", lambda route: hold_drafts(route, held))
    editor = begin_a_post(page)
    editor.fill_in_the_basics(title="Made once", summary="About haste.")
    editor.add_section("Introduction", "Quick.")
    expect(page.locator(".w-autosave-indicator__state--saving")).to_be_visible()

    page.get_by_role("button", name="More actions").last.click()
    publish = page.get_by_role("button", name="Publish", exact=True)
    publish.click()
    expect(publish).to_have_attribute("aria-busy", "true")
    page.unroute("**/admin/pages/add/blog/**")
    for route in held:
        route.continue_()

    expect(page.locator(".messages .success")).to_be_visible()
    page.goto("/admin/pages/search/?q=made+once")
    expect(page.get_by_role("link", name="Made once", exact=True)).to_have_count(1)
    assert "Quick." in page.context.request.get("/blog/made-once/").text()


def hold_drafts(route: Route, held: list[Route]) -> None:
    """Keep the drafts that the editor saves by itself from arriving; let all else pass."""
    request = route.request
    if request.method == "POST" and request.headers.get("accept") == "application/json":
        held.append(route)
    else:
        route.continue_()
