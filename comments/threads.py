"""Threads as a reader sees them: a bounded part of them, by a bounded number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Concat
from wagtail.models import Page

from comments.models import (
    AFTER_ALL,
    MAXIMUM_LEVEL,
    STEP,
    ReaderComment,
    ReaderCommentQuerySet,
    Status,
)

THREADS = 20  # on a page
REPLIES = 10  # of each thread, before a link for more
MORE_REPLIES = 50  # behind that link

Sort = Literal["oldest", "newest"]
SORTS: dict[str, str] = {"oldest": "Oldest first", "newest": "Newest first"}


@dataclass
class ThreadItem:
    """A comment in its place, or the gap that one left which had replies.

    Threads are rendered as nested lists by a flat loop: `opens` says whether a list begins before
    this item, `has_replies` that its own entry stays open for them, `closes` has an entry for each
    list that ends after it.

    Args:
        key: the comment's key.
        level: how deep it is, from 0.
        comment: the comment; None for a gap, or for one that stands on an earlier page.
        answers: whom it answers, when that comment is shown beside it.
        is_continued: whether it stands on an earlier page.
    """

    key: int
    level: int
    comment: ReaderComment | None
    answers: str = ""
    is_continued: bool = False
    opens: bool = False
    has_replies: bool = False
    closes: range = range(0)

    @property
    def may_be_answered(self) -> bool:
        """Whether the thread may grow below this comment."""
        return self.comment is not None and self.level < MAXIMUM_LEVEL


@dataclass
class Thread:
    """A thread with its first replies.

    Args:
        key: of its first comment.
        items: in their order.
        more: how many replies are not among them.
        after: the key that the rest begins behind.
    """

    key: int
    items: list[ThreadItem]
    more: int = 0
    after: int = 0


@dataclass
class ThreadPage:
    """Some threads of a page.

    Args:
        threads: at most `THREADS`.
        count: how many comments readers see below the page.
        sort: their order.
        first: whether it begins with the first thread.
        previous: the thread that the page of threads before begins with; 0 when there is none.
        next: the thread that the next one begins with; 0 when there is none.
    """

    threads: list[Thread] = field(default_factory=list)
    count: int = 0
    sort: Sort = "oldest"
    first: bool = True
    previous: int = 0
    next: int = 0


def thread_page(page: Page, *, sort: str = "oldest", start: int = 0) -> ThreadPage:
    """Return the threads of a page from one of them on.

    Two queries for the beginning and four from a later thread on, and no more rows than are
    shown, however many there are.

    Args:
        page: the page.
        sort: `oldest` or `newest`; anything else is the former.
        start: key of the thread to begin with; an unknown one begins at the beginning.
    """
    order: Sort = "newest" if sort == "newest" else "oldest"
    threads = _threads(page)
    result = ThreadPage(sort=order)
    roots = _ordered(threads, order)
    begin = _find(page, start) if start else None
    if begin:
        before = _ordered(threads, "oldest" if order == "newest" else "newest").filter(
            _beyond(begin, forwards=order == "newest")
        )
        keys = list(before.values_list("pk", flat=True)[:THREADS])
        result.first = not keys
        result.previous = keys[-1] if keys else 0
        roots = roots.filter(_beyond(begin, forwards=order == "oldest") | Q(pk=begin.pk))
    # Where the first replies of each thread end, found in the same query.
    replies = ReaderComment.objects.shown().filter(
        path__gt=OuterRef("path"),
        path__lt=Concat(OuterRef("path"), Value(AFTER_ALL)),
    )
    # Summed up once, whatever the number of rows: it does not refer to them.
    total = threads.order_by().values("page").annotate(total=Sum("thread_count")).values("total")
    found = list(
        roots.annotate(
            cut=Subquery(replies.order_by("path").values("path")[REPLIES - 1 : REPLIES]),
            total=Subquery(total),
        ).as_readers_see_it()[: THREADS + 1]
    )
    result.count = found[0].total if found else 0
    if len(found) > THREADS:
        result.next = found.pop().pk
    result.threads = _with_replies(found)
    return result


def rest_of_thread(page: Page, key: int, *, after: int) -> Thread | None:
    """Return more replies of one thread.

    Args:
        page: the page.
        key: the thread's first comment.
        after: the reply that they begin behind; 0 or an unknown one for the thread's beginning.

    Returns:
        The thread with at most `MORE_REPLIES` replies, each below what it answers, or None when
        there is no such thread.
    """
    root = _threads(page).filter(pk=key).as_readers_see_it().first()
    if root is None:
        return None
    replies = _replies_of(root)
    last = replies.filter(pk=after).values_list("path", flat=True).first() if after else None
    following = replies.filter(path__gt=last or root.path).order_by("path")
    rows = list(following.as_readers_see_it()[: MORE_REPLIES + 1])
    left = len(rows) > MORE_REPLIES
    rows = rows[:MORE_REPLIES]
    shown = [root, *rows] if root.status == Status.APPROVED and not last else rows
    thread = Thread(root.pk, _items(shown, continued=bool(last)))
    if left:
        thread.more = replies.filter(path__gt=rows[-1].path).count()
        thread.after = rows[-1].pk
    return thread


def place_of(comment: ReaderComment) -> tuple[int, int | None]:
    """Return where a comment is shown: (thread to begin with, reply to begin behind).

    The first is 0 when its thread is among the first of the page; the second is None when the
    comment is among its thread's first replies.
    """
    page = comment.page
    root = _threads(page).filter(pk=comment.root_key).first()
    if root is None:
        return 0, None
    earlier = _ordered(_threads(page), "oldest").filter(_beyond(root, forwards=False))
    start = root.pk if len(earlier.values("pk")[:THREADS]) == THREADS else 0
    before = _replies_of(root).filter(path__lt=comment.path).order_by("-path")
    if len(before.values("pk")[:REPLIES]) < REPLIES:
        return start, None
    # The page of replies ends as late as possible: what leads to the comment stands above it.
    behind = list(before.values_list("pk", flat=True)[: MORE_REPLIES // 2 + 1])
    return start, behind[-1] if len(behind) > MORE_REPLIES // 2 else 0


def _threads(page: Page) -> ReaderCommentQuerySet:
    return ReaderComment.objects.of_page(page).threads()


def _find(page: Page, key: int) -> ReaderComment | None:
    rows = ReaderComment.objects.of_page(page).filter(pk=key, level=0)
    return rows.only("posted_at").first()


def _ordered(threads: ReaderCommentQuerySet, sort: str) -> ReaderCommentQuerySet:
    sign = "-" if sort == "newest" else ""
    return threads.order_by(f"{sign}posted_at", f"{sign}pk")


def _beyond(root: ReaderComment, *, forwards: bool) -> Q:
    after = "gt" if forwards else "lt"
    return Q(**{f"posted_at__{after}": root.posted_at}) | Q(
        **{"posted_at": root.posted_at, f"pk__{after}": root.pk}
    )


def _replies_of(root: ReaderComment) -> ReaderCommentQuerySet:
    return ReaderComment.objects.shown().below(root)


def _with_replies(roots: list[ReaderComment]) -> list[Thread]:
    ranges = Q()
    for root in roots:
        is_shown = root.status == Status.APPROVED
        if root.thread_count > is_shown:
            cut: str | None = root.cut
            end = Q(path__lte=cut) if cut else Q(path__lt=root.path + AFTER_ALL)
            ranges |= Q(path__gt=root.path) & end
    replies: dict[str, list[ReaderComment]] = {}
    if ranges:
        rows = ReaderComment.objects.shown().filter(ranges)
        for reply in rows.as_readers_see_it().order_by("path"):
            replies.setdefault(reply.path[:STEP], []).append(reply)
    threads = []
    for root in roots:
        theirs = replies.get(root.path, [])
        is_shown = root.status == Status.APPROVED
        more = root.thread_count - is_shown - len(theirs)
        items = _items([root, *theirs] if is_shown else theirs)
        threads.append(Thread(root.pk, items, more, theirs[-1].pk if theirs else 0))
    return threads


def _items(comments: Iterable[ReaderComment], *, continued: bool = False) -> list[ThreadItem]:
    """Return one thread's comments with the gaps between them.

    A gap is known from the paths of what answers it: nothing of a hidden comment is loaded.

    Args:
        comments: in the order of their paths.
        continued: whether what is missing stands on an earlier page instead of being hidden.
    """
    items: list[ThreadItem] = []
    names: dict[str, str] = {}
    for comment in comments:
        for end in range(STEP, len(comment.path), STEP):
            if (path := comment.path[:end]) not in names:
                names[path] = ""
                level = end // STEP - 1
                items.append(ThreadItem(int(path[-STEP:], 16), level, None, is_continued=continued))
        answers = names.get(comment.path[:-STEP], "")
        names[comment.path] = comment.user_name
        items.append(ThreadItem(comment.pk, comment.level, comment, answers))
    for item, following in zip_longest(items, items[1:]):
        next_level = following.level if following else 0
        if following and next_level > item.level:
            following.opens = item.has_replies = True
        else:
            item.closes = range(item.level - next_level)
    return items
