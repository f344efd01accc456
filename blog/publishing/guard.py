"""Whether a post may go live as it is, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from wagtail.models import Page

from blog.checks.base import Finding
from blog.checks.running import errors_in
from blog.clinical_review.services import is_signed
from blog.models import BlogPostPage

COPY_UNSIGNED = (
    "A copy needs a clinical review of its own before it goes live. Copy it as a draft, and choose "
    "“Submit to Clinical review” there."
)


class PublishingRefused(ValidationError):  # noqa: N818 - it is an answer, not a fault
    """A post that may not go live as it is, with the reasons and remedies in words.

    A `ValidationError`, because Wagtail's API answers that with 422 and the words.
    """


@dataclass(frozen=True)
class Verdict:
    """What keeps a post from going live.

    Args:
        errors: what the editorial checks call an error.
        unsigned: that a clinical review is missing, with the remedy; empty when none is.
    """

    errors: tuple[Finding, ...] = ()
    unsigned: str = ""

    @property
    def may_publish(self) -> bool:
        """Whether nothing keeps it."""
        return not self.errors and not self.unsigned

    @property
    def reasons(self) -> list[str]:
        """Each reason with its remedy, in a sentence or two."""
        found = [f"{finding.what} {finding.how}" for finding in self.errors]
        return [*found, self.unsigned] if self.unsigned else found


def verdict_on(post: Page, *, parent: Page | None = None) -> Verdict:
    """Decide whether a page may go live with the content that it has in memory.

    Args:
        post: the page; anything but a post may always go live.
        parent: the page under which a new one will stand.
    """
    if not isinstance(post, BlogPostPage):
        return Verdict()
    return Verdict(tuple(errors_in(post, parent=parent)), _unsigned(post))


def verdict_on_copy(post: Page) -> Verdict:
    """Decide whether a copy of a page may go live: a signature is for the post that was signed.

    Args:
        post: the page that is copied.
    """
    if not isinstance(post, BlogPostPage):
        return Verdict()
    return Verdict(tuple(errors_in(post)), COPY_UNSIGNED if _needs_signature(post) else "")


def require_publishable(post: Page) -> None:
    """Let a page go live, or refuse it.

    Raises:
        PublishingRefused: with all reasons.
    """
    verdict = verdict_on(post)
    if not verdict.may_publish:
        raise PublishingRefused(
            [f"“{post.title}” can't go live. {reason}" for reason in verdict.reasons]
        )


def refused_among(posts: Iterable[Page]) -> list[tuple[Page, Verdict]]:
    """Return those of some pages that may not go live, each with the reasons."""
    verdicts = [(post, verdict_on(post)) for post in posts]
    return [(post, verdict) for post, verdict in verdicts if not verdict.may_publish]


def _needs_signature(post: BlogPostPage) -> bool:
    return post.category is not None and post.category.requires_review


def _unsigned(post: BlogPostPage) -> str:
    if not _needs_signature(post) or is_signed(post):
        return ""
    return (
        f"Posts in “{post.category}” go live only after a clinical review, and this text has not "
        "been signed. It is saved as a draft: choose “Submit to Clinical review” to send it there."
    )
