"""What could not be taken, and speaks of somebody in danger, is kept for the moderators."""

import logging
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import IntegrityError, transaction
from django.utils.text import Truncator
from wagtail.models import Page

from comments.models import CommentableMixin, ReaderComment, Status
from comments.services.cleaning import NAME_LENGTH, TEXT_LENGTH
from comments.services.deciding import erase_comments
from comments.services.storing import Author, Sending, insert, sent_before
from comments.text import as_html, unstorable, without_unseen
from core.budgets import TEN_MINUTES, Budget, BudgetSpent, spend
from core.hashes import text_hash
from core.network import network_hash
from core.recognition import Level, recognise

logger = logging.getLogger(__name__)

# What was refused and speaks of danger is kept up to these numbers in ten minutes: enough for
# everybody who cries for help, too few to fill a disk with.
KEPT_OF_NETWORK = 10
KEPT_IN_ALL = 100
LEFT_OUT = "\n[…]\n"


def ends_of(text: str) -> str:
    """Return a text as far as it is kept and looked through: all, or its beginning and its end.

    People say at the end of a long text what they came to say.
    """
    text = without_unseen(text[: TEXT_LENGTH * 100])
    if len(text) <= TEXT_LENGTH:
        return text
    half = (TEXT_LENGTH - len(LEFT_OUT)) // 2
    return f"{text[:half]}{LEFT_OUT}{text[-half:]}"


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
    text = ends_of(text)
    seen = recognise(f"{author.name[:NAME_LENGTH]}\n{text}")
    if seen.level < Level.CONCERN or unstorable(text, lines=True) or author.user is not None:
        return None
    if not page.live or not isinstance(page, CommentableMixin):
        return None
    if sending.kept_name and (twin := sent_before(sending.kept_name)):
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
            insert(comment, page, None, now)
    except IntegrityError:
        return sent_before(sending.kept_name) if sending.kept_name else None
    return comment


def forget_kept(sending: Sending, now: datetime) -> None:
    """Erase what was kept of a sending that is taken now: it is there in full."""
    if not sending.kept_name:
        return
    kept = ReaderComment.objects.of_sending(sending.kept_name)
    if keys := list(kept.values_list("pk", flat=True)):
        erase_comments(keys=keys, now=now)
