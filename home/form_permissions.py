"""Who may read what was sent by forms."""

from typing import Any

READ_SUBMISSIONS = "home.read_submissions"


def may_read_submissions(user: Any) -> bool:
    """Return whether a user may read, export and delete what was sent by forms."""
    return bool(user.has_perm(READ_SUBMISSIONS))
