"""The one way in which a comment is made, and the ways in which it changes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django_comments_xtd.models import XtdComment
from wagtail.log_actions import log
from wagtail.models import Page

from comments import gates, identifiers, links, notifications
from comments.gates import CommentRefused, Judgement, Submission
from comments.models import (
    MAXIMUM_KEY,
    MAXIMUM_LEVEL,
    STEP,
    Attention,
    CommentableMixin,
    CommentEdit,
    CommentSettings,
    Follow,
    MailedLink,
    Reaction,
    ReaderComment,
    Status,
    Subscription,
)
from comments.permissions import may_moderate
from comments.signals import shown_comments_changed
from comments.text import as_html, unstorable, without_unseen

NAME_LENGTH = 50  # characters; upstream's column
TEXT_LENGTH = 3000  # characters; upstream's COMMENT_MAX_LENGTH
# How long a writer may change or withdraw a reply: as long as Isso gives.
EDIT_WITHIN = timedelta(minutes=15)


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
    name = _clean(author.name, field="name", label="Your name", length=NAME_LENGTH, lines=False)
    email = _clean_email(author.email)
    text = _clean(text, field="comment", label="Your reply", length=TEXT_LENGTH, lines=True)
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
        email_hash=identifiers.email_hash(email),
        address_hash=identifiers.network_hash(network or "", day=now.date()),
        text_hash=identifiers.text_hash(text),
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
    comment.attention = _attention(comment)
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
        _count_threads({parent.root_key: 1})
    if comment.status == Status.UNCONFIRMED:
        notifications.ask_to_confirm(comment, now)
    elif comment.status in (Status.PENDING, Status.APPROVED) and not comment.by_staff:
        _after_confirmation(comment, now)
    if is_public:
        notifications.tell_followers(comment, now)
        _announce({comment.page_id}, [comment], now)
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
        comment = _lock([link.comment_id] if link.comment_id else [])
        if not comment or not links.use(link, now) or comment[0].status != Status.UNCONFIRMED:
            return None
        settings = CommentSettings.for_page(comment[0].page)
        after = _status_once_confirmed(comment[0], settings, now)
        _change([comment[0]], after, now)
        comment[0].attention = _attention(comment[0])
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


def set_status(
    *,
    comments: Iterable[ReaderComment],
    status: Status,
    by: AbstractBaseUser | None,
    now: datetime,
) -> int:
    """Decide about comments, and note the decision in Wagtail's audit log.

    Args:
        comments: the comments.
        status: what they become.
        by: who decides.
        now: the time of the decision.

    Returns:
        How many changed, or left the queue as they were.
    """
    with transaction.atomic():
        found = _lock([comment.pk for comment in comments])
        before = {comment.pk: comment.status for comment in found}
        # What was erased has nothing to show and is not brought back.
        changed = [c for c in found if c.comment and (c.status != status or c.attention)]
        _change(changed, status, now)
        for comment in changed:
            comment.attention = _attention(comment)
        for attention in {comment.attention for comment in changed}:
            keys = [comment.pk for comment in changed if comment.attention == attention]
            ReaderComment.objects.get_queryset().filter(pk__in=keys).update(
                attention=attention, decided_at=None if attention else now, report_count=0
            )
        for comment in changed:
            data = {"before": before[comment.pk], "after": str(status)}
            log(comment, "comments.decide", user=by, data=data)
    return len(changed)


def edit_comment(
    *, comment: ReaderComment, text: str, by: AbstractBaseUser | None, now: datetime
) -> ReaderComment:
    """Change what a comment says and keep what it said before.

    A writer's change goes through the same gates as a new comment: what is held by them waits
    for a moderator again. A moderator's does not.

    Args:
        comment: the comment.
        text: the new text.
        by: the moderator; None for its writer, who has `EDIT_WITHIN` for it.
        now: the time of the change.

    Raises:
        CommentRefused: with the field and what to do.
    """
    if by is None and not may_be_edited(comment, now):
        raise CommentRefused("comment", "The time to change this reply is over.")
    text = _clean(text, field="comment", label="Your reply", length=TEXT_LENGTH, lines=True)
    judgement = Judgement()
    if by is None:
        settings = CommentSettings.for_page(comment.page)
        judgement = gates.judge(
            Submission(
                comment.page_id, comment.user_name, comment.user_email, text, "", settings, now
            )
        )
    with transaction.atomic():
        found = _lock([comment.pk])
        if not found:
            raise CommentRefused("", "This reply is gone.")
        comment = found[0]
        if text == comment.comment:
            return comment
        CommentEdit.objects.create(
            comment=comment,
            text=comment.comment,
            edited_at=now,
            edited_by_id=by.pk if by else None,
        )
        values: dict[str, Any] = {
            "comment": text,
            "html": as_html(text),
            "text_hash": identifiers.text_hash(text),
            "edited_at": now,
        }
        was_reported = comment.attention == Attention.REPORTED
        if by is None:
            kept = comment.held_because if was_reported else ""
            values |= {
                "held_because": judgement.held_because or kept,
                "verdict": judgement.opinion.verdict,
                "verdict_reason": judgement.opinion.reason,
                "is_urgent": comment.is_urgent or judgement.is_urgent,
            }
        for name, value in values.items():
            setattr(comment, name, value)
        comment.save(update_fields=[*values])
        if by is None:
            trusted = gates.is_trusted(comment.user_email, settings, now, other_than=comment.pk)
            # What a moderator read was another text: it is held unless its writer is trusted.
            if comment.status == Status.APPROVED and (judgement.reasons or not trusted):
                _change([comment], Status.PENDING, now)
                if not judgement.reasons:
                    comment.held_because = kept or "Its writer changed it after it was approved."
                    comment.save(update_fields=["held_because"])
            comment.attention = _attention(comment)
            if was_reported:
                comment.attention = max(comment.attention, Attention.REPORTED)
            comment.save(update_fields=["attention"])
            if judgement.is_urgent:
                notifications.tell_of_emergency(comment, now)
        log(comment, "comments.edit", user=by)
    return comment


def may_be_edited(comment: ReaderComment, now: datetime) -> bool:
    """Return whether its writer may still change or withdraw a comment."""
    is_there = comment.status in (Status.UNCONFIRMED, Status.PENDING, Status.APPROVED)
    return is_there and now < comment.posted_at + EDIT_WITHIN


def withdraw_comment(*, comment: ReaderComment, now: datetime) -> None:
    """Take a comment back for its writer: nothing of it stays but its place in the thread.

    Raises:
        CommentRefused: when `EDIT_WITHIN` is over.
    """
    if not may_be_edited(comment, now):
        raise CommentRefused("", "The time to withdraw this reply is over. Ask us to remove it.")
    erase_comments(keys=[comment.pk], now=now)
    log(comment, "comments.withdraw")


def request_removal(*, comment: ReaderComment, now: datetime) -> None:
    """Put a comment before the moderators because its writer wants it gone."""
    with transaction.atomic():
        for found in _lock([comment.pk]):
            if found.status in (Status.REMOVED, Status.SPAM):
                continue
            found.held_because = "Its writer asks to remove it."
            found.attention = max(found.attention, Attention.REPORTED)
            found.save(update_fields=["held_because", "attention"])
            log(found, "comments.request_removal")
            notifications.tell_moderators(found, now, reason="removal")


def react(
    *, comment: ReaderComment, kind: Reaction.Kind, visitor_hash: str, reason: str, now: datetime
) -> bool:
    """Count a reader's "helpful" or report, once for each visitor.

    Reports of as many readers as the settings say hide a comment until a moderator decides.

    Args:
        comment: an approved comment.
        kind: what the reader says.
        visitor_hash: who it is, as `identifiers.visitor_hash` has it.
        reason: why it is reported; for the moderator.
        now: the time.

    Returns:
        Whether it counted; False for the second time.
    """
    with transaction.atomic():
        found = _lock([comment.pk])
        if not found or found[0].status != Status.APPROVED:
            return False
        comment = found[0]
        _, is_new = Reaction.objects.get_or_create(
            comment=comment,
            kind=kind,
            visitor_hash=visitor_hash,
            defaults={"created_at": now, "reason": reason[:300]},
        )
        if not is_new:
            return False
        rows = ReaderComment.objects.get_queryset().filter(pk=comment.pk)
        if kind == Reaction.Kind.HELPFUL:
            rows.update(helpful_count=F("helpful_count") + 1)
            return True
        comment.report_count += 1
        rows.update(
            report_count=comment.report_count,
            attention=max(comment.attention, Attention.REPORTED),
        )
        if comment.report_count == CommentSettings.for_page(comment.page).hold_after_reports:
            hold_comment(
                comment=comment, reason=f"{comment.report_count} readers reported it.", now=now
            )
            notifications.tell_moderators(comment, now, reason="reports")
    return True


def hold_comment(*, comment: ReaderComment, reason: str, now: datetime) -> None:
    """Hide an approved comment until a moderator decides, or give one that waits a reason.

    Args:
        comment: the comment.
        reason: why, for the moderator.
        now: the time.
    """
    with transaction.atomic():
        for found in _lock([comment.pk]):
            if found.status == Status.APPROVED:
                _change([found], Status.PENDING, now)
                log(found, "comments.hold", data={"reason": reason})
            attention = max(found.attention, Attention.WAITING)
            ReaderComment.objects.get_queryset().filter(pk=found.pk).update(
                held_because=reason, attention=attention
            )


def erase_comments(*, keys: list[int], now: datetime) -> int:
    """Erase what comments say and who wrote them; what answers them keeps its place.

    Args:
        keys: the comments.
        now: the time.

    Returns:
        How many there were.
    """
    with transaction.atomic():
        found = _lock(keys)
        _change(found, Status.REMOVED, now)
        chosen = [comment.pk for comment in found]
        ReaderComment.objects.get_queryset().filter(pk__in=chosen).update(
            user_name="",
            user_email="",
            user_url="",
            comment="",
            html="",
            ip_address=None,
            user=None,
            email_hash="",
            address_hash="",
            text_hash="",
            submission=None,
            held_because="",
            verdict_reason="",
            follow="",
            attention=Attention.NONE,
            decided_at=now,
        )
        CommentEdit.objects.filter(comment__in=chosen).delete()
        MailedLink.objects.filter(comment__in=chosen).delete()
        notifications.forget(chosen)
    return len(found)


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
            email_hash=identifiers.email_hash(email),
            text_hash=identifiers.text_hash(text),
            reply_to=reply_to,
            posted_at__gt=now - gates.TWICE_WITHIN,
            posted_at__lte=now,
        )
        .first()
    )
    if found:
        found.was_sent_before = True
    return found


def _attention(comment: ReaderComment) -> Attention:
    if comment.is_urgent and comment.status in (Status.UNCONFIRMED, Status.PENDING):
        return Attention.URGENT
    return Attention.WAITING if comment.status == Status.PENDING else Attention.NONE


def _lock(keys: list[int]) -> list[ReaderComment]:
    """Return comments, locked, with the first comments of their threads locked before them.

    Whoever posts or decides in a thread takes its first comment first, in the order of keys, so
    that nobody waits in a circle.
    """
    comments = ReaderComment.objects.get_queryset()
    paths = comments.filter(pk__in=keys).order_by().values_list("path", flat=True)
    roots = {path[:STEP] for path in paths}
    locked = comments.select_for_update(of=("self",)).order_by("pk")
    list(locked.filter(path__in=roots))
    return list(locked.filter(pk__in=keys))


def _change(comments: list[ReaderComment], status: Status, now: datetime) -> None:
    """Give locked comments a status, and keep their threads' counts right."""
    delta: Counter[int] = Counter()
    newly_public = []
    pages = {c.page_id for c in comments if Status.APPROVED in (c.status, status)}
    for comment in comments:
        was_public, is_public = comment.status == Status.APPROVED, status == Status.APPROVED
        delta[comment.root_key] += is_public - was_public
        comment.status = status
        comment.is_public = is_public
        comment.is_removed = status == Status.REMOVED
        if is_public and comment.first_approved_at is None:
            comment.first_approved_at = now
            newly_public.append(comment)
    rows = ReaderComment.objects.get_queryset().filter(pk__in=[c.pk for c in comments])
    rows.update(
        status=status,
        is_public=status == Status.APPROVED,
        is_removed=status == Status.REMOVED,
    )
    ReaderComment.objects.get_queryset().filter(pk__in=[c.pk for c in newly_public]).update(
        first_approved_at=now
    )
    _count_threads(delta)
    for comment in newly_public:
        notifications.tell_followers(comment, now)
    _announce(pages, newly_public, now)


def _announce(pages: set[int], approved: list[ReaderComment], now: datetime) -> None:
    """Tell other apps what readers see differently from now on."""
    if pages:
        shown_comments_changed.send(ReaderComment, page_ids=pages, approved=approved, now=now)


def _count_threads(delta: dict[int, int]) -> None:
    for key, number in delta.items():
        if number:
            ReaderComment.objects.get_queryset().filter(pk=key).update(
                thread_count=F("thread_count") + number
            )


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


def _clean(value: str, *, field: str, label: str, length: int, lines: bool) -> str:
    """Return the text without what nobody sees, or refuse it."""
    value = without_unseen(value)
    if not value:
        raise CommentRefused(field, f"{label} is missing. Please enter it.")
    if len(value) > length:
        raise CommentRefused(
            field,
            f"{label} has {len(value)} characters; at most {length} fit. Please shorten it.",
        )
    if unstorable(value, lines=lines):
        raise CommentRefused(
            field,
            f"{label} holds an invisible character that cannot be stored. "
            "Please type it anew instead of pasting it.",
        )
    return value


def _clean_email(value: str) -> str:
    value = value.strip()
    try:
        validate_email(value)
    except ValidationError:
        raise CommentRefused(
            "email", "Enter an e-mail address such as name@example.com. It is never shown."
        ) from None
    return value
