"""Two-factor log-in in the admin's account page, addresses and audit log; who edits whom."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from wagtail import hooks

from accounts.areas import refuse_to_show_move
from accounts.models import User
from accounts.users.bulk_actions import ACTIONS
from accounts.users.permissions import may_change
from accounts.views.account import SessionsPanel
from accounts.views.own import EnrolView, TwoFactorPanel, TwoFactorView
from core.wagtail_internals import LogActionRegistry

hooks.register("register_account_settings_panel", TwoFactorPanel)
hooks.register("register_account_settings_panel", SessionsPanel)
hooks.register("before_move_page", refuse_to_show_move)
for action in ACTIONS:
    # After Wagtail's own, whose places they take.
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Add the pages of the account."""
    return [
        path("account/two-factor/", TwoFactorView.as_view(), name="two_factor"),
        path("account/two-factor/set-up/", EnrolView.as_view(), name="two_factor_enrol"),
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to log-ins in the audit log."""
    for action, label, message in (
        ("enrol", "Set up two-factor log-in", "Two-factor log-in set up"),
        ("stop", "Switch two-factor log-in off", "Two-factor log-in switched off"),
        ("reset", "Reset two-factor log-in", "Two-factor log-in reset"),
    ):
        actions.register_action(f"accounts.{action}_two_factor", label, message)
    actions.register_action(
        "accounts.make_back_up_codes", "Make back-up codes", "New back-up codes made"
    )


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def refuse_to_change_superior(request: HttpRequest, user: User) -> None:
    """Keep an administrator from a superuser's password: with it, they would be one.

    Wagtail 8.0.1 protects superusers from being deleted by others, not from being edited, and
    knows nobody else who may do more.

    Raises:
        PermissionDenied: when the user has rights that the administrator has not.
    """
    if not may_change(request.user, user):
        raise PermissionDenied
