"""Which documents a change makes stale, noted in the change's own transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model, Q
from django.utils import timezone
from wagtail.models import Collection, Page, ReferenceIndex

from blog.models import BlogPostPage
from comments.models import CommentSettings
from delivery.models import StaleDocument
from images.models import CustomDocument, CustomImage


def mark(page_ids: Iterable[int]) -> None:
    """Note that pages' documents must be rendered anew, and have it done once this is committed."""
    now = timezone.now()
    notes = [StaleDocument(page_id=key, marked_at=now) for key in sorted(set(page_ids))]
    if not notes:
        return
    StaleDocument.objects.bulk_create(notes, batch_size=500)
    # Once for each transaction, however many changes it holds.
    if not any(item[1] is _render_soon for item in connection.run_on_commit):
        transaction.on_commit(_render_soon)


def mark_posts(**conditions: Any) -> None:
    """Note that all posts of a kind are stale, by conditions of a query."""
    mark(BlogPostPage.objects.filter(**conditions).order_by().values_list("pk", flat=True))


def mark_showing(thing: Model) -> None:
    """Note that posts are stale: those with an image, a document, a source or a link to a page."""
    mark(_showing(type(thing), [str(thing.pk)]))


def mark_collection(collection: Collection) -> None:
    """Note that the posts are stale that show a file of a collection or of one inside it."""
    collections = collection.get_descendants(inclusive=True).values("pk")
    for model in (CustomImage, CustomDocument):
        keys = model.objects.filter(collection__in=collections).values_list("pk", flat=True)
        mark(_showing(model, [str(key) for key in keys]))


def mark_closing(now: datetime) -> None:
    """Note that the posts are stale that take no more replies since a day ago, by their age."""
    for settings in CommentSettings.objects.exclude(close_after_days=0):
        closing = now - timedelta(days=settings.close_after_days)
        mark_posts(first_published_at__range=(closing - timedelta(days=1), closing))


def mark_tree(path: str) -> None:
    """Note that the posts below a page are stale, and those that link to any of these pages."""
    pages = Page.objects.filter(path__startswith=path).order_by()
    posts = BlogPostPage.objects.filter(path__startswith=path).order_by()
    keys = [str(key) for key in pages.values_list("pk", flat=True)]
    mark([*posts.values_list("pk", flat=True), *_showing(Page, keys)])


def _showing(model: type[Model], keys: list[str]) -> list[int]:
    """Return the keys of the posts that Wagtail's index knows to refer to some things."""
    post_type = ContentType.objects.get_for_model(BlogPostPage)
    base = ContentType.objects.get_for_model(
        Page if issubclass(model, Page) else model, for_concrete_model=False
    )
    found = []
    for start in range(0, len(keys), 500):
        references = ReferenceIndex.objects.filter(
            Q(to_content_type=base) | Q(to_content_type__model__endswith="page")
            if issubclass(model, Page)
            else Q(to_content_type=base),
            content_type=post_type,
            to_object_id__in=keys[start : start + 500],
        )
        found += [int(key) for key in references.values_list("object_id", flat=True)]
    return found


def _render_soon() -> None:
    from delivery.published.tasks import render_stale

    render_stale.enqueue()
