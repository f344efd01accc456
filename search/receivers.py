"""What changes the index: pages that appear, change and go, and what posts are filed under."""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from blog.models import Category, Person
from blog.models.post import PostTag, Tag
from search import indexing
from search.indexing.contents import SEARCHED
from search.models import SearchEntry, SynonymSet
from search.synonyms import CACHE_KEY


@receiver(page_published)
def page_appeared(instance: Page, **kwargs: Any) -> None:
    """Find a published change at once."""
    if isinstance(instance, SEARCHED):
        indexing.refresh(instance.pk)


@receiver(page_unpublished)
def page_gone(instance: Page, **kwargs: Any) -> None:
    """Find no more what is taken off; while a page is deleted, its row is live to the end."""
    indexing.forget(instance.pk)


# What saving a draft of a live page writes to its row; nothing of it is searched.
OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}


@receiver(post_save)
def page_saved(
    instance: Any, raw: bool = False, update_fields: Iterable[str] | None = None, **kwargs: Any
) -> None:
    """Look again at a live page that was saved without being published, as imports do.

    Its tags and fields are stored after this signal, so that it is looked at a little later.
    """
    is_draft = update_fields is not None and OF_DRAFTS.issuperset(update_fields)
    if isinstance(instance, SEARCHED) and instance.live and not raw and not is_draft:
        SearchEntry.objects.update_or_create(pk=instance.pk, defaults={"is_stale": True})


@receiver(post_save, sender=Category)
@receiver(post_save, sender=Person)
def subject_renamed(instance: Category | Person, created: bool, **kwargs: Any) -> None:
    """Look again at the posts that are filed under a category, or that somebody wrote."""
    if not created:
        indexing.mark_stale(instance.posts.values_list("pk", flat=True))


@receiver(post_save, sender=Tag)
@receiver(post_delete, sender=PostTag)
def tag_changed(instance: Tag | PostTag, created: bool = False, **kwargs: Any) -> None:
    """Look again at the posts with a tag."""
    if isinstance(instance, PostTag):
        # The page's own saving follows, and looks again.
        SearchEntry.objects.filter(pk=instance.content_object_id).update(is_stale=True)
    elif not created:
        posts = PostTag.objects.filter(tag=instance)
        indexing.mark_stale(posts.values_list("content_object", flat=True))


@receiver([post_save, post_delete], sender=SynonymSet)
def synonyms_changed(**kwargs: Any) -> None:
    """Read the desk's synonyms anew."""
    cache.delete(CACHE_KEY)
