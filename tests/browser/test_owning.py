"""The owner acts on a retraction: from a source to its posts, their readers and the API."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Demo

POST = "/blog/sleep-and-depression/"
PHONE: ViewportSize = {"width": 390, "height": 844}


def test_withdrawn_source_shows_its_posts_and_takes_the_badge_of_what_stands_on_it(
    chromium: Browser,
    demo: Demo,
    log_in: Callable[[str], Page],
    camera: Callable[[Page, str], None],
) -> None:
    owner = log_in("administrator")
    camera(owner, "owning-01-home")
    owner.goto("/admin/snippets/blog/source/?q=trauer")
    owner.get_by_role("link", name="Trauer 2015").click()
    owner.locator("[name=withdrawn_on]").fill("2026-11-20")
    owner.locator("[name=withdrawn_reason]").select_option("retracted")
    owner.get_by_role("button", name="Save").click()

    expect(owner.get_by_role("heading", name="Posts by source")).to_be_visible()
    expect(
        owner.get_by_role("link", name="Sleep and depression: which comes first?")
    ).to_be_visible()
    camera(owner, "owning-02-posts-of-the-source")
    owner.goto("/admin/reports/clinical-reviews/?state=changed")
    expect(
        owner.get_by_role("link", name="Sleep and depression: which comes first?")
    ).to_be_visible()
    camera(owner, "owning-03-reviews")

    reader = chromium.new_page(base_url=demo.url, viewport=PHONE)
    reader.goto(POST)
    expect(reader.get_by_text("Changed since the medical review")).to_have_count(1)
    expect(reader.get_by_text("Medically reviewed by")).to_have_count(0)
    expect(reader.locator(".sources li").filter(has_text="Trauer")).to_contain_text("retracted")
    camera(reader, "owning-04-reader")
    answer = reader.request.get(f"/api/content/v1{POST.replace('/blog/', '/posts/')}").json()
    states = [section["state"] for section in answer["review"]["sections"]]
    assert states.count("not_reviewed") == 1
    reader.close()
