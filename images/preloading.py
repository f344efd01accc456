"""Loading in bulk what a page's sections refer to.

Each block type converts its own images, and each rich text looks up its own links: a page would
need more queries with each kind of section. Wagtail's reference index knows all references of a
page; one query reads them, one more each loads the images with their renditions and the pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from core.keys import stored_key
from core.wagtail_internals import extract_references_from_rich_text

from .models import CustomDocument, CustomImage

_loaded: ContextVar[dict[type[Model], dict[int, Any]] | None] = ContextVar("_loaded", default=None)


class Loaded:
    """What was loaded."""

    def __init__(self, objects: dict[type[Model], dict[int, Any]]) -> None:
        self.objects = objects

    def image(self, key: int | None) -> CustomImage | None:
        """Return an image with its renditions, or None when there is none of this key."""
        return self.objects.get(CustomImage, {}).get(key or 0)


@contextmanager
def preloaded_references(
    page: Page, *, images: Iterable[int | None] = (), pages: Iterable[int] = ()
) -> Iterator["Loaded"]:
    """Load what a page refers to: images, documents and pages, for blocks and rich text.

    Args:
        page: the page.
        images: keys of further images that its template shows; None is none.
        pages: keys of further pages that its template links to.
    """
    keys: dict[type[Model], set[int]] = defaultdict(set)
    references = ReferenceIndex.get_references_for_object(page).values_list(
        "to_content_type", "to_object_id"
    )
    for content_type_id, object_id in references:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None and issubclass(model, (CustomImage, CustomDocument, Page)):
            keys[Page if issubclass(model, Page) else model].add(stored_key(object_id))
    keys[CustomImage] |= {key for key in images if key}
    keys[Page] |= set(pages)
    loaded: dict[type[Model], dict[int, Any]] = {}
    if keys[CustomImage]:
        loaded[CustomImage] = CustomImage.objects.prefetch_related("renditions").in_bulk(
            keys[CustomImage]
        )
    if keys[CustomDocument]:
        loaded[CustomDocument] = CustomDocument.objects.in_bulk(keys[CustomDocument])
    if keys[Page]:
        loaded[Page] = Page.objects.select_related("content_type").in_bulk(keys[Page])
    token = _loaded.set(loaded)
    try:
        yield Loaded(loaded)
    finally:
        _loaded.reset(token)


def linked_pages(html: str) -> set[int]:
    """Return the keys of the pages that stored rich text links to.

    Args:
        html: as Wagtail stores it.
    """
    references = extract_references_from_rich_text(html)
    return {stored_key(key) for model, key, *_ in references if model is Page} - {0}


def in_bulk(model: type[Model], keys: set[int]) -> dict[int, Any]:
    """Return objects by key, those that are loaded already without a query."""
    loaded = (_loaded.get() or {}).get(model, {})
    found = {key: loaded[key] for key in keys if key in loaded}
    if missing := keys - found.keys():
        found |= model._default_manager.in_bulk(missing)
    return found
