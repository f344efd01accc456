"""Whether a post may go live without a sign-off."""

from wagtail.models import Page

from blog.models import BlogPostPage
from blog.review.services import is_signed


def refusal_to_publish(page: Page) -> str | None:
    """Return why a page may not be published as it is, with the remedy; None when it may.

    Args:
        page: with its content as it is to go live.
    """
    if not isinstance(page, BlogPostPage) or not page.category:
        return None
    if not page.category.requires_review or is_signed(page):
        return None
    return (
        f"Posts in “{page.category}” go live only after a clinical review, and this text has not "
        "been signed. It is saved as a draft: choose “Submit to Clinical review” to send it there."
    )
