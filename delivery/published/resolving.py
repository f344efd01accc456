"""Images and links as consumers need them: absolute, complete, nothing but what is public."""

import re
from functools import cached_property
from html import unescape as html_unescape
from typing import Any
from urllib.parse import urljoin

from django.utils.html import escape, strip_tags
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.rich_text import RichText as WagtailRichText
from wagtail.rich_text import expand_db_html

from blog.citations import CitedSource
from blog.models import Source
from core.keys import stored_key
from core.wagtail_internals import CollectionViewRestriction, MarkdownConverter
from home.rich_text import PROSE
from images.models import CustomDocument, CustomImage
from images.preloading import in_bulk

# The widths of an image in each format. A wider one than the original is never made.
WIDTHS = (400, 800, 1200)
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
# A link as Wagtail stores it; editors cannot put one into another.
STORED_LINK = re.compile(r"<a (?P<attributes>[^>]*)>(?P<text>.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
RELATIVE_LINK = re.compile(r'(<a [^>]*?href=")(/[^/"][^"]*|/)"')
# In Markdown and in plain text a citation is its number alone: an anchor leads nowhere there.
CITATION = re.compile(r'<sup><a href="#source-\d+">(\[\d+\])</a></sup>')
END_OF_PARAGRAPH = re.compile(r"</(?:p|li|h3|h4)>")


class Resolver:
    """Writes the images and links of one document, and notes what it shows.

    Args:
        site: the site whose addresses are written.
    """

    def __init__(self, site: Site) -> None:
        self.root_url = site.root_url
        self.root_path = site.root_page.path
        self.images: set[int] = set()
        self.pages: set[int] = set()

    def absolute(self, url: str) -> str:
        """Return an address as it is known outside; other schemes stay as they are."""
        return urljoin(f"{self.root_url}/", url) if url else ""

    def image(self, image: CustomImage | None, *, alt: str | None = None) -> dict[str, Any] | None:
        """Return an image with its files, or None without one or when it is kept from the public.

        Args:
            image: the image, with its renditions loaded in bulk.
            alt: alternative text of this place; None for the image's own.
        """
        if image is None or image.collection_id in self.private_collections:
            return None
        specs = {
            f"width-{width}|format-{name}": media_type
            for name, media_type in FORMATS.items()
            for width in WIDTHS
        }
        renditions = image.get_renditions(*specs)
        # A consumer has no use for a placeholder; the log says what is wrong with the file.
        if any(rendition.is_placeholder for rendition in renditions.values()):
            return None
        self.images.add(image.pk)
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
            "focal_point": _focal_point(image),
            "srcset": list(files.values()),
        }

    def page(self, page: Page | None) -> dict[str, Any] | None:
        """Return a link to a page, or None when not everybody may read it."""
        if page is None or not self.is_public(page):
            return None
        self.pages.add(page.pk)
        return {"id": page.pk, "title": page.title, "url": self.absolute(page.url or "")}

    def document(self, document: CustomDocument | None) -> dict[str, Any] | None:
        """Return a link to a file, or None without one or when it is kept from the public."""
        if document is None or document.collection_id in self.private_collections:
            return None
        return {
            "id": document.pk,
            "title": document.title,
            "url": self.absolute(document.url),
            "size": document.file_size,
        }

    def rich_text(self, value: WagtailRichText | None) -> dict[str, str]:
        """Return rich text as HTML, Markdown and plain text, its links absolute."""
        source = STORED_LINK.sub(self._link, value.source) if value else ""
        html = RELATIVE_LINK.sub(
            lambda match: f'{match[1]}{self.absolute(match[2])}"', expand_db_html(source)
        )
        markdown = (
            MarkdownConverter(PROSE).from_database_format(CITATION.sub(r"\1", html), resolved=True)
            if html
            else ""
        )
        text = strip_tags(END_OF_PARAGRAPH.sub("\n", html)).strip()
        return {"html": html, "markdown": markdown.strip(), "text": html_unescape(text)}

    def source(self, source: Source, number: int | None) -> dict[str, Any]:
        """Return a source as a post lists it.

        Args:
            source: the source.
            number: that of its citations; None where the text has none.
        """
        return {
            "number": number,
            "type": source.kind,
            "authors": source.authors,
            "title": source.title,
            "publication": source.publication,
            "year": source.year,
            "doi": source.doi,
            "url": source.href,
            "accessed_on": source.accessed_on,
            "level_of_evidence": source.level_of_evidence,
            "withdrawn": {"on": source.withdrawn_on, "reason": source.withdrawn_reason}
            if source.withdrawn_on
            else None,
        }

    def is_public(self, page: Page) -> bool:
        """Whether anybody may read a page on this site."""
        return (
            page.live
            and page.first_published_at is not None
            and page.path.startswith(self.root_path)
            and not any(page.path.startswith(path) for path in self.restricted_paths)
        )

    def _link(self, match: re.Match[str]) -> str:
        """Return a link with its address; one to what is not public becomes its text."""
        attributes = dict(ATTRIBUTE.findall(match["attributes"]))
        kind, key = attributes.get("linktype"), stored_key(attributes.get("id"))
        if kind is None:
            return match[0]
        target: dict[str, Any] | None = None
        if kind == "page":
            target = self.page(in_bulk(Page, {key}).get(key))
        elif kind == "document":
            target = self.document(in_bulk(CustomDocument, {key}).get(key))
        return f'<a href="{escape(target["url"])}">{match["text"]}</a>' if target else match["text"]

    @cached_property
    def restricted_paths(self) -> list[str]:
        """The paths of the pages that not everybody may read."""
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))

    @cached_property
    def private_collections(self) -> set[int]:
        """The keys of the collections that not everybody may see, with those inside them."""
        restricted = CollectionViewRestriction.objects.select_related("collection")
        return {
            collection.pk
            for restriction in restricted
            for collection in restriction.collection.get_descendants(inclusive=True)
        }


def citation(cited: CitedSource) -> str:
    """Return a citation as consumers get it: `Post.sources` has what its number says."""
    return f'<sup><a href="#source-{cited.number}">[{cited.number}]</a></sup>'


def _focal_point(image: CustomImage) -> dict[str, float] | None:
    """Return the middle of what matters in an image, in parts of its width and height."""
    if not image.has_focal_point():
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }
