"""The one way in which a comment is made."""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from django_comments_xtd.models import XtdComment
from wagtail.models import Page

from comments import alarms, links, notifications
from comments.judging import (
    CommentRefused,
    Judgement,
    Submission,
    is_trusted,
    judge,
    spend_budgets,
)
from comments.models import (
    MAXIMUM_KEY,
    MAXIMUM_LEVEL,
    STEP,
    CommentableMixin,
    CommentSettings,
    Danger,
    Follow,
    MailedLink,
    ReaderComment,
    Status,
    Subscription,
)
from comments.permissions import may_moderate
from comments.services.cleaning import (
    NAME_LENGTH,
    TEXT_LENGTH,
    clean_email,
    clean_name,
    clean_text,
)
from comments.services.deciding import erase_comments
from comments.services.standing import announce, attention_of, change, count_threads, lock
from comments.text import as_html, unstorable, without_unseen
from core.budgets import TEN_MINUTES, Budget, BudgetSpent, spend
from core.hashes import email_hash, text_hash
from core.network import network_hash
from core.recognition import Level, recognise

logger = logging.getLogger(__name__)

# What was refused and speaks of danger is kept up to these numbers in ten minutes: enough for
# everybody who cries for help, too few to fill a disk with.
KEPT_OF_NETWORK = 10
KEPT_IN_ALL = 100


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


@dataclass(frozen=True)
class Sending:
    """How a reply came.

    Args:
        network: the truncated network it came from; budgets count for what has one.
        name: names this sending, so that it is stored once; a form's stamp or a client's key.
        kept_name: names what is kept of this sending while it is refused.
        trap_filled: whether a field was filled in that people can't see.
    """

    network: str | None = None
    name: str | None = None
    kept_name: str | None = None
    trap_filled: bool = False


NOT_FROM_OUTSIDE = Sending()


def post_comment(
    *,
    page: Page,
    author: Author,
    text: str,
    reply_to: int | None = None,
    now: datetime,
    follow: str = Follow.NOTHING,
    sending: Sending = NOT_FROM_OUTSIDE,
    confirmed: bool = False,
) -> ReaderComment:
    """Store a comment, whoever asks for it: the form, the API, a moderator, an import.

    A reader's comment waits until its e-mail address is confirmed and then for a moderator; a
    moderator's own is approved at once and marked as the clinic's. A sending that came a moment
    ago already is returned with `was_sent_before` set, and not stored twice; the same words sent
    anew are a new comment. What follows (mails, the spam service) is written to the outbox in the
    same transaction.

    Args:
        page: the page, as its own type.
        author: who writes.
        text: the comment, in the small Markdown of `comments.text`.
        reply_to: key of the comment that it answers.
        now: the time of posting.
        follow: which later replies the author wants to hear of, one of `Follow`.
        sending: how it came.
        confirmed: whether the author's address is known to be theirs.

    Raises:
        CommentRefused: with the field and what to do. What speaks of danger was kept all the same.
        BudgetSpent: when the network, the author, the page or the site had too many; likewise.
    """
    try:
        return _post(
            page=page,
            author=author,
            text=text,
            reply_to=reply_to,
            now=now,
            follow=follow,
            sending=sending,
            confirmed=confirmed,
        )
    except (CommentRefused, BudgetSpent) as refusal:
        keep_refused(
            page=page, author=author, text=text, why=str(refusal), now=now, sending=sending
        )
        raise


def _post(
    *,
    page: Page,
    author: Author,
    text: str,
    reply_to: int | None,
    now: datetime,
    follow: str,
    sending: Sending,
    confirmed: bool,
) -> ReaderComment:
    settings = CommentSettings.for_page(page)
    _check_page(page, settings, now)
    name = clean_name(author.name)
    email = clean_email(author.email)
    text = clean_text(text)
    by_staff = author.user is not None and may_moderate(author.user)
    if sending.name and (twin := _sent_before(sending.name)):
        return twin
    judgement = Judgement()
    if not by_staff:
        network = sending.network or ""
        arrived = Submission(
            page.pk, name, email, text, network, settings, now, sending.trap_filled
        )
        if sending.network is not None:
            spend_budgets(arrived)
        judgement = judge(arrived)

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
        danger=judgement.danger,
        held_because=judgement.held_because,
        verdict=judgement.opinion.verdict,
        verdict_reason=judgement.opinion.reason,
        email_hash=email_hash(email),
        address_hash=network_hash(sending.network or "", day=now.date()),
        text_hash=text_hash(text),
        submission=sending.name,
    )
    comment.personal = tuple(judgement.personal)
    comment.status = _first_status(comment, judgement, settings, confirmed=confirmed, now=now)
    try:
        with transaction.atomic():
            _insert(comment, page, reply_to, now)
            _forget_kept(sending, now)
    except IntegrityError:
        # The same sending, at the same time.
        twin = _sent_before(sending.name) if sending.name else None
        if twin is None:
            raise
        return twin
    return comment


def keep_refused(
    *, page: Page, author: Author, text: str, why: str, now: datetime, sending: Sending
) -> ReaderComment | None:
    """Keep what could not be taken for the moderators, if it speaks of somebody in danger.

    Nobody who cries for help is lost for a missing field, a rule or a spent budget. What is kept
    waits for a moderator and is told like any emergency; no mail goes to an address that may be
    anybody's.

    Args:
        page: the page, as its own type.
        author: who writes; name and address may be missing or wrong.
        text: the text, of any length.
        why: why it was refused, in words for its writer.
        now: the time.
        sending: how it came.

    Returns:
        What was kept; None when nothing speaks of danger, or too much was kept already.
    """
    text = without_unseen(text[: TEXT_LENGTH + 1])[:TEXT_LENGTH]
    seen = recognise(f"{author.name[:NAME_LENGTH]}\n{text}")
    if seen.level < Level.CONCERN or unstorable(text, lines=True) or author.user is not None:
        return None
    if not page.live or not isinstance(page, CommentableMixin):
        return None
    if sending.kept_name and (twin := _sent_before(sending.kept_name)):
        return twin
    network = network_hash(sending.network or "", day=now.date())
    try:
        spend(
            (
                Budget("kept-of-address", network, KEPT_OF_NETWORK, TEN_MINUTES),
                Budget("kept", "all", KEPT_IN_ALL, TEN_MINUTES),
            )
        )
    except BudgetSpent:
        logger.warning("More refused replies that speak of danger than are kept: page %s", page.pk)
        return None
    name = without_unseen(author.name)[:NAME_LENGTH]
    comment = ReaderComment(
        page_id=page.pk,
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=True),
        object_pk=str(page.pk),
        site=Site.objects.get_current(),
        user_name=name if name and not unstorable(name, lines=False) else "(no name)",
        comment=text,
        html=as_html(text),
        submit_date=now,
        posted_at=now,
        danger=seen.level,
        held_because=Truncator(f"{seen.reason} It was not taken, and is kept: {why}").chars(300),
        address_hash=network,
        text_hash=text_hash(text),
        submission=sending.kept_name,
        status=Status.PENDING,
    )
    try:
        with transaction.atomic():
            _insert(comment, page, None, now)
    except IntegrityError:
        return _sent_before(sending.kept_name) if sending.kept_name else None
    return comment


def _forget_kept(sending: Sending, now: datetime) -> None:
    """Erase what was kept of a sending that is taken now: it is there in full."""
    if not sending.kept_name:
        return
    kept = ReaderComment.objects.get_queryset().filter(submission=sending.kept_name)
    if keys := list(kept.values_list("pk", flat=True)):
        erase_comments(keys=keys, now=now)


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
    trusted = is_trusted(comment.user_email, comment.user_name, settings, now)
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
        announce({comment.page_id}, now=now, approved=[comment])
    if comment.danger == Danger.EMERGENCY:
        alarms.raise_alarm(comment, now)


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
        links.revoke_unproven(comment[0])
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


def _sent_before(sending: str) -> ReaderComment | None:
    """Return what was stored for a sending, marked as such."""
    rows = ReaderComment.objects.get_queryset().filter(submission=sending)
    found: ReaderComment | None = rows.first()
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
