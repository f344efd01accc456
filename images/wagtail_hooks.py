"""The report of images to complete, and rich text links that take what is loaded already."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .reports import ImagesWithoutCreditView, may_change_images
from .rich_text_links import register_links

hooks.register("register_rich_text_features", register_links, order=100)


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
