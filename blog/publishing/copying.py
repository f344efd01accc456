"""Copies that would go live."""

from typing import Any

from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from blog.publishing.guard import verdict_on_copy


class PublishingCopyForm(CopyForm):
    """Says at its field that a copy can't go live, and keeps what was typed."""

    def clean(self) -> dict[str, Any]:
        """Ask the guard about each copy that would go live."""
        cleaned: dict[str, Any] = super().clean()
        # An alias shows its source's text, and is signed with it.
        if cleaned.get("publish_copies") and not cleaned.get("alias"):
            with_subpages = bool(cleaned.get("copy_subpages"))
            for reason in refused_copies(self.page, with_subpages=with_subpages):
                self.add_error("publish_copies", reason)
        return cleaned


def refused_copies(page: Page, *, with_subpages: bool) -> list[str]:
    """Return why published copies of a page can't go live, one reason for each.

    Args:
        page: the page that is copied.
        with_subpages: whether what stands below it is copied, too.
    """
    rows = (
        page.get_descendants(inclusive=True) if with_subpages else Page.objects.filter(pk=page.pk)
    )
    reasons = []
    for copied in rows.live().specific():
        if not (verdict := verdict_on_copy(copied)).may_publish:
            reasons.append(f"“{copied.title}”: {' '.join(verdict.reasons)}")
    return reasons
