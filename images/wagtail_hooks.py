"""Rich text links that take what is loaded already, and the report of images to complete."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import escape
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from .preloading import in_bulk
from .reports import ImagesWithoutCreditView, may_change_images


class PreloadedPageLinkHandler(PageLinkHandler):
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


class PreloadedDocumentLinkHandler(DocumentLinkHandler):
    """Writes links to documents."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[Any]:
        """Return the document of each link, or None where there is none."""
        keys = _keys(attrs_list)
        documents = in_bulk(get_document_model(), set(keys) - {0})
        return [documents.get(key) for key in keys]


def _keys(attrs_list: list[dict[str, Any]]) -> list[int]:
    return [int(key) if (key := str(attrs.get("id"))).isdigit() else 0 for attrs in attrs_list]


@hooks.register("register_rich_text_features", order=100)
def register_links(features: FeatureRegistry) -> None:
    """Replace Wagtail's handlers of links to pages and documents; see `images.preloading`."""
    features.register_link_type(PreloadedPageLinkHandler)
    features.register_link_type(PreloadedDocumentLinkHandler)


@hooks.register("register_admin_urls")
def register_report_urls() -> list[Any]:
    """Add the report of images without credit or licence."""
    report = ImagesWithoutCreditView
    return [
        path("reports/images-without-credit/", report.as_view(), name=report.index_url_name),
        path(
            "reports/images-without-credit/results/",
            report.as_view(results_only=True),
            name=report.index_results_url_name,
        ),
    ]


class ImageReportMenuItem(MenuItem):
    """The report, for who may complete images."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the user may change images."""
        return may_change_images(request.user)


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> ImageReportMenuItem:
    """Add the report to the menu."""
    return ImageReportMenuItem(
        "Images without credit or licence",
        reverse("images_without_credit_report"),
        icon_name="image",
        order=630,
    )
