"""What publishing means for a post's review."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from blog.citations import sections_citing
from blog.models import (
    BlogPostPage,
    ClinicalReviewSettings,
    PostReview,
    Source,
    posts_citing,
)
from blog.review import services
from blog.signals import source_withdrawn


@receiver(page_published, sender=BlogPostPage)
def post_published(instance: BlogPostPage, **kwargs: Any) -> None:
    """Compare what is live now with what was signed."""
    services.refresh(instance.pk)


@receiver(source_withdrawn)
def source_was_withdrawn(source: Source, **kwargs: Any) -> None:
    """Mark each section for review that stands on a source which is withdrawn."""
    reason = f"Withdrawn: {source.short_name}"
    for post in posts_citing(source):
        services.reset(post, sections_citing(post, source), reason=reason, now=timezone.now())


@receiver(post_save, sender=ClinicalReviewSettings)
def review_settings_saved(instance: ClinicalReviewSettings, **kwargs: Any) -> None:
    """Work out anew when reviews are due."""
    for key in PostReview.objects.values_list("pk", flat=True):
        services.refresh(key)
