"""Links."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from blog.checks.links import DeadLinksCheck, LinkTextCheck
from home.models import HomePage
from images.models import CustomDocument
from tests.blog.checks.conftest import Findings, text
from tests.factories import StandardPageFactory


def call_to_action(page: Page | None, words: str = "Book a visit") -> tuple[str, dict[str, Any]]:
    links = [("page", {"text": words, "page": page})]
    return ("call_to_action", {"heading": "Talk to us", "links": links, "style": "quiet"})


@pytest.fixture
def about(home: HomePage) -> Page:
    return StandardPageFactory(parent=home, title="About", slug="about")


@pytest.mark.parametrize("words", ["here", "Click here", "read more…", "https://example.com/x"])
def test_link_that_says_nothing_is_named(findings: Findings, words: str) -> None:
    html = f'<p>You can see it <a href="https://example.com/">{words}</a>.</p>'

    (found,) = findings(LinkTextCheck, body=[text(html)])

    assert words in found.what


def test_vague_button_is_named(findings: Findings, about: Page) -> None:
    (found,) = findings(LinkTextCheck, body=[call_to_action(about, "Learn more")])

    assert "Learn more" in found.what
    assert found.place.path[0] == "links"


@pytest.mark.parametrize("words", ["how to get here", "read more about sleep", "Here & now trial"])
def test_link_that_says_where_it_leads_is_fine(findings: Findings, words: str) -> None:
    html = f'<p><a href="https://example.com/">{words}</a></p>'

    assert findings(LinkTextCheck, body=[text(html)]) == []


def linked(page: Page) -> list[tuple[str, Any]]:
    return [text(f'<p><a linktype="page" id="{page.pk}">About us</a></p>'), call_to_action(page)]


def test_link_to_a_page_that_is_gone_hidden_or_private_is_named(
    findings: Findings, about: Page
) -> None:
    assert findings(DeadLinksCheck, body=linked(about)) == []

    restriction = PageViewRestriction.objects.create(page=about, restriction_type="login")
    assert all("is private" in f.what for f in findings(DeadLinksCheck, body=linked(about)))
    restriction.delete()

    about.unpublish()
    found = findings(DeadLinksCheck, body=linked(about))
    assert ["is not published" in finding.what for finding in found] == [True, True]

    sections = linked(about)
    Page.objects.get(pk=about.pk).delete()
    assert any("was deleted" in f.what for f in findings(DeadLinksCheck, body=sections))


def test_link_to_a_document_that_was_deleted_is_named(findings: Findings) -> None:
    document = CustomDocument.objects.create(title="Leaflet", file=ContentFile(b"x", name="l.txt"))
    html = f'<p><a linktype="document" id="{document.pk}">The leaflet</a></p>'

    assert findings(DeadLinksCheck, body=[text(html)]) == []
    document.delete()
    (found,) = findings(DeadLinksCheck, body=[text(html)])
    assert "The document was deleted." in found.what


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/aboot/", "There is no page at /aboot/"),
        ("http://testserver/about/us/", "There is no page at /about/us/"),
        ("#nothing", "no heading with the anchor #nothing"),
        ("/blog/sleep-and-mood/#nothing", "no heading with the anchor #nothing"),
    ],
)
def test_typed_address_that_leads_nowhere_is_named(
    findings: Findings, about: Page, post: Page, address: str, words: str
) -> None:
    (found,) = findings(DeadLinksCheck, body=[text(f'<p><a href="{address}">Words</a></p>')])

    assert words in found.what


@pytest.mark.parametrize(
    "address",
    [
        "/about/",
        "http://testserver/about/",
        "/about",
        "/old-address/",
        "/blog/category/medicines/",
        "/search/?q=sleep",
        "/feeds/posts.rss",
        "#why",
        "#replies",
        "/blog/sleep-and-mood/#why-sleep-matters",
        "https://elsewhere.example/aboot/",
        "mailto:hello@example.com",
    ],
)
def test_address_that_leads_somewhere_is_fine(
    findings: Findings, about: Page, post: Page, address: str
) -> None:
    Redirect.add_redirect("/old-address", redirect_to=about)

    assert findings(DeadLinksCheck, body=[text(f'<p><a href="{address}">Words</a></p>')]) == []
