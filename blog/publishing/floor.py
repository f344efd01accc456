"""Under every door: a post that may not go live is not saved as live, whoever saves it.

Wagtail publishes by a dozen ways, and each release may bring one more; all of them save the row.
What does not save it (`QuerySet.update`, fixtures, SQL) is not stopped here.
"""

from typing import Any

from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.models import Page, Revision

from blog.clinical_review.texts import texts_of
from blog.models import BlogPostPage
from blog.publishing.guard import require_publishable

# What readers see of a post, and what decides whether it must be signed.
WATCHED = frozenset(
    (
        *("live", "title", "summary", "body", "category", "category_id"),
        *("seo_title", "search_description", "alias_of", "alias_of_id"),
    )
)


@receiver(pre_save, sender=BlogPostPage)
def keep_from_going_live(
    instance: BlogPostPage,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Refuse to save a post as live with a text that may not be.

    What is public already stays: a rule that came later asks at the next change.

    Raises:
        PublishingRefused: with the reasons.
    """
    if raw or not instance.live or (update_fields is not None and not WATCHED & set(update_fields)):
        return
    # New sections get their ids now: once somebody has read them, they keep those that they had.
    instance.body.get_prep_value()
    if _brings_something_new(instance):
        require_publishable(instance)


@receiver(pre_save, sender=Page)
def keep_pages_from_going_live(instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Refuse it also where a post is saved as a mere page.

    Raises:
        PublishingRefused: with the reasons.
    """
    if raw or not instance.live or instance._state.adding:
        return
    if not Page.objects.filter(pk=instance.pk, live=True).exists():
        require_publishable(instance.specific)


@receiver(pre_save, sender=Revision)
def keep_from_being_scheduled(
    instance: Revision,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    """Refuse to schedule a text that may not go live.

    Raises:
        PublishingRefused: with the reasons.
    """
    if raw or not instance.approved_go_live_at:
        return
    if update_fields is not None and "approved_go_live_at" not in update_fields:
        return
    post = instance.as_object()
    if isinstance(post, BlogPostPage):
        require_publishable(post)


def _brings_something_new(post: BlogPostPage) -> bool:
    stored = BlogPostPage.objects.filter(pk=post.pk).first() if post.pk else None
    if stored is None or not stored.live:
        return True
    return _public_side(stored) != _public_side(post)


def _public_side(post: BlogPostPage) -> tuple[Any, ...]:
    return (
        texts_of(post),
        post.category_id,
        post.alias_of_id,
        post.seo_title,
        post.search_description,
    )
