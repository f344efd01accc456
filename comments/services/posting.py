"""The one way in which a comment is made."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import IntegrityError, transaction
from django_comments_xtd.models import XtdComment
from wagtail.models import Page

from comments import gates, links, notifications
from comments.gates import CommentRefused, Judgement, Submission
from comments.models import (
    MAXIMUM_KEY,
    MAXIMUM_LEVEL,
    STEP,
    CommentableMixin,
    CommentSettings,
    Follow,
    MailedLink,
    ReaderComment,
    Status,
    Subscription,
)
from comments.permissions import may_moderate
from comments.services.cleaning import NAME_LENGTH, TEXT_LENGTH, clean, clean_email
from comments.services.standing import announce, attention_of, change, count_threads, lock
from comments.text import as_html
from core.hashes import email_hash, text_hash
from core.network import network_hash


@dataclass(frozen=True)
class Author:
    """Who writes.

    Args:
        name: shown with the comment; a pseudonym is fine.
        email: never shown.
        user: a member of the team, when one is logged in.
    """

    name: str
    email: str
    user: AbstractBaseUser | None = None


def post_comment(
    *,
    page: Page,
    author: Author,
    text: str,
    reply_to: int | None = None,
    now: datetime,
    follow: str = Follow.NOTHING,
    network: str | None = None,
    submission: str | None = None,
    confirmed: bool = False,
) -> ReaderComment:
    """Store a comment, whoever asks for it: the form, the API, a moderator, an import.

    A reader's comment waits until its e-mail address is confirmed and then for a moderator; a
    moderator's own is approved at once and marked as the clinic's. A comment that came a moment
    ago already is returned with `was_sent_before` set, and not stored twice. What follows (mails,
    the spam service) is written to the outbox in the same transaction.

    Args:
        page: the page, as its own type.
        author: who writes.
        text: the comment, in the small Markdown of `comments.text`.
        reply_to: key of the comment that it answers.
        now: the time of posting.
        follow: which later replies the author wants to hear of, one of `Follow`.
        network: the truncated network it came from; budgets count for what has one.
        submission: names one sending of a form.
        confirmed: whether the author's address is known to be theirs.

    Raises:
        CommentRefused: with the field and what to do.
        BudgetSpent: when the address, the author or the page had too many.
    """
    settings = CommentSettings.for_page(page)
    _check_page(page, settings, now)
    name = clean(author.name, field="name", label="Your name", length=NAME_LENGTH, lines=False)
    email = clean_email(author.email)
    text = clean(text, field="comment", label="Your reply", length=TEXT_LENGTH, lines=True)
    by_staff = author.user is not None and may_moderate(author.user)
    if sent_before := _sent_before(page, email, text, reply_to, now):
        return sent_before
    judgement = Judgement()
    if not by_staff:
        arrived = Submission(page.pk, name, email, text, network or "", settings, now)
        if network is not None:
            gates.spend_budgets(arrived)
        judgement = gates.judge(arrived)

    comment = ReaderComment(
        page_id=page.pk,
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=True),
        object_pk=str(page.pk),
        site=Site.objects.get_current(),
        user=author.user if by_staff else None,
        user_name=name,
        user_email=email,
        comment=text,
        html=as_html(text),
        submit_date=now,
        posted_at=now,
        by_staff=by_staff,
        by_author=by_staff and page.owner_id is not None and page.owner_id == author.user.pk,  # type: ignore[union-attr]
        follow=follow if follow in Follow.values else Follow.NOTHING,
        is_urgent=judgement.is_urgent,
        held_because=judgement.held_because,
        verdict=judgement.opinion.verdict,
        verdict_reason=judgement.opinion.reason,
        email_hash=email_hash(email),
        address_hash=network_hash(network or "", day=now.date()),
        text_hash=text_hash(text),
        submission=submission,
    )
    comment.status = _first_status(comment, judgement, settings, confirmed=confirmed, now=now)
    try:
        with transaction.atomic():
            _insert(comment, page, reply_to, now)
    except IntegrityError:
        # The same sending of the form, at the same time.
        twin = ReaderComment.objects.get_queryset().filter(submission=submission).first()
        if submission is None or twin is None:
            raise
        twin.was_sent_before = True
        return twin
    return comment


def _first_status(
    comment: ReaderComment,
    judgement: Judgement,
    settings: CommentSettings,
    *,
    confirmed: bool,
    now: datetime,
) -> Status:
    if comment.by_staff:
        return Status.APPROVED
    if judgement.is_spam:
        return Status.SPAM
    if settings.confirm_email and not confirmed:
        return Status.UNCONFIRMED
    return _status_once_confirmed(comment, settings, now, proven=confirmed)


def _status_once_confirmed(
    comment: ReaderComment, settings: CommentSettings, now: datetime, *, proven: bool = True
) -> Status:
    """Return whether a comment is shown at once; an address that nobody proved earns no trust."""
    if comment.held_because or not proven:
        return Status.PENDING
    trusted = gates.is_trusted(comment.user_email, settings, now)
    return Status.APPROVED if trusted else Status.PENDING


def _insert(comment: ReaderComment, page: Page, reply_to: int | None, now: datetime) -> None:
    parent = _lock_parent(page, reply_to) if reply_to is not None else None
    is_public = comment.status == Status.APPROVED
    comment.is_public = is_public
    comment.reply_to = parent
    comment.parent_id = parent.pk if parent else 0
    comment.thread_id = parent.thread_id if parent else 0
    comment.level = parent.level + 1 if parent else 0
    comment.attention = attention_of(comment)
    comment.path = uuid4().hex  # unique until the key is known, a few lines below
    if is_public:
        comment.first_approved_at = now
        comment.thread_count = 0 if parent else 1
    comment.save()
    comment.path = (parent.path if parent else "") + f"{comment.pk:0{STEP}x}"
    ReaderComment.objects.get_queryset().filter(pk=comment.pk).update(path=comment.path)
    if parent is None:
        comment.parent_id = comment.thread_id = comment.pk
        XtdComment.norel_objects.filter(pk=comment.pk).update(
            parent_id=comment.pk, thread_id=comment.pk
        )
    elif is_public:
        count_threads({parent.root_key: 1})
    if comment.status == Status.UNCONFIRMED:
        notifications.ask_to_confirm(comment, now)
    elif comment.status in (Status.PENDING, Status.APPROVED) and not comment.by_staff:
        _after_confirmation(comment, now)
    if is_public:
        notifications.tell_followers(comment, now)
        announce({comment.page_id}, [comment], now)
    if comment.is_urgent:
        notifications.tell_of_emergency(comment, now)


def confirm_comment(*, link: MailedLink, now: datetime) -> ReaderComment | None:
    """Take a comment whose writer followed the mailed link to the moderators, or show it.

    Args:
        link: the link, valid or not.
        now: the time of confirming.

    Returns:
        The comment; None when the link was used, has expired or its comment is gone.
    """
    with transaction.atomic():
        comment = lock([link.comment_id] if link.comment_id else [])
        if not comment or not links.use(link, now) or comment[0].status != Status.UNCONFIRMED:
            return None
        settings = CommentSettings.for_page(comment[0].page)
        after = _status_once_confirmed(comment[0], settings, now)
        change([comment[0]], after, now)
        comment[0].attention = attention_of(comment[0])
        ReaderComment.objects.get_queryset().filter(pk=comment[0].pk).update(
            attention=comment[0].attention
        )
        _after_confirmation(comment[0], now)
    return comment[0]


def _after_confirmation(comment: ReaderComment, now: datetime) -> None:
    follow(comment=comment, now=now)
    notifications.tell_moderators(comment, now)
    notifications.ask_spam_service(comment, now)


def follow(*, comment: ReaderComment, now: datetime) -> None:
    """Subscribe a comment's writer to what they chose."""
    if not comment.follow or not comment.user_email:
        return
    Subscription.objects.get_or_create(
        email_hash=comment.email_hash,
        page_id=comment.page_id,
        thread_id=comment.root_key if comment.follow == Follow.THREAD else None,
        defaults={"email": comment.user_email, "created_at": now},
    )


def open_page(page_id: int) -> Page | None:
    """Return the page as its own type when the public may read it and it takes comments at all."""
    page = Page.objects.live().public().filter(pk=page_id).first()
    specific = page.specific if page else None
    return specific if isinstance(specific, CommentableMixin) else None


def _sent_before(
    page: Page, email: str, text: str, reply_to: int | None, now: datetime
) -> ReaderComment | None:
    found: ReaderComment | None = (
        ReaderComment.objects.get_queryset()
        .filter(
            page_id=page.pk,
            email_hash=email_hash(email),
            text_hash=text_hash(text),
            reply_to=reply_to,
            posted_at__gt=now - gates.TWICE_WITHIN,
            posted_at__lte=now,
        )
        .first()
    )
    if found:
        found.was_sent_before = True
    return found


def _check_page(page: Page, settings: CommentSettings, now: datetime) -> None:
    if not page.live or page.get_view_restrictions().exists():
        raise CommentRefused("", "This page is not published, so it takes no replies.")
    if not isinstance(page, CommentableMixin):
        raise CommentRefused("", "This page takes no replies.")
    if reason := settings.closed_because(page, now):
        raise CommentRefused("", reason)


def _lock_parent(page: Page, key: int) -> ReaderComment:
    """Return the comment that is answered, with its thread locked until the answer is stored."""
    parent = None
    if 0 < key <= MAXIMUM_KEY:
        rows = ReaderComment.objects.get_queryset().filter(pk=key, page_id=page.pk)
        parent = rows.only("path").first()
    if parent is None:
        raise CommentRefused("reply_to", "The reply that you answer is not on this page.")
    roots = ReaderComment.objects.select_for_update(of=("self",)).order_by("pk")
    list(roots.filter(path=parent.path[:STEP]))
    locked: ReaderComment | None = ReaderComment.objects.get_queryset().filter(pk=key).first()
    if locked is None or locked.status != Status.APPROVED:
        raise CommentRefused(
            "reply_to",
            "The reply that you answer is not shown any more. Send it again to reply to the post "
            "instead.",
        )
    if locked.level >= MAXIMUM_LEVEL:
        raise CommentRefused(
            "reply_to",
            f"Threads are {MAXIMUM_LEVEL + 1} levels deep. Answer the one above instead.",
        )
    return locked
