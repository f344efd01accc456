"""Files, robots and errors of the whole site."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Site

from blog.models import BlogPostPage
from home.models import HomePage
from tests import factories


def test_robots_are_kept_out_of_the_admin_and_shown_the_sitemap(client: Client, site: Site) -> None:
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/" in text
    assert f"Sitemap: {site.root_url}/sitemap.xml" in text


def test_sitemap_lists_public_pages_only(
    client: Client, post: BlogPostPage, home: HomePage
) -> None:
    draft = factories.StandardPageFactory(parent=home, slug="draft", live=False)

    text = client.get("/sitemap.xml").content.decode()

    assert post.full_url in text
    assert f"author/{post.author.slug}/" in text
    assert draft.slug not in text


@pytest.mark.django_db
def test_images_are_served_for_ever_and_nothing_else_is(client: Client) -> None:
    rendition = factories.picture().get_rendition("width-400|format-webp")
    document = Path(settings.MEDIA_ROOT) / "documents" / "secret.txt"
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text("For staff only.")

    assert "immutable" in client.get(rendition.url)["Cache-Control"]
    assert client.get("/media/documents/secret.txt").status_code == 404
    assert client.get("/media/images/../documents/secret.txt").status_code == 404


def test_missing_page_helps_to_go_on(client: Client, site: Site) -> None:
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    text = response.content.decode()
    assert "This page is not here" in text
    assert 'action="/search/"' in text


def test_error_page_stands_alone(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(HomePage, "serve", fail)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    text = response.content.decode()
    for href in ("tel:988", "sms:988", "https://988lifeline.org/chat/", "tel:911"):
        assert f'href="{href}"' in text
