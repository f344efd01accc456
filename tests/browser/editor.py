"""The page editor, driven as a person drives it: by clicking and typing."""

from contextlib import suppress

from playwright.sync_api import FrameLocator, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

# What a person types into a field of this name; every other field gets the given words.
ANSWERS = {
    "url": "https://vimeo.com/76979871",
    "source_url": "https://example.com/",
    "number": "12",
    "unit": "weeks",
    "phone": "+1 555 010 0199",
    "email": "hello@example.com",
}
TEXT_FIELDS = ", ".join(
    f"{field}:visible"
    for field in (
        "input[type=text]",
        "input[type=url]",
        "input[type=email]",
        "input[type=number]",
        "textarea",
    )
)
# What must be added to a new section before it is complete: (list inside it, type of entry).
ENTRIES = {
    "Science": [("key_terms", "")],
    "Questions to ask": [("questions", "")],
    "Comparison": [("treatments", ""), ("cells", "Text"), ("cells", "Number")],
    "Gallery": [("images", "")],
    "Call to action": [("links", "Phone"), ("links", "E-mail")],
}

TRIES = 4
MENU_OPENS = 8_000  # milliseconds, on a busy machine


class Editor:
    """The form of one post in the admin."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sections = 0

    def fill_in_the_basics(self, *, title: str, summary: str) -> None:
        """Fill in what every post needs beside its sections."""
        self.page.locator("[name=title]").fill(title)
        self.page.locator("[name=summary]").fill(summary)
        self.choose("Choose person", "Maya Okafor")
        self.choose("Choose category", "Medicines")

    def choose(self, button: str, name: str) -> None:
        """Choose a snippet by its name."""
        self.page.get_by_role("button", name=button).first.click()
        self.page.get_by_role("dialog").get_by_role("link", name=name).first.click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def add_section(self, label: str, words: str) -> None:
        """Add a section at the end and fill in all of it."""
        self._add(self.page.locator("#body-root"), label)
        section = self.section(self.sections)
        self.sections += 1
        for name, kind in ENTRIES.get(label, []):
            self._add(section.locator(f"[data-contentpath='{name}']").first, kind)
        self._fill(section, words)

    def section(self, number: int) -> Locator:
        """Return the form of a section, counted from 0."""
        child = f"[data-streamfield-child]:has(input[name='body-{number}-type'])"
        return self.page.locator(child).first

    def cite(self, text: Locator, words: str) -> None:
        """Cite a source at the end of a rich text; found by words that only it has."""
        text.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type("/")
        self.page.get_by_role("option", name="Cite a source").click()
        dialog = self.page.get_by_role("dialog")
        dialog.locator("[name=q]").fill(words)
        choices = dialog.locator("[data-chooser-modal-choice]")
        expect(choices).to_have_count(1)
        choices.click()
        expect(dialog).to_have_count(0)

    def finding(self, words: str) -> Locator:
        """Return what the checks say with these words; their panel is opened if it is not."""
        panel = self.page.locator("[data-side-panel=checks]")
        if not panel.is_visible():
            self.page.get_by_role("button", name="Toggle checks").click()
        return panel.locator(".post-checks__finding").filter(has_text=words)

    def _add(self, container: Locator, label: str) -> None:
        """Add an entry, of a type if there are several.

        On a machine with much to do the form still moves while it is clicked, and a click may be
        lost or answered late: what counts is whether there is one entry more.
        """
        button = container.locator("button.c-sf-add-button").last
        entries = container.locator("[data-streamfield-child]")
        before = entries.count()
        option = self.page.get_by_role("option", name=label, exact=True).first
        for _ in range(TRIES):
            if not label or not option.is_visible():
                button.click()
            if label:
                with suppress(PlaywrightTimeoutError):
                    option.click(timeout=MENU_OPENS)
            try:
                entries.nth(before).wait_for(state="attached", timeout=MENU_OPENS)
                break
            except PlaywrightTimeoutError:
                continue
        expect(entries.nth(before)).to_be_attached()
        if label:
            expect(option).to_have_count(0)

    def _fill(self, section: Locator, words: str) -> None:
        choosers = section.get_by_role("button", name="Choose an image")
        while choosers.filter(visible=True).count():
            choosers.filter(visible=True).first.click()
            dialog = self.page.get_by_role("dialog")
            dialog.locator("[data-chooser-modal-choice]").first.click()
            expect(dialog).to_have_count(0)
        for field in section.locator(TEXT_FIELDS).element_handles():
            name = (field.get_attribute("name") or "").rsplit("-", 1)[-1]
            if name and not field.input_value():
                field.fill(ANSWERS.get(name, words))
        for select in section.locator("select:visible").all():
            if not select.input_value():
                select.select_option(index=1)
        for text in section.locator(".public-DraftEditor-content").all():
            if not text.inner_text().strip():
                text.click()
                self.page.keyboard.type(words)

    def preview(self) -> FrameLocator:
        """Open the preview beside the form."""
        self.page.get_by_role("button", name="Toggle preview").first.click()
        return self.page.frame_locator("iframe[title*='review' i]").first

    def publish(self, action: str = "Publish") -> None:
        """Publish the post, now or on its schedule, once no draft is being saved."""
        expect(self.page.locator(".w-autosave-indicator__state--saving")).to_be_hidden()
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name=action, exact=True).click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def schedule(self, moment: str) -> None:
        """Set when the post goes live, and publish it on schedule."""
        self.page.get_by_role("button", name="Toggle status").first.click()
        self.page.get_by_role("button", name="Set schedule").click()
        dialog = self.page.get_by_role("dialog").filter(has_text="schedule")
        dialog.locator("[name=go_live_at]").fill(moment)
        # The calendar opens a moment after its field is entered, over the button that saves.
        calendar = self.page.locator(".xdsoft_datetimepicker").filter(visible=True)
        expect(calendar).to_have_count(1)
        dialog.get_by_role("heading").first.click()
        expect(calendar).to_have_count(0)
        dialog.get_by_role("button", name="Save schedule").click()
