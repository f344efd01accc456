"""What is done on screen before a picture is taken, as the people of the guide do it."""

import re

from playwright.sync_api import Page, expect

KETAMINE = "Is ketamine addictive when used for depression?"
SLEEP = "Sleep and depression: which comes first?"


def home(page: Page) -> None:
    """Stay where the log-in leads to."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def menu_of_sections(page: Page) -> None:
    """Open the list of sections below the first one of a post."""
    _open_post(page, KETAMINE)
    button = page.locator("#body-root button.c-sf-add-button").nth(1)
    button.evaluate("button => button.scrollIntoView({block: 'start'})")
    page.mouse.wheel(0, -160)  # clear of the bar that stays at the top
    button.click()
    expect(page.get_by_role("option", name="Call to action")).to_be_visible()


def image_form(page: Page) -> None:
    """Open an image of the library that has all of its words."""
    page.goto("/admin/images/?q=horizon")
    page.get_by_role("link", name="Drawing: horizon").first.click()
    expect(page.get_by_label("Licence")).to_be_visible()


def cited_text(page: Page) -> None:
    """Show a source in the running text, with the toolbar that put it there."""
    _open_post(page, KETAMINE)
    text = page.locator(".Draftail-Editor").filter(has=page.locator(".TooltipEntity")).first
    text.locator(".TooltipEntity").first.scroll_into_view_if_needed()
    text.locator(".public-DraftEditor-content").click(position={"x": 60, "y": 14})
    # The toolbar comes when words are marked.
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.get_by_role("toolbar").filter(visible=True).first).to_be_visible()


def source_chooser(page: Page) -> None:
    """Search for a source from the running text."""
    cited_text(page)
    toolbar = page.get_by_role("toolbar").filter(visible=True).first
    toolbar.get_by_role("button", name="Cite a source").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=q]").fill("ketamine")
    expect(dialog.locator("[data-chooser-modal-choice]").first).to_contain_text(re.compile(r"\w"))


def checks_panel(page: Page) -> None:
    """Open the checks, and one finding."""
    _open_post(page, KETAMINE)
    page.get_by_role("button", name="Toggle checks").click()
    finding = page.locator(".post-checks__finding").first
    # A click would scroll the panel.
    finding.locator("details").evaluate("finding => { finding.open = true }")
    expect(finding.get_by_role("link", name="Go to the field")).to_be_visible()


def schedule(page: Page) -> None:
    """Open the dialog with the two times."""
    _open_post(page, KETAMINE)
    page.get_by_role("button", name="Toggle status").first.click()
    page.get_by_role("button", name="Set schedule").click()
    expect(page.get_by_role("dialog").get_by_text("Expiry date/time")).to_be_visible()


def publishing_menu(page: Page) -> None:
    """Open the menu beside "Save draft"."""
    _open_post(page, KETAMINE)
    page.get_by_role("button", name="More actions").last.click()
    expect(page.get_by_role("button", name="Submit to Clinical review")).to_be_visible()


def comparison(page: Page) -> None:
    """Compare a draft with the version before, from the history."""
    _open_post(page, SLEEP)
    page.goto(re.sub(r"edit/.*", "history/", page.url))
    row = page.get_by_role("row").filter(has_text="Draft saved").first
    row.get_by_role("button", name="Actions").click()
    page.get_by_role("link", name="Compare with").first.click()
    page.locator(".comparison__child-object .addition").first.scroll_into_view_if_needed()


def review(page: Page) -> None:
    """Read a post that waits for its review, where it changed."""
    page.get_by_role("link", name=SLEEP).first.click()
    changed = page.locator(".clinical-review-section").filter(has=page.locator("ins")).last
    changed.locator("summary").click()
    words = changed.locator("textarea")
    words.fill("Good: “how long” is what the diary asks for.")
    words.evaluate("field => field.blur()")
    changed.evaluate("section => section.scrollIntoView({block: 'center'})")


def clinical_reviews(page: Page) -> None:
    """Open the report of all reviews."""
    page.goto("/admin/reports/clinical-reviews/")
    expect(page.get_by_role("cell", name="Due for review")).to_be_visible()


def problem_reports(page: Page) -> None:
    """Open what readers say is wrong."""
    page.goto("/admin/snippets/blog/problemreport/")
    expect(page.get_by_role("cell", name="Open", exact=True)).to_be_visible()


def replies(page: Page) -> None:
    """Open the queue with two replies chosen, which brings the decisions about all of them."""
    page.goto("/admin/reader-comments/?status=pending")
    for name in ("Marcus", "Fatima"):
        page.get_by_role("row").filter(has_text=name).get_by_role("checkbox").check()
    expect(page.get_by_role("link", name="Approve the selected replies")).to_be_visible()


def two_factor(page: Page) -> None:
    """Begin to set two-factor log-in up; the secret is of a user who is gone when this is read."""
    page.goto("/admin/account/two-factor/set-up/")
    expect(page.get_by_alt_text("QR code", exact=False)).to_be_visible()


def settings_menu(page: Page) -> None:
    """Open what only the owner's role sees."""
    page.locator("#wagtail-sidebar").get_by_role("button", name="Settings").click()
    expect(page.get_by_role("link", name="Redirects")).to_be_visible()


def _open_post(page: Page, title: str) -> None:
    page.goto(f"/admin/pages/search/?q={title.split()[1]}&content_type=blog.blogpostpage")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("#body-root button.c-sf-add-button").first).to_be_attached()
    # The number at the glasses comes with the first answer of the checks.
    expect(page.locator("[data-post-checks-count]")).not_to_have_text("")
