"""Rich text that may cite sources."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from wagtail.blocks import RichTextBlock

from core.keys import stored_key
from core.wagtail_internals import EmbedRewriter

CITATION = "source"


def cited_keys(html: str) -> list[int]:
    """Return the keys of the sources that a stored rich text cites, in its order.

    Args:
        html: as Wagtail stores it.
    """
    if CITATION not in html:
        return []
    matches = EmbedRewriter().extract_tags(html).get(CITATION, [])
    return [stored_key(match.attrs.get("id")) for match in matches]


class CitingTextBlock(RichTextBlock):
    """Rich text whose citations are of sources that exist."""

    def clean(self, value: Any) -> Any:
        """Refuse a citation whose source was deleted since.

        Raises:
            ValidationError: with what to do about it.
        """
        cleaned = super().clean(value)
        keys = set(cited_keys(cleaned.source))
        sources = apps.get_model("blog", "Source")._default_manager
        if keys and sources.filter(pk__in=keys).count() < len(keys):
            raise ValidationError(
                "This text cites a source that has been deleted. Take out the token that says "
                "[missing source], or cite another one in its place."
            )
        return cleaned
