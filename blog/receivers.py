"""What publishing means for a post's review, and for what is to be mended in it."""

from typing import Any

from django.db.models import ProtectedError
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from blog.citations import sections_citing
from blog.citing_posts import posts_citing
from blog.clinical_review import services
from blog.clinical_review.references import posts_showing, sections_showing
from blog.maintenance import scan
from blog.models import (
    BlogPostPage,
    ClinicalReviewSettings,
    Source,
)
from blog.signals import source_withdrawn
from images.models import CustomDocument, CustomImage
from images.signals import image_replaced


@receiver(page_published, sender=BlogPostPage)
def post_published(instance: BlogPostPage, **kwargs: Any) -> None:
    """Compare what is live now with what was signed."""
    services.refresh(instance.pk)
    scan.look_through_safely(instance.pk, now=timezone.now())


@receiver(page_unpublished, sender=BlogPostPage)
@receiver(pre_delete, sender=BlogPostPage)
def post_gone(instance: BlogPostPage, **kwargs: Any) -> None:
    """Forget what is to be mended in a post that nobody reads any more."""
    scan.forget(instance.pk)


@receiver([page_published, page_unpublished])
def page_changed(instance: Page, **kwargs: Any) -> None:
    """Look again at the posts that link to a page which appears or disappears."""
    scan.look_again(scan.posts_linking_to(instance))


@receiver(pre_delete)
def thing_deleted(instance: Any, **kwargs: Any) -> None:
    """Look again at the posts that link to a page or document which is deleted."""
    if isinstance(instance, (Page, CustomDocument)):
        scan.look_again(scan.posts_linking_to(instance))


@receiver(post_save, sender=Source)
def source_saved(instance: Source, **kwargs: Any) -> None:
    """Look again at the posts that cite a source: its address may be another now."""
    scan.look_again(posts_citing(instance).values_list("pk", flat=True))


@receiver(source_withdrawn)
def source_was_withdrawn(source: Source, **kwargs: Any) -> None:
    """Mark each section for review that stands on a source which is withdrawn."""
    reason = f"Withdrawn: {source.short_name}"
    for post in posts_citing(source):
        services.reset(post, sections_citing(post, source), reason=reason, now=timezone.now())


@receiver(image_replaced)
def image_was_replaced(image: CustomImage, **kwargs: Any) -> None:
    """Mark each section for review that shows an image which is another picture now."""
    reason = f"Image replaced: {image.title}"
    for post in posts_showing(image):
        services.reset(post, sections_showing(post, image), reason=reason, now=timezone.now())


@receiver(post_save, sender=ClinicalReviewSettings)
def review_settings_saved(instance: ClinicalReviewSettings, **kwargs: Any) -> None:
    """Work out anew when reviews are due."""
    services.renew_due_dates(instance)


@receiver(pre_delete, sender=Source)
def keep_cited_source(instance: Source, **kwargs: Any) -> None:
    """Keep a source that posts cite, whoever deletes it.

    Raises:
        ProtectedError: with the posts and their titles.
    """
    if posts := list(posts_citing(instance)):
        titles = ", ".join(f"“{post.title}”" for post in posts)
        raise ProtectedError(f"{instance.short_name} is cited by {titles}.", set(posts))
