"""Rich text links that take what is loaded already; see `images.preloading`."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from core.keys import stored_key
from core.wagtail_internals import (
    DocumentLinkElementHandler,
    DocumentLinkHandler,
    PageLinkElementHandler,
)

from .preloading import in_bulk


class StoredKeysMixin:
    """Tells Wagtail's reference index of links to something: what is no key it can't store."""

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        """Yield what is linked."""
        if key := stored_key(attrs.get("id")):
            yield from super().extract_references({"id": str(key)})  # type: ignore[misc]


class PreloadedPageLinkHandler(StoredKeysMixin, PageLinkHandler):
    """Writes links to pages; one to a page that is not published keeps its words only."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Page | None]:
        """Return the page of each link, or None where there is none."""
        keys = _keys(attrs_list)
        pages = in_bulk(Page, set(keys) - {0})
        return [pages.get(key) for key in keys]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tag of each link."""
        return [
            f'<a href="{escape(page.url)}">' if page and page.live and page.url else "<a>"
            for page in cls.get_many(attrs_list)
        ]


class PreloadedDocumentLinkHandler(StoredKeysMixin, DocumentLinkHandler):
    """Writes links to documents."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        """Return the document of each link, or None where there is none."""
        keys = _keys(attrs_list)
        documents = in_bulk(get_document_model(), set(keys) - {0})
        return [documents.get(key) for key in keys]


class StoredKeyElementMixin:
    """Shows the editor a link to nothing where Wagtail 8.0.1 fails at what is no key.

    Whoever put such a link into a post would keep everybody else from editing it.
    """

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return what the editor keeps of a link."""
        known = attrs | {"id": stored_key(attrs.get("id"))}
        data: dict[str, Any] = super().get_attribute_data(known)  # type: ignore[misc]
        return data


class StoredPageLinkElementHandler(StoredKeyElementMixin, PageLinkElementHandler):
    """A link to a page, in the editor."""


class StoredDocumentLinkElementHandler(StoredKeyElementMixin, DocumentLinkElementHandler):
    """A link to a document, in the editor."""


def _keys(attrs_list: list[dict[str, Any]]) -> list[int]:
    return [stored_key(attrs.get("id")) for attrs in attrs_list]


def register_links(features: FeatureRegistry) -> None:
    """Replace Wagtail's handlers of links to pages and documents, on the page and in the editor."""
    features.register_link_type(PreloadedPageLinkHandler)
    features.register_link_type(PreloadedDocumentLinkHandler)
    for feature, selector, handler in (
        ("link", 'a[linktype="page"]', StoredPageLinkElementHandler("LINK")),
        ("document-link", 'a[linktype="document"]', StoredDocumentLinkElementHandler("DOCUMENT")),
    ):
        rule = features.converter_rules_by_converter["contentstate"][feature]
        read = rule["from_database_format"] | {selector: handler}
        features.register_converter_rule(
            "contentstate", feature, rule | {"from_database_format": read}
        )
