"""Random tokens that open one thing for one person."""

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from comments.models import MailedLink, ReaderComment
from core.hashes import token_hash

VALID_FOR = {
    MailedLink.Purpose.CONFIRM: timedelta(hours=48),
    MailedLink.Purpose.DATA: timedelta(hours=24),
    MailedLink.Purpose.OWN: None,  # what may be done with it ends by itself
}


def issue(
    purpose: MailedLink.Purpose,
    *,
    now: datetime,
    comment: ReaderComment | None = None,
    email: str = "",
    by_mail: bool = False,
) -> str:
    """Make a token of 256 random bits and return it; what is stored is its hash.

    Args:
        purpose: what it opens.
        now: the time from which it is valid.
        comment: the comment it is about.
        email: the person it is about.
        by_mail: whether it is mailed, so that only the owner of the address has it.
    """
    token = secrets.token_urlsafe(32)
    duration = VALID_FOR[purpose]
    MailedLink.objects.create(
        purpose=purpose,
        token_hash=token_hash(token),
        comment=comment,
        email=email,
        by_mail=by_mail,
        created_at=now,
        expires_at=now + duration if duration else None,
    )
    return token


def find(purpose: MailedLink.Purpose, token: str) -> MailedLink | None:
    """Return what a token was issued for, whether it is still valid or not."""
    return (
        MailedLink.objects.select_related("comment")
        .filter(purpose=purpose, token_hash=token_hash(token))
        .first()
    )


def is_valid(link: MailedLink, now: datetime) -> bool:
    """Return whether a token still opens what it was issued for."""
    return link.used_at is None and (link.expires_at is None or now < link.expires_at)


def use(link: MailedLink, now: datetime) -> bool:
    """Use a token up; of several requests at the same time, one gets True."""
    unused = MailedLink.objects.filter(Q(expires_at__gt=now) | Q(expires_at=None), used_at=None)
    return bool(unused.filter(pk=link.pk).update(used_at=now))


def revoke_unproven(comment: ReaderComment) -> None:
    """Close what whoever typed a comment's address was given: the address is its owner's now."""
    MailedLink.objects.filter(
        comment=comment, purpose=MailedLink.Purpose.OWN, by_mail=False
    ).delete()
