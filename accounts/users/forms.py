"""Wagtail's forms of users, in which nobody gives away more than they have."""

from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.forms import check_password, password_field
from accounts.models import User
from accounts.users.permissions import roles_to_give


class LimitedRightsMixin:
    """Leaves superusers to superusers, and one's own roles to others.

    Wagtail 8.0.1 lets whoever may change users tick “Administrator”, which means superuser, and
    choose any role, for themselves too. What is disabled here keeps its value whatever is sent.

    Args:
        by: who is logged in.
    """

    fields: dict[str, Any]
    instance: User

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = roles_to_give(by)
        if by.is_superuser:
            return
        if "is_superuser" in self.fields:
            self.fields["is_superuser"].disabled = True
            self.fields["is_superuser"].help_text = "Only a superuser makes others superusers."
        groups = self.fields["groups"]
        if self.instance.pk == by.pk:
            groups.disabled = True
            groups.help_text = "Your own roles are for another administrator to change."


class TeamCreationForm(LimitedRightsMixin, UserCreationForm):
    """A new user."""


class TeamEditForm(LimitedRightsMixin, UserEditForm):
    """A user who is there; what somebody logs in with is changed against one's own password."""

    your_password = password_field(
        "Your own password",
        required=False,
        help_text="Needed only to change the e-mail address or the password. The person is told.",
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, by=by, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask who changes a log-in for their own password.

        Raises:
            ValidationError: at the field, when it is missing, wrong or was tried too often.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if {"email", "password1"} & set(self.changed_data):
            check_password(self, "your_password", self.by, cleaned.get("your_password", ""))
        return cleaned
