"""Choosers that take what is loaded already; see `images.preloading`."""

import copy
from typing import Any

from wagtail.blocks import PageChooserBlock as WagtailPageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock as WagtailDocumentChooserBlock
from wagtail.images.blocks import ImageBlock as WagtailImageBlock
from wagtail.images.blocks import ImageChooserBlock as WagtailImageChooserBlock
from wagtail.models import Page

from .preloading import in_bulk


class ImageChooserBlock(WagtailImageChooserBlock):
    """Wagtail's image chooser, without a query for images that are loaded already."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Return an image of its own for each key: blocks write their alternative text on it."""
        keys = list(values)
        images = in_bulk(self.target_model, {key for key in keys if key is not None})
        return [copy.copy(images[key]) if key in images else None for key in keys]


class PageChooserBlock(WagtailPageChooserBlock):
    """Wagtail's page chooser, without a query for pages that are loaded already."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Return the page of each key, as a plain page: links need no more."""
        keys = list(values)
        pages = in_bulk(Page, {key for key in keys if key is not None})
        return [pages.get(key) for key in keys]


class DocumentChooserBlock(WagtailDocumentChooserBlock):
    """Wagtail's document chooser, without a query for documents that are loaded already."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """Return the document of each key."""
        keys = list(values)
        documents = in_bulk(self.target_model, {key for key in keys if key is not None})
        return [documents.get(key) for key in keys]


class ImageBlock(WagtailImageBlock):
    """An image with alternative text, or marked as decoration."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        chooser = ImageChooserBlock(required=required)
        chooser.set_name("image")
        self.child_blocks["image"] = chooser
