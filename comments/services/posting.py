"""The one way in which a comment is made."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import IntegrityError, transaction
from wagtail.models import Page

from comments import mailed_links
from comments.judging import (
    CommentRefused,
    Judgement,
    Submission,
    is_trusted,
    judge,
    spend_budgets,
)
from comments.models import (
    CommentableMixin,
    CommentSettings,
    Follow,
    MailedLink,
    ReaderComment,
    Status,
)
from comments.permissions import may_moderate
from comments.services.cleaning import (
    clean_email,
    clean_name,
    clean_text,
)
from comments.services.keeping import forget_kept, keep_refused
from comments.services.standing import attention_of, change, lock
from comments.services.storing import (
    NOT_FROM_OUTSIDE,
    Author,
    Sending,
    after_confirmation,
    insert,
    sent_before,
)
from comments.text import as_html
from core.budgets import BudgetSpent
from core.hashes import email_hash, text_hash
from core.network import network_hash


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
    if sending.name and (twin := sent_before(sending.name)):
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
            insert(comment, page, reply_to, now)
            forget_kept(sending, now)
    except IntegrityError:
        # The same sending, at the same time.
        twin = sent_before(sending.name) if sending.name else None
        if twin is None:
            raise
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
    trusted = is_trusted(comment.user_email, comment.user_name, settings, now)
    return Status.APPROVED if trusted else Status.PENDING


def confirm_comment(
    *, link: MailedLink, now: datetime, seen: str | None = None
) -> ReaderComment | None:
    """Take a comment whose writer followed the mailed link to the moderators, or show it.

    Args:
        link: the link, valid or not.
        now: the time of confirming.
        seen: hash of the text that was confirmed; whoever typed the address may have changed it.

    Returns:
        The comment; None when the link was used, has expired, or its comment is gone or another.
    """
    with transaction.atomic():
        comment = lock([link.comment_id] if link.comment_id else [])
        if not comment or (seen is not None and seen != comment[0].text_hash):
            return None
        if not mailed_links.use(link, now) or comment[0].status != Status.UNCONFIRMED:
            return None
        settings = CommentSettings.for_page(comment[0].page)
        after = _status_once_confirmed(comment[0], settings, now)
        mailed_links.revoke_unproven(comment[0])
        change([comment[0]], after, now)
        comment[0].attention = attention_of(comment[0])
        ReaderComment.objects.filter(pk=comment[0].pk).update(attention=comment[0].attention)
        after_confirmation(comment[0], now)
    return comment[0]


def open_page(page_id: int) -> Page | None:
    """Return the page as its own type when the public may read it and it takes comments at all."""
    page = Page.objects.live().public().filter(pk=page_id).first()
    specific = page.specific if page else None
    return specific if isinstance(specific, CommentableMixin) else None


def _check_page(page: Page, settings: CommentSettings, now: datetime) -> None:
    if not page.live or page.get_view_restrictions().exists():
        raise CommentRefused("", "This page is not published, so it takes no replies.")
    if not isinstance(page, CommentableMixin):
        raise CommentRefused("", "This page takes no replies.")
    if reason := settings.closed_because(page, now):
        raise CommentRefused("", reason)
