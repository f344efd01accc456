"""What is kept about people: purged in time, exported and erased when they ask."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Value
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
from core.models import AddressSalt, OutboxItem

KEEP_ADDRESSES = timedelta(days=30)
# A done item names a comment and a key only; it is kept so that nothing is done twice.
KEEP_DONE = timedelta(days=400)
KEEP_LINKS = timedelta(days=7)
BATCH = 500  # comments


def purge(now: datetime) -> dict[str, int]:
    """Delete what is older than the settings of replies allow; return how much by kind.

    Where a node serves several sites, the shortest period of them counts for all.
    """
    settings = list(CommentSettings.objects.all()) or [CommentSettings()]

    def before(name: str) -> datetime:
        return now - timedelta(days=min(getattr(each, name) for each in settings))

    comments = ReaderComment.objects.get_queryset()
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
    MailedLink.objects.filter(expires_at__lt=now - KEEP_LINKS).delete()
    OutboxItem.objects.filter(done_at__lt=now - KEEP_DONE).delete()
    return done


def export_person(email: str) -> dict[str, Any]:
    """Return everything that is kept about the owner of an e-mail address, ready for JSON."""
    theirs = ReaderComment.objects.get_queryset().filter(email_hash=email_hash(email))
    return {
        "email": email,
        "replies": [
            {
                "page": comment.page.title,
                "url": comment.page.full_url,
                "name": comment.user_name,
                "text": comment.comment,
                "status": comment.get_status_display(),
                "posted_at": comment.posted_at.isoformat(),
                "edited_at": comment.edited_at.isoformat() if comment.edited_at else None,
                "earlier_texts": [edit.text for edit in comment.edits.all()],
                "network_is_kept_as_a_hash": bool(comment.address_hash),
            }
            for comment in theirs.select_related("page")
            .prefetch_related("edits")
            .order_by("posted_at", "pk")
        ],
        "follows": [
            {
                "page": subscription.page.title,
                "only_one_thread": subscription.thread_id is not None,
                "since": subscription.created_at.isoformat(),
            }
            for subscription in Subscription.objects.filter(
                email_hash=email_hash(email)
            ).select_related("page")
        ],
    }


@transaction.atomic
def erase_person(email: str, *, now: datetime) -> int:
    """Erase everything that is kept about the owner of an e-mail address.

    What others answered stays where it was, below a gap.

    Returns:
        How many comments were erased.
    """
    theirs = ReaderComment.objects.get_queryset().filter(email_hash=email_hash(email))
    number = erase_comments(keys=list(theirs.values_list("pk", flat=True)), now=now)
    Subscription.objects.filter(email_hash=email_hash(email)).delete()
    MailedLink.objects.filter(email__iexact=email).delete()
    OutboxItem.objects.filter(done_at=None, payload__to__iexact=email).update(
        done_at=now, payload={}
    )
    return number


def _delete(keys: list[int]) -> int:
    for start in range(0, len(keys), BATCH):
        ReaderComment.objects.get_queryset().filter(pk__in=keys[start : start + BATCH]).delete()
    return len(keys)
