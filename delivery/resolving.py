"""Images and links as consumers need them: absolute, complete, nothing but what is public."""

import re
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from django.utils.html import strip_tags
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.rich_text import RichText as WagtailRichText
from wagtail.rich_text import expand_db_html

from images.models import CustomDocument, CustomImage

# The widths of an image in each format. A wider one than the original is never made.
WIDTHS = (400, 800, 1200)
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
RELATIVE_LINK = re.compile(r'(<a [^>]*?href=")(/[^/"][^"]*|/)"')
END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h3|h4)>")


class Resolver:
    """Writes the images and links of one answer.

    Args:
        site: the site whose addresses are written.
    """

    def __init__(self, site: Site) -> None:
        self.root_url = site.root_url

    def absolute(self, url: str) -> str:
        """Return an address as it is known outside; other schemes stay as they are."""
        return urljoin(f"{self.root_url}/", url) if url else ""

    def image(self, image: CustomImage | None, *, alt: str | None = None) -> dict[str, Any] | None:
        """Return an image with its files, or None without one.

        Args:
            image: the image, with its renditions loaded in bulk.
            alt: alternative text of this place; None for the image's own.
        """
        if image is None:
            return None
        specs = {
            f"width-{width}|format-{name}": media_type
            for name, media_type in FORMATS.items()
            for width in WIDTHS
        }
        renditions = image.get_renditions(*specs)
        files = {}
        for spec, media_type in specs.items():
            rendition = renditions[spec]
            # Two widths of a small original are one file.
            files[media_type, rendition.width] = {
                "url": self.absolute(rendition.url),
                "width": rendition.width,
                "height": rendition.height,
                "type": media_type,
            }
        widest = max(
            (file for file in files.values() if file["type"] == "image/jpeg"),
            key=lambda file: file["width"],
        )
        text = image.description if alt is None else alt
        return {
            "id": image.pk,
            "alt": text,
            "decorative": not text,
            "title": image.title,
            "credit": image.credit,
            "licence": image.licence,
            "src": widest["url"],
            "width": widest["width"],
            "height": widest["height"],
            "srcset": list(files.values()),
        }

    def page(self, page: Page | None) -> dict[str, Any] | None:
        """Return a link to a page, or None when not everybody may read it."""
        if page is None or not page.live or self.is_restricted(page):
            return None
        return {"id": page.pk, "title": page.title, "url": self.absolute(page.url or "")}

    def document(self, document: CustomDocument | None) -> dict[str, Any] | None:
        """Return a link to a file, or None without one."""
        if document is None:
            return None
        return {
            "id": document.pk,
            "title": document.title,
            "url": self.absolute(document.url),
            "size": document.file_size,
        }

    def rich_text(self, value: WagtailRichText | None) -> dict[str, str]:
        """Return rich text as HTML with absolute links, and as plain text."""
        html = expand_db_html(value.source) if value else ""
        html = RELATIVE_LINK.sub(lambda match: f'{match[1]}{self.absolute(match[2])}"', html)
        text = strip_tags(END_OF_PARAGRAPH.sub("\n", html)).strip()
        return {"html": html, "text": text}

    def is_restricted(self, page: Page) -> bool:
        """Whether a page stands under a view restriction."""
        return any(page.path.startswith(path) for path in self.restricted_paths)

    @cached_property
    def restricted_paths(self) -> list[str]:
        """The paths of the pages that not everybody may read."""
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))
