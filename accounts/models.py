"""The user, a person on the team who logs in with an e-mail address, and what a log-in takes."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models.functions import Lower
from django.forms import CheckboxSelectMultiple
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user without any permission.

        Raises:
            ValueError: when the address is empty.
        """
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a user by address, whatever its letter case: people type it both ways."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A member of the team. The e-mail address is the log-in; there is no user name."""

    username = None  # type: ignore[assignment]
    email = models.EmailField("e-mail address", unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_any_case",
                violation_error_message="A user with this e-mail address exists already.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


@register_setting(icon="lock", order=600)
class TwoFactorSettings(BaseGenericSetting):
    """Who must log in with a code beside the password. Whoever wants to, may."""

    groups = models.ManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name="required for the roles",
        help_text="A member of these roles who has not set it up is asked to at once, and reaches "
        "nothing in the admin before.",
    )
    is_required_for_superusers = models.BooleanField(
        "required for superusers",
        default=False,
        help_text="Superusers may do everything, and need not have a role.",
    )

    panels: ClassVar[list[FieldPanel]] = [
        FieldPanel("groups", widget=CheckboxSelectMultiple),
        FieldPanel("is_required_for_superusers"),
    ]

    class Meta:
        verbose_name = "two-factor log-in"
