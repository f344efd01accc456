"""The changes that make documents stale."""

from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Collection, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from accounts.models import User
from blog.models import Category, FurtherReading, Person, PostReview, Source
from blog.models.post import PostTag, RelatedPost, Tag
from comments.models import CommentSettings, ReaderComment
from comments.signals import comments_erased, shown_comments_changed
from core.wagtail_internals import CollectionViewRestriction
from delivery import events
from delivery.api.tokens import revoke
from delivery.models import ApiToken, WebhookEvent
from delivery.published import staleness
from images.models import CustomDocument, CustomImage, CustomRendition


@receiver(post_save)
def page_saved(instance: Any, **kwargs: Any) -> None:
    """Render a post anew that was published, edited or changed by a program.

    Whatever its class: what expires and aliases are saved as plain pages.
    """
    if isinstance(instance, Page):
        staleness.mark([instance.pk])


@receiver([post_save, post_delete], sender=PostTag)
@receiver([post_save, post_delete], sender=RelatedPost)
def part_of_post_saved(instance: PostTag | RelatedPost, **kwargs: Any) -> None:
    """Render a post anew whose tags or chosen posts changed."""
    staleness.mark(
        [instance.content_object_id if isinstance(instance, PostTag) else instance.post_id]
    )


@receiver([post_save, post_delete], sender=FurtherReading)
def further_reading_saved(instance: FurtherReading, **kwargs: Any) -> None:
    """Render a post anew whose further reading changed."""
    staleness.mark([instance.post_id])


@receiver(post_save, sender=Source)
def source_saved(instance: Source, **kwargs: Any) -> None:
    """Render the posts anew that cite a source, as when it is withdrawn."""
    staleness.mark_showing(instance)


@receiver([page_published, page_unpublished])
def page_changed(instance: Page, **kwargs: Any) -> None:
    """Render the posts anew that link to a page which appears, disappears or is renamed."""
    staleness.mark([instance.pk])
    staleness.mark_showing(instance)


@receiver(post_page_move)
def page_moved(instance: Page, **kwargs: Any) -> None:
    """Render what stands below a page that moved, and what links there."""
    staleness.mark_tree(instance.path)


@receiver(page_slug_changed)
def page_renamed(instance: Page, **kwargs: Any) -> None:
    """Render what stands below a page with a new address, and what links there."""
    staleness.mark_tree(instance.path)


@receiver(pre_delete)
def page_deleted(instance: Any, **kwargs: Any) -> None:
    """Leave a trace of a post that is deleted, and render what links to a page that is."""
    if isinstance(instance, Page):
        staleness.mark_tree(instance.path)


@receiver(pre_delete, sender=User)
def user_deleted(instance: User, **kwargs: Any) -> None:
    """End the tokens that somebody made: nobody answers for them any more."""
    for token in ApiToken.objects.filter(created_by=instance):
        revoke(token=token, now=timezone.now())


@receiver([post_save, post_delete], sender=PageViewRestriction)
def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Take away what is private now, or bring it back; the same for links there."""
    staleness.mark_tree(instance.page.path)


@receiver(post_save, sender=Person)
def person_saved(instance: Person, **kwargs: Any) -> None:
    """Render the posts anew that name a person."""
    staleness.mark_posts(author=instance)
    staleness.mark_posts(review__reviewer=instance)


@receiver(post_save, sender=PostReview)
def review_changed(instance: PostReview, **kwargs: Any) -> None:
    """Render a post anew that was signed, or whose sign-off counts no more."""
    staleness.mark([instance.pk])


@receiver(post_save, sender=Category)
def category_saved(instance: Category, **kwargs: Any) -> None:
    """Render the posts of a category anew."""
    staleness.mark_posts(category=instance)


@receiver(post_save, sender=Tag)
def tag_saved(instance: Tag, **kwargs: Any) -> None:
    """Render the posts with a tag anew."""
    staleness.mark_posts(tagged_items__tag=instance)


@receiver(post_delete, sender=CustomRendition)
def rendition_deleted(instance: CustomRendition, **kwargs: Any) -> None:
    """Make the files again that documents name."""
    staleness.mark_showing(CustomImage(pk=instance.image_id))


@receiver(post_save, sender=CustomImage)
@receiver(pre_delete, sender=CustomImage)
@receiver(post_save, sender=CustomDocument)
@receiver(pre_delete, sender=CustomDocument)
def file_changed(instance: CustomImage | CustomDocument, **kwargs: Any) -> None:
    """Render the posts anew that show an image or offer a document."""
    staleness.mark_showing(instance)


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
def collection_changed(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """Render the posts anew that show something of a collection that became private or public."""
    staleness.mark_collection(instance.collection)


@receiver(post_save, sender=Collection)
def collection_edited(instance: Collection, **kwargs: Any) -> None:
    """Render the posts anew that show something of a collection that is moved below another one.

    Moving sends no signal; Wagtail saves the collection first, in the same transaction.
    """
    staleness.mark_collection(instance)


@receiver(post_save, sender=CommentSettings)
def comment_settings_saved(instance: CommentSettings, **kwargs: Any) -> None:
    """Say anew of every post whether it takes replies."""
    staleness.mark_posts()


@receiver([post_save, post_delete], sender=Site)
def site_changed(instance: Site, **kwargs: Any) -> None:
    """Render everything anew: every address holds the site's."""
    # Wagtail's own receiver comes later.
    Site.clear_site_root_paths_cache()
    staleness.mark_posts()


@receiver(shown_comments_changed)
def comments_changed(
    page_ids: set[int],
    approved: list[ReaderComment],
    updated: list[ReaderComment],
    hidden: list[ReaderComment],
    now: datetime,
    **kwargs: Any,
) -> None:
    """Count a post's replies anew, and tell the webhooks what is new, changed or gone."""
    staleness.mark(page_ids)
    events.announce_comments(WebhookEvent.COMMENT_APPROVED, approved, now=now)
    events.announce_comments(WebhookEvent.COMMENT_UPDATED, updated, now=now)
    events.announce_comments(WebhookEvent.COMMENT_REMOVED, hidden, now=now)


@receiver(comments_erased)
def comments_were_erased(keys: list[int], **kwargs: Any) -> None:
    """Keep no erased words for other programs."""
    events.forget_comments(keys)
