"""The desk's reports and the media library's forms are accessible."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo

# Something to list: an editor's oversight each.
OVERSIGHTS = """
from django.utils import timezone
from blog.models import BlogPostPage, LinkTarget, PostUpkeep
from images.models import CustomImage
post = BlogPostPage.objects.live().first()
target, _ = LinkTarget.objects.get_or_create(
    address="https://example.com/" + "very-long-" * 30,
    defaults={"host": "example.com", "state": "broken", "failing_since": timezone.now(),
              "reason": "The other site says that there is no such page (404)."},
)
target.posts.add(post)
PostUpkeep.objects.update_or_create(
    post=post,
    defaults={"unsourced_sections": ["Risks: What to weigh"], "looked_at": timezone.now()},
)
CustomImage.objects.filter(pk=CustomImage.objects.first().pk).update(credit="")
"""
# Wagtail 8.0.1's field for tags has no label for what is typed.
CONTEXT = {"include": [["main"]], "exclude": [[".tagit"]]}
VIEWS = {
    "home": "/admin/",
    "broken links": "/admin/reports/broken-links/",
    "posts without sources": "/admin/reports/posts-without-sources/",
    "images without credit": "/admin/reports/images-without-credit/",
    "new image": "/admin/images/add/",
}


@pytest.fixture(scope="module")
def oversights(demo: Demo) -> None:
    done = demo.manage("shell", "-v", "0", "-c", OVERSIGHTS)
    said, _ = done.communicate(timeout=120)
    assert done.returncode == 0, said


def test_axe_finds_no_violation_at_the_desk(
    oversights: None, log_in: Callable[[str], Page]
) -> None:
    page = log_in("editor")

    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for name, address in VIEWS.items():
            page.goto(address)
            result = Axe().run(page, context=CONTEXT)
            assert result.violations_count == 0, f"{name}: {result.generate_report()}"
        expect(page.get_by_label("It is decoration")).to_be_visible()


def test_editor_goes_from_the_home_page_to_the_post_that_has_a_broken_link(
    oversights: None, log_in: Callable[[str], Page]
) -> None:
    page = log_in("editor")

    page.get_by_role("link", name="1 broken link").click()
    row = page.get_by_role("row").filter(has_text="example.com/very-long")
    expect(row).to_contain_text("there is no such page (404)")
    expect(page).to_have_url(re.compile(r"/broken-links/\?state=broken$"))
    row.locator("ul a").click()

    expect(page.locator("[name=title]")).to_be_visible()
