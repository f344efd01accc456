"""Who works at the desk."""

from typing import Any


def works_at_desk(user: Any) -> bool:
    """Return whether a user deals with posts and with what readers report of them."""
    return bool(user.has_perm("blog.change_problemreport"))
