"""Who may do what with webhooks and tokens."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from delivery.models import ApiToken, WebhookDelivery


class LimitedPolicy(ModelPermissionPolicy):
    """Django's permissions, for some actions only; the others are nobody's, superusers included.

    Args:
        model: the model.
        actions: what can be done at all.
    """

    def __init__(self, model: Any, actions: Iterable[str]) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the user may do `action`."""
        return action in self.actions and bool(super().user_has_permission(user, action))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the users who may do one of `actions`."""
        users: QuerySet[Any] = super().users_with_any_permission(self.actions & set(actions))
        return users


def register_policies() -> None:
    """Make Wagtail ask these policies: a log is only read, a token is made and revoked."""
    register_permission_policy(WebhookDelivery, LimitedPolicy(WebhookDelivery, ["view"]))
    register_permission_policy(ApiToken, LimitedPolicy(ApiToken, ["add", "delete", "view"]))
