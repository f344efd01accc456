"""Every view that this project adds to the admin, looked at by axe as the role that uses it."""

import json
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, FRONT_DESK, MODERATOR
from tests.accounts.admin_addresses import Address, addresses
from tests.accounts.test_access import line_for, read_table
from tests.browser import things
from tests.browser.conftest import Demo
from tests.browser.test_two_factor import code_of

# Who looks at an address is the first of these whom access.csv lets in.
LOG_INS = {
    EDITOR: "editor",
    CLINICAL_REVIEWER: "clinical-reviewer",
    MODERATOR: "moderator",
    FRONT_DESK: "front-desk",
    ADMINISTRATOR: "administrator",
}
# What fades in has too little contrast for a moment, and what spins never ends.
END_OF_MOTION = """document.getAnimations()
  .filter(motion => motion.effect.getComputedTiming().endTime !== Infinity)
  .forEach(motion => motion.finish())"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Addresses that no page of their own answers, or that a test below visits in its own way.
EXCUSED = {
    "*/results/": "the rows of a list, which is looked at with them",
    "*/history-results/#/": "the same",
    "*/preview/checks/": "what stands in the page editor's side panel, looked at there",
    "*/preview/": "Wagtail's answer to the editor's own script",
    "/admin/settings/*settings/": "leads to the settings of the site, which are looked at",
    "/admin/snippets/choose/blog/source/*": "data for the dialog, which is looked at in the editor",
    "/admin/webhooks/test/#/": "answers to a form only, with a page that is looked at",
    "/admin/webhook-deliveries/send-again/#/": "the same",
    "/admin/login/*": "looked at while logging in",
}
# The demo has no other front end, and says so in the editor's preview.
ANSWERS = {"/admin/front-end-preview/#/": 404}
# What Wagtail 8.0.1 itself gets wrong: the rule, and a selector of the element.
WAGTAILS_OWN = (
    # The rich text editor has a label, which names its hidden field and not the text box.
    ("aria-input-field-name", ".public-DraftEditor-content[role=textbox]"),
    # The way from the first tab of a new user to the second calls itself a tab, outside the list.
    ("aria-required-parent", "#tab-account a.button[href='#tab-roles'][role=tab]"),
    # The users who are about to be deleted, with their usage, in lines of ordinary height.
    ("target-size", "main li a[href^='/admin/users/edit/'][target=_blank]"),
    # The page editor: tags, the outline at the right, and what folds a panel.
    ("label", ".ui-autocomplete-input"),
    ("scrollable-region-focusable", ".w-minimap__list"),
    ("target-size", ".w-panel__toggle"),
)


def excuse_for(pattern: str) -> str | None:
    """Return why an address is not looked at by itself, if it is not."""
    return next((why for form, why in EXCUSED.items() if fnmatchcase(pattern, form)), None)


def who_looks_at(address: Address) -> str | None:
    """Return the role that uses an address; None where nobody may."""
    table = read_table()
    line = line_for(address.pattern, table)
    assert line, f"{address.pattern} is not in access.csv"
    return next((role for role in LOG_INS if table[line][role] == "yes"), None)


def violations(page: Page, where: str) -> list[str]:
    """Return what axe finds: view, rule and selector, a line each."""
    page.evaluate(END_OF_MOTION)
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{where}: {rule['id']}: {selector} {node['html'][:150]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
        if (selector := " ".join(map(str, node["target"])))
        and not any(
            page.locator(selector).evaluate("(element, form) => element.matches(form)", form)
            for name, form in WAGTAILS_OWN
            if name == rule["id"]
        )
    ]


@pytest.fixture(scope="module")
def numbers(demo: Demo) -> dict[str, Any]:
    """The numbers of things in the demo, by where they stand in an address."""
    command = "from tests.browser.things import make; make()"
    said, _ = demo.manage("shell", "--no-imports", "--command", command).communicate(timeout=120)
    numbers: dict[str, Any] = json.loads(said.splitlines()[-1])
    return numbers


@pytest.fixture(scope="module")
def as_role(chromium: Browser, demo: Demo) -> Iterator[Callable[[str], Page]]:
    """A page of who has a role, logged in once."""
    pages: dict[str, Page] = {}

    def page_of(role: str) -> Page:
        if role not in pages:
            context = chromium.new_context(
                base_url=demo.url, viewport={"width": 1280, "height": 900}
            )
            pages[role] = context.new_page()
            pages[role].goto("/admin/login/")
            username, password = demo.log_ins[LOG_INS[role]]
            _give_password(pages[role], username, password)
            pages[role].wait_for_url("**/admin/")
        return pages[role]

    yield page_of
    for page in pages.values():
        page.context.close()


def _give_password(page: Page, username: str, password: str) -> None:
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.exhaustive
@pytest.mark.parametrize("role", LOG_INS)
def test_every_own_view_is_accessible(
    role: str, numbers: dict[str, Any], as_role: Callable[[str], Page]
) -> None:
    page = as_role(role)
    wrong = []
    for address in addresses(numbers, own_only=True):
        if excuse_for(address.pattern) or who_looks_at(address) != role:
            continue
        response = page.goto(address.path)
        assert response
        expected = ANSWERS.get(address.pattern, 200)
        if response.request.redirected_from or response.status != expected:
            wrong.append(
                f"{address.pattern}: not looked at, the answer is {response.status} from "
                f"{page.url}. Correct the number in things.py, or say in EXCUSED why not."
            )
        wrong += violations(page, address.pattern)
    assert not wrong, "\n".join(wrong)


def test_each_excuse_is_needed(numbers: dict[str, Any]) -> None:
    patterns = [address.pattern for address in addresses(numbers, own_only=True)]

    assert [
        form for form in EXCUSED if not any(fnmatchcase(pattern, form) for pattern in patterns)
    ] == []


@pytest.mark.parametrize("role", LOG_INS)
def test_home_page_and_account_of_each_role_are_accessible(
    role: str, numbers: dict[str, Any], as_role: Callable[[str], Page]
) -> None:
    page = as_role(role)
    wrong = []
    for path in ("/admin/", "/admin/account/"):
        page.goto(path)
        wrong += violations(page, f"{role}: {path}")
    assert not wrong, "\n".join(wrong)


def test_editor_of_a_post_is_accessible_with_its_checks_and_the_dialog_of_sources(
    numbers: dict[str, Any], as_role: Callable[[str], Page]
) -> None:
    page = as_role(ADMINISTRATOR)
    page.goto(f"/admin/pages/{numbers['page_id']}/edit/")
    page.get_by_role("button", name="Toggle checks").click()
    page.locator(".post-checks__finding summary").first.click()
    wrong = violations(page, "page editor with checks")
    page.get_by_role("button", name="Toggle checks").click()
    page.get_by_role("button", name="Add source").press("Enter")
    page.get_by_role("button", name="Choose source").filter(visible=True).last.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("tab", name="New source")).to_be_visible()
    wrong += violations(page, "dialog of sources")
    page.get_by_role("dialog").get_by_role("tab", name="New source").click()
    wrong += violations(page, "dialog of a new source")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("role", "path", "button"),
    [
        (CLINICAL_REVIEWER, "/admin/clinical-review/{post_id}/", "Confirm"),
        (EDITOR, "/admin/snippets/blog/source/add/", "Save"),
        (MODERATOR, "/admin/reply-rules/import/", "Import"),
        (ADMINISTRATOR, "/admin/webhooks/new/", "Create"),
        (ADMINISTRATOR, "/admin/content-api-tokens/new/", "Create"),
    ],
)
def test_forms_are_accessible_with_their_mistakes(
    role: str, path: str, button: str, numbers: dict[str, Any], as_role: Callable[[str], Page]
) -> None:
    page = as_role(role)
    page.goto(path.format(**numbers))
    for form in page.locator("main form").all():
        form.evaluate("form => form.noValidate = true")
    page.locator("main").get_by_role("button", name=button).last.click()
    expect(page.locator("[aria-invalid=true], [role=alert], .error-message").first).to_be_attached()

    wrong = violations(page, f"{path} with mistakes")
    assert not wrong, "\n".join(wrong)


def test_token_is_shown_accessibly(numbers: dict[str, Any], as_role: Callable[[str], Page]) -> None:
    page = as_role(ADMINISTRATOR)
    page.goto("/admin/content-api-tokens/new/")
    page.locator("[name=name]").fill("Mobile app")
    page.locator("[name=scopes]").first.check()
    page.locator("main").get_by_role("button", name="Create").last.click()
    expect(page.get_by_role("heading", name="API token created")).to_be_visible()

    wrong = violations(page, "API token created")
    assert not wrong, "\n".join(wrong)


def test_log_in_with_a_code_and_its_set_up_are_accessible(
    chromium: Browser, demo: Demo, numbers: dict[str, Any]
) -> None:
    wrong = []
    with chromium.new_context(base_url=demo.url) as context:
        page = context.new_page()
        page.goto("/admin/login/")
        wrong += violations(page, "log-in")
        _give_password(page, things.ASKED, things.PASSWORD)
        expect(page.get_by_role("heading", name="Your code")).to_be_visible()
        wrong += violations(page, "log-in: code")
        page.get_by_label("Code").fill("none")
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("This code is wrong")
        wrong += violations(page, "log-in: wrong code")
        context.clear_cookies()

        page.goto("/admin/images/")
        _give_password(page, things.TO_ENROL, things.PASSWORD)
        secret = page.locator("#two-factor-secret").inner_text()
        wrong += violations(page, "log-in: set-up")
        for code, next_one in (("000000", "not the code of the app"), (code_of(secret), "")):
            page.get_by_label("Your password").fill(things.PASSWORD)
            page.get_by_label("Code").fill(code)
            page.get_by_role("button", name="Switch it on").click()
            if next_one:
                expect(page.get_by_role("status")).to_contain_text(next_one)
                # No page of the admin opens before.
                page.goto("/admin/")
                expect(page.locator("#two-factor-secret")).to_have_text(secret)
        expect(page.locator("#back-up-codes li")).to_have_count(10)
        wrong += violations(page, "log-in: back-up codes")
        page.goto("/admin/account/")
        expect(page.get_by_text("Two-factor log-in").first).to_be_visible()
    assert not wrong, "\n".join(wrong)
