"""Whose replies are shown at once."""

from datetime import datetime, timedelta

from comments.models import CommentSettings, ReaderComment, Status
from core.folding import skeleton
from core.hashes import email_hash

# Who was marked as spam within this time is not trusted.
DISTRUST_FOR = timedelta(days=180)
MOST_LOOKED_AT = 200  # approved replies, the newest: nobody needs more to be known by a name


def is_trusted(
    email: str, name: str, settings: CommentSettings, now: datetime, *, other_than: int = 0
) -> bool:
    """Return whether somebody's replies are shown at once.

    Trust belongs to an address and a name: under a new name, it begins anew.

    Args:
        email: their confirmed address.
        name: the name that they reply under.
        settings: the site's.
        now: the time that spam is counted back from.
        other_than: key of a comment that does not count.
    """
    if not settings.trusted_after or not email:
        return False
    theirs = ReaderComment.objects.of_writer(email_hash(email))
    if theirs.filter(status=Status.SPAM, posted_at__gt=now - DISTRUST_FOR).exists():
        return False
    approved = theirs.shown().exclude(pk=other_than).order_by("-posted_at")
    names = approved.values_list("user_name", flat=True)[:MOST_LOOKED_AT]
    wanted = skeleton(name)
    return sum(skeleton(each) == wanted for each in names) >= settings.trusted_after
