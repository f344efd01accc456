"""The mails that a comment gives rise to, written to the outbox in its own transaction.

No mail names an e-mail address, its hash or a network address, in its text or in its links.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from comments import mailed_links
from comments.models import (
    Attention,
    CommentSettings,
    Danger,
    MailedLink,
    NotificationPreference,
    ReaderComment,
    Status,
    Subscription,
)
from comments.permissions import moderators
from core import outbox
from core.budgets import HOUR, Budget, BudgetSpent, spend
from core.hashes import email_hash
from core.models import OutboxItem
from core.outbox import queue_mail
from home.crisis import crisis_heading, crisis_resources

logger = logging.getLogger(__name__)

# What the outbox does for replies, beside mails.
FOLLOW_UP, CLASSIFY = "follow_up", "classify"
UNSUBSCRIBE_SALT = "comments.unsubscribe"
Mode = NotificationPreference.Mode
# What begins the key of an item about one comment; the comment's own key follows.
ABOUT_COMMENTS = (
    "confirm",
    "new",
    "reports",
    "removal",
    "follow-up",
    "classify",
)
# A digest is due when the last one is this old: a day, less what a slow run may take.
DIGEST_AFTER = timedelta(hours=23, minutes=30)


def ask_to_confirm(comment: ReaderComment, now: datetime) -> None:
    """Mail a writer the link that confirms their comment, and the one to change it.

    Anybody can type anybody's address: how many such mails one address and the whole site cause is
    limited, and the answer on the page is the same whether one is sent.
    """
    confirm = mailed_links.issue(MailedLink.Purpose.CONFIRM, now=now, comment=comment, by_mail=True)
    own = mailed_links.issue(MailedLink.Purpose.OWN, now=now, comment=comment, by_mail=True)
    due_at = _turn_of(comment, now)
    if due_at is None:
        return
    queue_reader_mail(
        key=f"confirm:{comment.pk}",
        to=comment.user_email,
        template="comments/mail/confirm.txt",
        page=comment.page,
        context={
            "comment": comment,
            "page": comment.page,
            "confirm_url": absolute("comments:confirm", confirm),
            "own_url": absolute("comments:own", own),
            "may_be_in_danger": comment.danger >= Danger.CONCERN,
        },
        now=now,
        due_at=due_at,
    )


def _turn_of(comment: ReaderComment, now: datetime) -> datetime | None:
    """Return when a mail to confirm may leave; None when its address got enough of them."""
    settings = CommentSettings.for_page(comment.page)
    mailbox = email_hash(_mailbox(comment.user_email))
    try:
        spend([Budget("confirmations-to", mailbox, settings.confirmations_per_email, HOUR)])
    except BudgetSpent:
        logger.warning("No more mails to confirm a reply for this address: comment %s", comment.pk)
        return None
    site = str(settings.site_id)
    try:
        spend([Budget("confirmations", site, settings.confirmations_per_site, HOUR)])
    except BudgetSpent as spent:
        logger.warning("The site's mails to confirm replies wait for the next hour")
        return now + timedelta(seconds=spent.retry_after)
    return now


def _mailbox(email: str) -> str:
    """Return the mailbox that an address leads to: what follows a plus only sorts mail."""
    local, _, domain = email.casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def queue_reader_mail(
    *,
    key: str,
    to: str,
    template: str,
    page: Page | None,
    context: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
    headers: dict[str, str] | None = None,
) -> bool:
    """Write a mail to a reader: each says where to turn in a crisis.

    Args:
        key: names the mail.
        to: the reader's address.
        template: the mail's.
        page: the page that it is about; its site says where to turn. None for the default site.
        context: the template's.
        now: the time.
        due_at: the time from which it may be sent.
        headers: headers beside the usual ones.

    Returns:
        Whether it was written.
    """
    site = (page.get_site() if page else None) or Site.objects.get(is_default_site=True)
    help_ = {
        "crisis_heading": crisis_heading(site),
        "crisis_resources": crisis_resources(site),
    }
    return queue_mail(
        key=key,
        to=to,
        template=template,
        context=context | help_,
        now=now,
        due_at=due_at,
        headers=headers,
    )


def tell_moderators(comment: ReaderComment, now: datetime, *, reason: str = "new") -> None:
    """Tell the moderators and the page's owner who want a mail for each comment.

    Args:
        comment: the comment, which waits or was shown at once.
        now: the time.
        reason: `new`, `reports` or `removal`.
    """
    for user in _who_hears_of(comment, mode=Mode.EACH):
        queue_mail(
            # New once; what comes again after a decision is told again.
            key=f"{reason}:{comment.pk}:{user.pk}"
            + (f":{now:%Y%m%d%H%M}" if reason != "new" else ""),
            to=user.email,
            template="comments/mail/moderate.txt",
            context={
                "comment": comment,
                "page": comment.page,
                "reason": reason,
                "waits": comment.status == Status.PENDING,
                "queue_url": absolute("reader_comments:inspect", comment.pk),
            },
            now=now,
        )


def tell_followers(comment: ReaderComment, now: datetime) -> None:
    """Leave a note that the followers of a comment's thread and page are to be told, once."""
    outbox.queue(
        kind=FOLLOW_UP, key=f"follow-up:{comment.pk}", payload={"comment": comment.pk}, now=now
    )


def expand_follow_up(comment_id: int, now: datetime) -> None:
    """Write one mail for each follower of an approved comment; in the background."""
    comment = ReaderComment.objects.shown().filter(pk=comment_id).select_related("page").first()
    if comment is None or not comment.page.live:
        return
    followers = Subscription.objects.filter(
        Q(thread=comment.root_key) | Q(thread=None), page=comment.page_id
    ).exclude(email_hash=comment.email_hash)
    seen = set()
    for subscription in followers.order_by("pk").iterator():
        if subscription.email_hash in seen:  # follows the thread and the page
            continue
        seen.add(subscription.email_hash)
        token = signing.dumps(subscription.pk, salt=UNSUBSCRIBE_SALT)
        unsubscribe = absolute("comments:unsubscribe", token)
        queue_reader_mail(
            key=f"follow-up:{comment.pk}:{subscription.pk}",
            to=subscription.email,
            template="comments/mail/follow_up.txt",
            page=comment.page,
            context={
                "comment": comment,
                "page": comment.page,
                "comment_url": absolute("comments:permalink", comment.pk),
                "unsubscribe_url": unsubscribe,
                "preferences_url": absolute("comments:preferences", token),
            },
            now=now,
            # One click in the mail program: RFC 8058.
            headers={
                "List-Unsubscribe": f"<{unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )


def ask_spam_service(comment: ReaderComment, now: datetime) -> None:
    """Leave a note to ask the spam service about a comment, when one is set up."""
    if not settings.ENVIRONMENT.akismet_key:
        return
    outbox.queue(
        kind=CLASSIFY, key=f"classify:{comment.pk}", payload={"comment": comment.pk}, now=now
    )


def send_data_link(*, email: str, now: datetime) -> None:
    """Mail somebody the link to what is kept about them."""
    token = mailed_links.issue(MailedLink.Purpose.DATA, now=now, email=email)
    queue_reader_mail(
        key=f"data:{mailed_links.token_hash(token)}",
        to=email,
        template="comments/mail/my_data.txt",
        page=None,
        context={"data_url": absolute("comments:my_data", token)},
        now=now,
    )


def queue_digests(now: datetime) -> int:
    """Write the day's mail for those who want one; return how many.

    Nothing is written for a day without replies.
    """
    written = 0
    preferences = NotificationPreference.objects.filter(mode=Mode.DIGEST, user__is_active=True)
    for preference in preferences.select_related("user"):
        since = preference.digest_sent_at or now - timedelta(days=1)
        if preference.digest_sent_at and now - since < DIGEST_AFTER:
            continue
        arrived = ReaderComment.objects.filter(
            posted_at__gt=since, posted_at__lte=now, by_staff=False
        )
        if preference.user.pk not in {user.pk for user in moderators()}:
            arrived = arrived.filter(page__owner=preference.user)
        arrived = arrived.exclude(status__in=[Status.UNCONFIRMED, Status.SPAM, Status.REMOVED])
        comments = list(arrived.select_related("page").order_by("-attention", "posted_at")[:50])
        # One of several nodes takes the turn.
        took = NotificationPreference.objects.filter(
            pk=preference.pk, digest_sent_at=preference.digest_sent_at
        ).update(digest_sent_at=now)
        if not took or not comments:
            continue
        queue_mail(
            key=f"digest:{preference.user.pk}:{now:%Y-%m-%dT%H:%M}",
            to=preference.user.email,
            template="comments/mail/digest.txt",
            context={
                "comments": comments,
                "waiting": sum(c.attention > Attention.NONE for c in comments),
                "queue_url": absolute("reader_comments:index"),
            },
            now=now,
        )
        written += 1
    return written


def forget(comment_ids: Iterable[int]) -> None:
    """Empty the mails about erased comments that wait still; what was sent is empty already."""
    for key in comment_ids:
        # A key of a user or a subscription may be the same number; it stands in another place.
        named = Q()
        for kind in ABOUT_COMMENTS:
            named |= Q(key=f"{kind}:{key}") | Q(key__startswith=f"{kind}:{key}:")
        OutboxItem.objects.filter(named, done_at=None).update(done_at=timezone.now(), payload={})


def absolute(name: str, *args: Any) -> str:
    """Return a public address for a mail."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse(name, args=args)}"


def _who_hears_of(comment: ReaderComment, *, mode: str) -> list[Any]:
    """Return the users who want to hear of a comment in a way; each mail is their choice."""
    users = {user.pk: user for user in moderators()}
    owner = comment.page.owner
    if owner is not None and owner.is_active:
        users[owner.pk] = owner
    chosen = dict(
        NotificationPreference.objects.filter(user__in=users).values_list("user_id", "mode")
    )
    return [user for key, user in users.items() if chosen.get(key, Mode.EACH) == mode]
