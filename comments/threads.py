"""Threads as a reader sees them."""

from dataclasses import dataclass
from itertools import zip_longest

from wagtail.models import Page

from comments.models import MAXIMUM_LEVEL, STEP, ReaderComment


@dataclass
class ThreadItem:
    """A comment in its place, or the gap that one left which had replies.

    Threads are rendered as nested lists by a flat loop: `opens` says whether a list begins before
    this item, `has_replies` that its own entry stays open for them, `closes` has an entry for each
    list that ends after it.

    Args:
        key: the comment's key.
        level: how deep it is, from 0.
        comment: the comment; None for a gap.
    """

    key: int
    level: int
    comment: ReaderComment | None
    opens: bool = False
    has_replies: bool = False
    closes: range = range(0)

    @property
    def may_be_answered(self) -> bool:
        """Whether the thread may grow below this comment."""
        return self.comment is not None and self.level < MAXIMUM_LEVEL


def threads(page: Page) -> list[ThreadItem]:
    """Return the approved comments of a page in the order of their threads.

    One query, whatever their number. A gap is known from the paths of what answers it: nothing of
    a hidden comment is loaded.
    """
    items: list[ThreadItem] = []
    seen: set[str] = set()
    for comment in ReaderComment.objects.on_page(page).select_related("reply_to"):
        for end in range(STEP, len(comment.path), STEP):
            if (path := comment.path[:end]) not in seen:
                seen.add(path)
                items.append(ThreadItem(int(path[-STEP:], 16), end // STEP - 1, None))
        seen.add(comment.path)
        items.append(ThreadItem(comment.pk, comment.level, comment))
    for item, following in zip_longest(items, items[1:]):
        next_level = following.level if following else 0
        if following and next_level > item.level:
            following.opens = item.has_replies = True
        else:
            item.closes = range(item.level - next_level)
    return items
