"""Which posts an action of the admin brings to the public."""

from collections.abc import Iterable
from typing import Any

from blog.models import BlogPostPage


def posts_to_publish(page: Any, choices: dict[str, Any]) -> Iterable[BlogPostPage]:
    """Yield the drafts of posts that publishing a page in bulk would bring to the public.

    Args:
        page: one of the selection.
        choices: what the action's form holds, such as `include_descendants`.
    """
    drafts = page.get_descendants().not_live() if choices.get("include_descendants") else []
    for candidate in (page, *drafts):
        draft = candidate.get_latest_revision_as_object()
        if isinstance(draft, BlogPostPage):
            yield draft
