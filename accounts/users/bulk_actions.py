"""What is done to many users at once, by the rules for one.

Wagtail 8.0.1 asks its bulk actions only whether somebody may change users at all, so that an
administrator could switch superusers off and take any role.
"""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from accounts.models import User
from accounts.users.permissions import roles_to_give, superiors_of
from core.keys import stored_keys
from core.wagtail_internals import AssignRoleBulkAction, SetActiveStateBulkAction
from core.wagtail_internals import DeleteUsersBulkAction as DeleteBulkAction


class NoSuperiorsMixin:
    """Leaves out who may do more than the user, and says so."""

    request: Any

    @cached_property
    def superiors(self) -> set[int]:
        """The keys of the users whom this user may not change."""
        return set(superiors_of(self.request.user).values_list("pk", flat=True))

    @classmethod
    def get_queryset(cls, model: type[User], object_ids: Any) -> Any:
        """Return the chosen users; what is no key is none of them."""
        return super().get_queryset(model, stored_keys(object_ids))  # type: ignore[misc]

    def check_perm(self, obj: User) -> bool:
        """Return whether the action is done to one user."""
        is_allowed: bool = super().check_perm(obj)  # type: ignore[misc]
        return is_allowed and obj.pk not in self.superiors


class TeamAssignRoleBulkAction(NoSuperiorsMixin, AssignRoleBulkAction):
    """Gives a role: one that is open to the user, to others."""

    def check_perm(self, obj: User) -> bool:
        """Return whether somebody gets the role; nobody takes one for themselves."""
        by = self.request.user
        return super().check_perm(obj) and (by.is_superuser or by.pk != obj.pk)

    def get_form(self, form_class: Any = None) -> forms.Form:
        """Offer the roles that are open."""
        form: forms.Form = super().get_form(form_class)
        field: Any = form.fields["role"]
        field.queryset = roles_to_give(self.request.user)
        return form


class TeamDeleteBulkAction(NoSuperiorsMixin, DeleteBulkAction):
    """Deletes users."""


class TeamSetActiveStateBulkAction(NoSuperiorsMixin, SetActiveStateBulkAction):
    """Switches log-ins on and off."""


ACTIONS = (TeamAssignRoleBulkAction, TeamDeleteBulkAction, TeamSetActiveStateBulkAction)
