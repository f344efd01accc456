"""What replies keep about people: purged in time, exported and erased when they ask."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from comments.models import (
    CommentSettings,
    MailedLink,
    Reaction,
    ReaderComment,
    Status,
    Subscription,
)
from comments.services import erase_comments
from core.hashes import email_hash
from core.models import AddressSalt
from core.personal_data import Holding, register

KEEP_ADDRESSES = timedelta(days=30)
KEEP_LINKS = timedelta(days=7)
BATCH = 500  # comments


def purge(now: datetime) -> dict[str, int]:
    """Delete what is older than the settings of replies allow; return how much by kind.

    Where a node serves several sites, the shortest period of them counts for all.
    """
    settings = list(CommentSettings.objects.all()) or [CommentSettings()]

    def before(name: str) -> datetime:
        return now - timedelta(days=min(getattr(each, name) for each in settings))

    comments = ReaderComment.objects
    done = {}
    unconfirmed = comments.filter(
        status=Status.UNCONFIRMED, posted_at__lt=before("keep_unconfirmed_days")
    )
    # What nobody confirmed has no replies: only approved comments can be answered.
    done["unconfirmed replies"] = _delete(list(unconfirmed.values_list("pk", flat=True)))
    hidden = comments.filter(
        status__in=[Status.SPAM, Status.REMOVED], posted_at__lt=before("keep_hidden_days")
    ).exclude(comment="")
    keys = list(hidden.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        erase_comments(keys=keys[start : start + BATCH], now=now)
    done["texts of hidden replies"] = len(keys)
    old = comments.filter(posted_at__lt=before("keep_email_days"), by_staff=False)
    done["e-mail addresses"] = old.exclude(email_hash="").update(user_email="", email_hash="")
    done["network addresses"] = (
        comments.filter(posted_at__lt=now - KEEP_ADDRESSES)
        .exclude(address_hash="")
        .update(address_hash="")
    )
    AddressSalt.objects.filter(day__lt=(now - KEEP_ADDRESSES).date()).delete()
    done["reactions' visitors"] = (
        Reaction.objects.filter(created_at__lt=now - KEEP_ADDRESSES)
        .exclude(visitor_hash__startswith="gone-")
        .update(visitor_hash=Concat(Value("gone-"), Cast(F("pk"), CharField())))
    )
    done["links"], _ = MailedLink.objects.filter(expires_at__lt=now - KEEP_LINKS).delete()
    return done


def _of(email: str) -> Q:
    """Return what finds a person's rows: by the hash, and by the address where it is kept still.

    The hash alone would miss what was hashed with another key.
    """
    return Q(email_hash=email_hash(email))


def replies_of(email: str) -> QuerySet[ReaderComment]:
    """Return the replies of a person."""
    rows = ReaderComment.objects
    return rows.filter(_of(email) | Q(user_email__iexact=email))


def _follows_of(email: str) -> QuerySet[Subscription]:
    return Subscription.objects.filter(_of(email) | Q(email__iexact=email))


def export_replies(email: str) -> list[dict[str, Any]]:
    """Return the replies of the owner of an e-mail address."""
    return [
        {
            "page": comment.page.title,
            "url": comment.page.full_url,
            "name": comment.user_name,
            "text": comment.comment,
            "status": comment.get_status_display(),
            "posted_at": comment.posted_at.isoformat(),
            "edited_at": comment.edited_at.isoformat() if comment.edited_at else None,
            "earlier_texts": [edit.text for edit in comment.edits.all()],
            "recognized_as": comment.get_danger_display(),
            "held_because": comment.held_because,
            "network_is_kept_as_a_hash": bool(comment.address_hash),
        }
        for comment in replies_of(email)
        .select_related("page")
        .prefetch_related("edits")
        .order_by("posted_at", "pk")
    ]


def erase_replies(email: str, now: datetime) -> int:
    """Erase the replies of a person; what others answered stays where it was, below a gap."""
    return erase_comments(keys=list(replies_of(email).values_list("pk", flat=True)), now=now)


def export_follows(email: str) -> list[dict[str, Any]]:
    """Return what a person follows."""
    return [
        {
            "page": subscription.page.title,
            "only_one_thread": subscription.thread_id is not None,
            "since": subscription.created_at.isoformat(),
        }
        for subscription in _follows_of(email).select_related("page")
    ]


def erase_follows(email: str, now: datetime) -> int:
    """Take a person's subscriptions away."""
    return _follows_of(email).delete()[0]


def export_links(email: str) -> list[dict[str, Any]]:
    """Return which links to their own data a person was mailed."""
    return [
        {"purpose": link.get_purpose_display(), "created_at": link.created_at.isoformat()}
        for link in MailedLink.objects.filter(email__iexact=email)
    ]


def erase_links(email: str, now: datetime) -> int:
    """Delete the links that a person was mailed."""
    return MailedLink.objects.filter(email__iexact=email).delete()[0]


def register_holdings() -> None:
    """Tell the registry what replies keep about people."""
    register(
        Holding(
            name="replies",
            label="Replies, with their earlier texts",
            kept="text and name until their writer or a moderator removes them; the e-mail address "
            "730 days, unconfirmed replies 7 days, hidden ones 180 days (settings)",
            export=export_replies,
            erase=erase_replies,
            purge=lambda now: sum(purge(now).values()),
        )
    )
    register(
        Holding(
            name="follows",
            label="Subscriptions to replies",
            kept="until they unsubscribe or erase",
            export=export_follows,
            erase=erase_follows,
        )
    )
    register(
        Holding(
            name="links",
            label="Links to one's own data",
            kept="7 days after they expired",
            export=export_links,
            erase=erase_links,
        )
    )


def _delete(keys: list[int]) -> int:
    for start in range(0, len(keys), BATCH):
        ReaderComment.objects.filter(pk__in=keys[start : start + BATCH]).delete()
    return len(keys)
