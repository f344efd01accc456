"""Who may moderate."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from core.permissions import users_with

MODERATE = "django_comments.can_moderate"


def may_moderate(user: Any) -> bool:
    """Return whether a user decides about comments."""
    return bool(user.is_active and user.has_perm(MODERATE))


def moderators() -> QuerySet[Any]:
    """Return the active users who decide about comments."""
    return users_with(MODERATE)


class ModerationPolicy(BasePermissionPolicy):
    """Moderators see comments, decide about them and correct them; nobody adds or deletes them.

    What must go is removed by its status and keeps its place in the thread.
    """

    ACTIONS = ("view", "change", "moderate")

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the user may do `action` to comments."""
        return action in self.ACTIONS and may_moderate(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        """Return the users who may do one of `actions`."""
        return moderators() if set(actions) & set(self.ACTIONS) else moderators().none()
