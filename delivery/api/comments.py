"""Replies to a post: read as threads or as a list, written through the one write service."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Header, Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field
from wagtail.models import Page, Site

from comments.judging import CommentRefused
from comments.models import MAXIMUM_KEY, CommentSettings, Follow, ReaderComment
from comments.services import (
    NAME_LENGTH,
    TEXT_LENGTH,
    Author,
    Sending,
    keep_refused,
    open_page,
    post_comment,
)
from comments.text import without_unseen
from comments.threads import Thread, thread_page
from core.budgets import BudgetSpent
from core.hashes import email_hash, text_hash, token_hash
from core.network import network_of
from delivery.api import cursors
from delivery.api.answers import answer
from delivery.api.comment_receipts import (
    CommentProblem,
    CommentReceipt,
    help_for,
    receipt,
)
from delivery.api.parameters import (
    PROBLEMS,
    PageParameters,
    PathSlug,
    check,
    moment,
    optional,
    site_of,
)
from delivery.api.posts import find
from delivery.http_problems import Refused
from delivery.published import schemas

router = Router(tags=["comments"])

# The write service's names for what the API calls otherwise.
FIELDS = {"comment": "text"}

# What the write service refuses, for the description alone: its own messages say more.
CONTROL = r"\u0000-\u001f\u007f-\u009f\ufffe\uffff"
CONTROL_BUT_LINES = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff"
UNSEEN = (
    r"\s\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
)
# A letter of a script that many people write; the service takes those of all scripts.
LETTER = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0391-\u03a1\u03b1-\u03c9\u0410-\u044f\u05d0-\u05ea"
    r"\u0621-\u063a\u0641-\u064a\u0905-\u0939\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
)
EMAIL = (
    r"^[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$"
)


def visible(refused: str) -> str:
    """Return the pattern of a text with something to be seen and without some characters."""
    return rf"^[^{refused}]*[^{refused}{UNSEEN}][^{refused}]*$"


class CommentParameters(PageParameters):
    """What the list of replies understands."""

    view: Literal["tree", "flat"] = Field(
        "tree",
        description="`tree`: 20 threads, each with its first 10 replies below one another. `flat`: "
        "replies by time, of all threads or of one.",
    )
    order: Literal["oldest", "newest"] = Field("oldest", description="By the time of posting.")
    thread: int = optional(
        "Only the replies of the thread that begins with this one; always flat.",
        ge=1,
        le=MAXIMUM_KEY,
    )


class NewComment(BaseModel):
    """A reply to be posted."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(
        min_length=1,
        max_length=NAME_LENGTH,
        description="A pseudonym is fine; it has a letter.",
        json_schema_extra={"pattern": rf"^[^{CONTROL}]*[{LETTER}][^{CONTROL}]*$"},
    )
    email: str = Field(
        min_length=3,
        max_length=254,
        description="Never shown; a link to confirm goes there.",
        json_schema_extra={"format": "email", "pattern": EMAIL},
    )
    text: str = Field(
        min_length=1,
        max_length=TEXT_LENGTH,
        description="Paragraphs, **bold**, *italic*, lists and links in Markdown.",
        json_schema_extra={"pattern": visible(CONTROL_BUT_LINES)},
    )
    reply_to: int | None = Field(
        None, ge=1, le=MAXIMUM_KEY, description="The id of the reply that it answers."
    )
    follow: Literal["thread", "page"] = optional(
        "Which later replies the writer wants to hear of by e-mail."
    )


class CommentList(Schema):
    """A part of the replies to a post."""

    count: int = Field(description="All replies that readers see.")
    items: list[schemas.Comment]
    next: str | None = Field(description="Address of the following part; null at the end.")


@router.get(
    "posts/{slug}/comments/",
    response={200: CommentList, **PROBLEMS},
    operation_id="listComments",
    url_name="listComments",
    summary="List replies",
)
def list_comments(
    request: HttpRequest, slug: PathSlug, parameters: Query[CommentParameters]
) -> Any:
    """List the approved replies to a post."""
    check(request, CommentParameters)
    site = site_of(request)
    document = find(slug, site)
    page = Page(pk=document.page_id)
    if parameters.view == "tree" and parameters.thread is None:
        items, following = _tree(page, parameters, request, site)
    else:
        items, following = _flat(page, parameters, request, site)
    count = document.summary["comment_count"]
    return answer(
        request,
        lambda: {"count": count, "items": items, "next": following},
        state=[document.sequence, *(_state_of(item) for item in items), following],
        modified=None,
        surrogate_keys=[f"post-{document.page_id}", f"comments-{document.page_id}"],
    )


@router.post(
    "posts/{slug}/comments/",
    response={
        202: CommentReceipt,
        201: CommentReceipt,
        **PROBLEMS,
        403: CommentProblem,
        409: CommentProblem,
        422: CommentProblem,
        429: CommentProblem,
    },
    operation_id="postComment",
    url_name="postComment",
    summary="Reply to a post",
)
def create_comment(
    request: HttpRequest,
    slug: PathSlug,
    comment: NewComment,
    idempotency_key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="Names this sending: sent again, it is answered the same and stored once.",
            min_length=8,
            max_length=200,
            pattern=r"^[!-~]+$",
        ),
    ] = None,
) -> Any:
    """Post a reply through the same phases as the form on the page.

    202 while it waits for its writer's confirmation or a moderator, 201 when it is shown at once.
    """
    check(request)
    site = site_of(request)
    document = find(slug, site)
    page = open_page(document.page_id)
    if page is None:
        raise Refused(404, "This post takes no replies.")
    now = timezone.now()
    name = token_hash(f"{document.page_id} {idempotency_key}") if idempotency_key else None
    if name and (earlier := _sent_before(name, comment)):
        return receipt(earlier, site)
    author = Author(name=comment.name, email=comment.email)
    sending = Sending(
        network=network_of(request),
        name=name,
        kept_name=token_hash(f"kept api {page.pk} {comment.text}"),
    )
    help_ = help_for(site, f"{comment.name}\n{comment.text}")
    if reason := CommentSettings.for_page(page).closed_because(page, now):
        keep_refused(
            page=page, author=author, text=comment.text, why=reason, now=now, sending=sending
        )
        raise Refused(403, reason, members=help_)
    try:
        stored = post_comment(
            page=page,
            author=author,
            text=comment.text,
            reply_to=comment.reply_to,
            now=now,
            follow=Follow(comment.follow or Follow.NOTHING),
            sending=sending,
        )
    except CommentRefused as refusal:
        field = FIELDS.get(refusal.field, refusal.field)
        # What is answered may have been removed meanwhile: the request is right, its time is not.
        status = 409 if field == "reply_to" else 422
        raise Refused(
            status,
            refusal.message,
            [(field, refusal.message)] if field else [],
            members=help_,
        ) from None
    except BudgetSpent as spent:
        raise Refused(
            429,
            "Many replies came in a short time. Please send it again later.",
            headers={"Retry-After": str(spent.retry_after)},
            members=help_,
        ) from None
    if name and stored.was_sent_before:
        _sent_before(name, comment)  # of two at the same time, the other may differ
    return receipt(stored, site)


def comment_json(
    comment: ReaderComment, site: Site, *, replies: list[Any], more: int = 0, more_url: str = ""
) -> dict[str, Any]:
    """Return a reply as `schemas.Comment` describes it."""
    return {
        "id": comment.pk,
        "author": comment.user_name,
        "by_clinic": comment.by_staff,
        "by_author": comment.by_author,
        "html": comment.html,
        "posted_at": moment(comment.posted_at),
        "edited_at": moment(comment.edited_at) if comment.edited_at else None,
        "reply_to": comment.reply_to_id,
        "level": comment.level,
        "helpful_count": comment.helpful_count,
        "url": f"{site.root_url}{reverse('comments:permalink', args=[comment.pk])}",
        "replies": replies,
        "more_replies": more,
        "more_url": more_url or None,
    }


def _tree(
    page: Page, parameters: CommentParameters, request: HttpRequest, site: Site
) -> tuple[list[dict[str, Any]], str | None]:
    listed = f"threads {page.pk} {parameters.order}"
    start = cursors.read(parameters.cursor, of=listed)[0] if parameters.cursor else 0
    found = thread_page(page, sort=parameters.order, start=start)
    items = [item for thread in found.threads for item in _nested(thread, site, request)]
    return items, _next(request, site, [found.next], listed) if found.next else None


def _nested(thread: Thread, site: Site, request: HttpRequest) -> list[dict[str, Any]]:
    """Return a thread's comments below what they answer; below nothing where that is hidden."""
    roots: list[dict[str, Any]] = []
    last: dict[int, list[dict[str, Any]]] = {}
    for item in thread.items:
        if item.comment is None:
            last[item.level] = roots if item.level == 0 else last.get(item.level - 1, roots)
            continue
        shown = comment_json(item.comment, site, replies=[])
        (last.get(item.level - 1, roots) if item.level else roots).append(shown)
        last[item.level] = shown["replies"]
    if thread.more and roots:
        query = f"?view=flat&thread={thread.key}"
        roots[0]["more_replies"] = thread.more
        roots[0]["more_url"] = f"{site.root_url}{request.path}{query}"
    return roots


def _flat(
    page: Page, parameters: CommentParameters, request: HttpRequest, site: Site
) -> tuple[list[dict[str, Any]], str | None]:
    listed = f"replies {page.pk} {parameters.order} {parameters.thread}"
    rows: Any = ReaderComment.objects.of_page(page).shown()
    if parameters.thread is not None:
        rows = rows.filter(thread_id=parameters.thread)
    sign, beyond = ("-", "lt") if parameters.order == "newest" else ("", "gt")
    if parameters.cursor:
        text, key = cursors.read(parameters.cursor, of=listed)
        place = datetime.fromisoformat(text)
        rows = rows.filter(
            Q(**{f"posted_at__{beyond}": place}) | Q(**{"posted_at": place, f"pk__{beyond}": key})
        )
    rows = rows.as_readers_see_it().order_by(f"{sign}posted_at", f"{sign}pk")
    found = list(rows[: parameters.limit + 1])
    following = None
    if len(found) > parameters.limit:
        found.pop()
        following = _next(request, site, [found[-1].posted_at.isoformat(), found[-1].pk], listed)
    return [comment_json(comment, site, replies=[]) for comment in found], following


def _next(request: HttpRequest, site: Site, place: list[Any], listed: str) -> str:
    query = request.GET.copy()
    query["cursor"] = cursors.make(place, of=listed)
    return f"{site.root_url}{request.path}?{query.urlencode()}"


def _state_of(item: dict[str, Any]) -> str:
    own = {name: value for name, value in item.items() if name != "replies"}
    return f"{own} {[_state_of(reply) for reply in item['replies']]}"


def _sent_before(submission: str, comment: NewComment) -> ReaderComment | None:
    """Return what was stored for an idempotency key.

    Raises:
        Refused: when it was another comment.
    """
    earlier: ReaderComment | None = ReaderComment.objects.of_sending(submission).first()
    if earlier is None:
        return None
    same = (
        earlier.text_hash == text_hash(without_unseen(comment.text))
        and earlier.user_name == without_unseen(comment.name)
        and earlier.email_hash == email_hash(comment.email)
        and earlier.reply_to_id == comment.reply_to
    )
    if not same:
        raise Refused(
            409,
            "This key named another comment.",
            [("Idempotency-Key", "Use a new key for each comment.")],
        )
    return earlier
