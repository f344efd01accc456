"""Help in a crisis, met first: on a phone, by keyboard, on paper, and where the contents lead."""

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import Demo

# Not pages of the site: the admin, files, and what programs read.
NO_PAGE = re.compile(r"^/(admin|api|documents|feeds|media|static|django-admin|sitemap|robots)")
POSTS = re.compile(r"^/blog/[a-z-]+/$")
CRISIS_POST = "/blog/how-to-support-a-friend-in-a-crisis/"
# Beside what links lead to.
MORE = (
    "/appointment/?sent=1",
    "/search/?q=i+want+to+die",
    "/search/?q=ketamine",
    "/search/?q=zzzz",
    "/nothing/here/",
    "/comments/confirm/nothing/",
    "/comments/own/nothing/",
    "/comments/my-data/sent/",
)
TARGET = 44  # CSS pixels: the size of Success Criterion 2.5.5, more than 2.5.8 asks for
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def pages(demo: Demo) -> dict[str, BeautifulSoup]:
    """Every page of the site that a link leads to, by its address."""
    return dict(crawl(demo.url))


def crawl(url: str) -> Iterator[tuple[str, BeautifulSoup]]:
    waiting, seen = ["/", *MORE], {"/", *MORE}
    while waiting:
        address = waiting.pop()
        try:
            page = BeautifulSoup(urlopen(f"{url}{address}").read(), "html.parser")
        except HTTPError as error:
            page = BeautifulSoup(error.read(), "html.parser")
        yield address, page
        for link in page.select("a[href]"):
            parts = urlsplit(urljoin(f"{url}{address}", str(link["href"])))
            found = parts.path + (f"?{parts.query}" if parts.query else "")
            if f"{parts.scheme}://{parts.netloc}" != url or NO_PAGE.match(found) or found in seen:
                continue
            seen.add(found)
            waiting.append(found)


def test_every_page_begins_with_help_in_a_crisis(pages: dict[str, BeautifulSoup]) -> None:
    kinds = {address.split("/")[1] for address in pages}
    assert {"blog", "about", "appointment", "search", "comments"} <= kinds
    for address, page in pages.items():
        hrefs = [link["href"] for link in page.select("body a[href]")[:4]]
        assert hrefs == ["#content", "tel:988", "sms:988", "https://988lifeline.org/chat/"], address


def test_every_link_within_a_page_has_its_target(pages: dict[str, BeautifulSoup]) -> None:
    for address, page in pages.items():
        ids = [element["id"] for element in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), address
        for link in page.select("a[href^='#']"):
            assert str(link["href"])[1:] in ids, (address, link["href"])


def test_contents_of_every_post_name_all_its_sections(pages: dict[str, BeautifulSoup]) -> None:
    # Of the demo: what other tests of this run have published may have too few sections for a list.
    posts = {
        address: page
        for address, page in pages.items()
        if POSTS.match(address) and page.select(".table-of-contents a")
    }
    assert len(posts) >= 9
    for address, page in posts.items():
        entries = page.select(".table-of-contents a")
        listed = [entry.get_text() for entry in entries]
        for heading in page.select(".post-section h2"):
            spoken = heading.select_one(".visually-hidden")
            words = heading.get_text().removeprefix(spoken.get_text() if spoken else "")
            assert words in listed, (address, words)


def test_help_is_on_the_first_screen_of_a_phone_and_three_steps_away_by_keyboard(
    chromium: Browser, demo: Demo, pages: dict[str, BeautifulSoup]
) -> None:
    walked = [address for address in pages if POSTS.match(address)]
    walked += ["/", "/blog/", "/about/", "/appointment/", *MORE]
    walked += [address for address in pages if address.startswith("/comments/")][:3]
    context = chromium.new_context(base_url=demo.url, viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    for address in walked:
        page.goto(address, wait_until="domcontentloaded")
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            links = page.locator(".crisis-line a")
            boxes = [link.bounding_box() for link in links.all()]
            assert len(boxes) == 3, address
            assert len({box["y"] for box in boxes if box}) == 1, (address, width, "one row")
            for box in boxes:
                assert box
                assert box["height"] >= TARGET, (address, box)
                assert box["y"] + box["height"] <= 844, (address, box)
                assert box["x"] + box["width"] <= width, (address, width, box)
            wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wider <= 0, (address, width)
        stops = []
        # Where a script has set the focus, as after an error, the page begins all the same.
        page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
        for _ in range(3):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
        assert "tel:988" in stops, (address, stops)
    context.close()


def test_contents_scroll_to_the_warning_on_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto(CRISIS_POST)
    contents = page.locator(".table-of-contents")
    contents.locator("summary").click()
    contents.get_by_role("link", name="If a life is in danger now").click()

    warning = page.get_by_role("heading", name="Emergency: If a life is in danger now")
    expect(warning).to_be_in_viewport()
    expect(page.get_by_role("region", name="Emergency: If a life is in danger now")).to_be_visible()


def test_help_is_printed_with_its_address(page: Page) -> None:
    page.goto(CRISIS_POST)
    page.emulate_media(media="print")

    expect(page.locator(".crisis-line")).to_be_visible()
    expect(page.locator(".site-header-inner")).to_be_hidden()
    address = page.locator(".crisis-line a").last.evaluate(
        "a => getComputedStyle(a, '::after').content"
    )
    assert "attr(href)" in address or "https://988lifeline.org/chat/" in address
