"""What publishing means for a post's review."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from blog.models import BlogPostPage, ClinicalReviewSettings, PostReview
from blog.review import services


@receiver(page_published, sender=BlogPostPage)
def post_published(instance: BlogPostPage, **kwargs: Any) -> None:
    """Compare what is live now with what was signed."""
    services.refresh(instance.pk)


@receiver(post_save, sender=ClinicalReviewSettings)
def review_settings_saved(instance: ClinicalReviewSettings, **kwargs: Any) -> None:
    """Work out anew when reviews are due."""
    for key in PostReview.objects.values_list("pk", flat=True):
        services.refresh(key)
