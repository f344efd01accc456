"""Who may change whose log-in."""

from typing import Any


def may_change(by: Any, user: Any) -> bool:
    """Return whether `by` may change `user`: nobody changes who may do more."""
    return by.is_superuser or (by.has_perm("accounts.change_user") and not user.is_superuser)
