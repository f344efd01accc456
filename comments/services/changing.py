"""What a comment's writer may still do with it, and what other readers say of it."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from comments import alarms, notifications
from comments.judging import CommentRefused, Judgement, Submission, is_trusted, judge
from comments.models import (
    Attention,
    CommentEdit,
    CommentSettings,
    Danger,
    Reaction,
    ReaderComment,
    Status,
)
from comments.services.cleaning import clean_text
from comments.services.deciding import erase_comments, hold_comment
from comments.services.standing import announce, attention_of, change, lock
from comments.text import as_html
from core.hashes import text_hash

# How long a writer may change or withdraw a reply: as long as Isso gives.
EDIT_WITHIN = timedelta(minutes=15)
# Reports of readers count together for this time, as long as who reported is remembered.
REPORTS_COUNT_FOR = timedelta(days=30)


def edit_comment(
    *, comment: ReaderComment, text: str, by: AbstractBaseUser | None, now: datetime
) -> ReaderComment:
    """Change what a comment says and keep what it said before.

    A writer's change goes through the same phases as a new comment: what is held by them waits
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
    text = clean_text(text)
    judgement = Judgement()
    if by is None:
        settings = CommentSettings.for_page(comment.page)
        judgement = judge(
            Submission(
                comment.page_id, comment.user_name, comment.user_email, text, "", settings, now
            )
        )
    with transaction.atomic():
        found = lock([comment.pk])
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
            "text_hash": text_hash(text),
            "edited_at": now,
        }
        was_reported = comment.attention == Attention.REPORTED
        if by is None:
            kept = comment.held_because if was_reported else ""
            values |= {
                "held_because": judgement.held_because or kept,
                "verdict": judgement.opinion.verdict,
                "verdict_reason": judgement.opinion.reason,
                "danger": max(comment.danger, judgement.danger),
            }
        for name, value in values.items():
            setattr(comment, name, value)
        comment.save(update_fields=[*values])
        if by is None:
            trusted = is_trusted(
                comment.user_email, comment.user_name, settings, now, other_than=comment.pk
            )
            # What a moderator read was another text: it is held unless its writer is trusted.
            if comment.status == Status.APPROVED and (judgement.reasons or not trusted):
                change([comment], Status.PENDING, now)
                if not judgement.reasons:
                    comment.held_because = kept or "Its writer changed it after it was approved."
                    comment.save(update_fields=["held_because"])
            comment.attention = attention_of(comment)
            if was_reported:
                comment.attention = max(comment.attention, Attention.REPORTED)
            comment.save(update_fields=["attention"])
            if judgement.danger == Danger.EMERGENCY:
                alarms.raise_alarm(comment, now)
        if comment.status == Status.APPROVED:
            announce({comment.page_id}, now=now, updated=[comment])
        log(comment, "comments.edit", user=by)
    return comment


def may_be_edited(comment: ReaderComment, now: datetime) -> bool:
    """Return whether its writer may still change or withdraw a comment."""
    # Who wrote spam is shown the same page as everybody.
    is_there = bool(comment.comment) and comment.status != Status.REMOVED
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
        for found in lock([comment.pk]):
            if found.status in (Status.REMOVED, Status.SPAM):
                continue
            found.held_because = "Its writer asks to remove it."
            found.attention = max(found.attention, Attention.REPORTED)
            found.save(update_fields=["held_because", "attention"])
            log(found, "comments.request_removal")
            notifications.tell_moderators(found, now, reason="removal")


def react(
    *, comment: ReaderComment, kind: Reaction.Kind, network: str, reason: str, now: datetime
) -> bool:
    """Count a reader's "helpful" or report, once for each network.

    Reports of as many networks as the settings say, within `REPORTS_COUNT_FOR`, hide a comment
    until a moderator decides. The clinic's own words and what a moderator approved although it was
    reported stay: three clicks must not silence anybody again and again.

    Args:
        comment: an approved comment.
        kind: what the reader says.
        network: the truncated network that it comes from.
        reason: why it is reported; for the moderator.
        now: the time.

    Returns:
        Whether it counted; False for the second time.
    """
    with transaction.atomic():
        found = lock([comment.pk])
        if not found or found[0].status != Status.APPROVED:
            return False
        comment = found[0]
        _, is_new = Reaction.objects.get_or_create(
            comment=comment,
            kind=kind,
            visitor_hash=_visitor(comment, network),
            defaults={"created_at": now, "reason": reason[:300]},
        )
        if not is_new:
            return False
        rows = ReaderComment.objects.filter(pk=comment.pk)
        if kind == Reaction.Kind.HELPFUL:
            rows.update(helpful_count=F("helpful_count") + 1)
            return True
        since = max(now - REPORTS_COUNT_FOR, comment.decided_at or now - REPORTS_COUNT_FOR)
        reports = comment.reactions.filter(kind=Reaction.Kind.REPORT, created_at__gt=since)
        comment.report_count = reports.count()
        rows.update(
            report_count=comment.report_count,
            attention=max(comment.attention, Attention.REPORTED),
        )
        enough = CommentSettings.for_page(comment.page).hold_after_reports
        if comment.report_count < enough or comment.by_staff or comment.reports_settled_at:
            if comment.report_count == enough:
                notifications.tell_moderators(comment, now, reason="reports")
            return True
        hold_comment(
            comment=comment, reason=f"{comment.report_count} readers reported it.", now=now
        )
        notifications.tell_moderators(comment, now, reason="reports")
    return True


def take_back(*, comment: ReaderComment, kind: Reaction.Kind, network: str) -> bool:
    """Take a reader's "helpful" or report back; return whether there was one.

    A comment that reports have hidden stays hidden: a moderator decides about it now.
    """
    with transaction.atomic():
        found = lock([comment.pk])
        if not found:
            return False
        comment = found[0]
        deleted, _ = comment.reactions.filter(
            kind=kind, visitor_hash=_visitor(comment, network)
        ).delete()
        if not deleted:
            return False
        name = "helpful_count" if kind == Reaction.Kind.HELPFUL else "report_count"
        rows = ReaderComment.objects.filter(pk=comment.pk)
        rows.filter(**{f"{name}__gt": 0}).update(**{name: F(name) - 1})
        if kind == Reaction.Kind.REPORT and comment.attention == Attention.REPORTED:
            rows.filter(report_count=0).update(attention=attention_of(comment))
    return True


def _visitor(comment: ReaderComment, network: str) -> str:
    """Return who reacts to a comment: the same for it, another one for the next comment.

    By network alone: another browser is not another reader. The salt is the comment's own and
    lasts as long as reactions are counted, which is longer than the day that other hashes last.
    """
    if not comment.reaction_salt:
        comment.reaction_salt = secrets.token_hex(32)
        comment.save(update_fields=["reaction_salt"])
    key = comment.reaction_salt.encode()
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()
