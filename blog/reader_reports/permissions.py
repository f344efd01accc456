"""Who may do what with readers' reports."""

from typing import Any

from wagtail.permission_policies.base import ModelPermissionPolicy


class ProblemReportPermissionPolicy(ModelPermissionPolicy):
    """Readers write reports; the desk deals with them and writes none."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether a user may do something with reports."""
        return action != "add" and bool(super().user_has_permission(user, action))
