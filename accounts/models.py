"""The user, a person on the team who logs in with an e-mail address, and what a log-in takes."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser, Group
from django.db import models, transaction
from django.db.models.functions import Lower
from django.forms import CheckboxSelectMultiple
from django.utils.crypto import salted_hmac
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from accounts import notices
from accounts.events import record


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
    _stored_email = ""
    # Part of what every session of the user is checked against: one more ends them all.
    session_generation = models.PositiveIntegerField(default=0, editable=False)

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

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Note the address that is stored, to tell it when it changes."""
        user = super().from_db(*args, **kwargs)
        user._stored_email = user.__dict__.get("email", "")
        return user

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell the person when what they log in with is another now.

        Here, because every door comes here: the account page, the list of users, the reset by
        mail, commands. Only a queryset's `update` does not, and none changes an address by it.
        """
        fields = kwargs.get("update_fields")
        old_email = self._stored_email
        is_new = self._state.adding
        has_new_email = (
            not is_new
            and bool(old_email)
            and (fields is None or "email" in fields)
            and old_email.casefold() != self.email.casefold()
        )
        # Not when Django stores the same password with a newer kind of hash.
        has_new_password = not is_new and getattr(self, "_password", None) is not None
        if has_new_email:
            self.session_generation += 1
            if fields is not None:
                kwargs["update_fields"] = {*fields, "session_generation"}
        with transaction.atomic():
            super().save(*args, **kwargs)
            if has_new_password:
                record("password_changed", user=self)
                notices.tell(self, notices.PASSWORD, to=old_email)
            if has_new_email:
                record("email_changed", user=self)
                notices.tell(self, notices.EMAIL, to=old_email)
                notices.tell(self, notices.EMAIL)
        self._stored_email = self.email

    def end_sessions(self) -> None:
        """End every session of the user; a view that is in one renews it afterwards."""
        self.session_generation += 1
        self.save(update_fields=["session_generation"])
        record("sessions_ended", user=self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        # As Django's, with one more thing that may change.
        return salted_hmac(
            "accounts.session",
            f"{self.password} {self.session_generation}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class PasswordTries(models.Model):
    """What somebody got wrong lately; see `accounts.throttle`."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.failures} failures"


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
