"""What is asked at the log-in, in one's account, and for two-factor log-in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from wagtail.admin.forms.auth import LoginForm

from accounts.models import User
from accounts.passwords import confirm
from core.wagtail_internals import NameEmailForm, PasswordChangeForm

CODE_LENGTH = 20  # six digits, or a back-up code of two groups, with blanks typed between


def password_field(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """Return a field for the password that somebody logs in with."""
    return forms.CharField(
        label=label,
        required=required,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type the password that you log in with."},
    )


class NotLookedAtMixin:
    """Says why a password was not looked at, where the backend did not."""

    request: Any

    def get_invalid_login_error(self) -> ValidationError:
        """Return what is wrong."""
        if refusal := getattr(self.request, "password_refusal", None):
            return ValidationError(refusal.message, code="refused")
        error: ValidationError = super().get_invalid_login_error()  # type: ignore[misc]
        return error


class LogInForm(NotLookedAtMixin, LoginForm):
    """The admin's log-in."""


class SiteLogInForm(NotLookedAtMixin, AuthenticationForm):
    """The log-in of private pages."""


class OwnNameEmailForm(NameEmailForm):
    """One's own name and e-mail address; the address takes the password."""

    current_password = password_field(
        "Your password",
        required=False,
        help_text="Needed only to change the e-mail address, with which you log in and get a new "
        "password.",
    )

    def clean(self) -> dict[str, Any]:
        """Check the password when the address is another.

        Raises:
            ValidationError: at the password, when it is missing, wrong or was tried too often.
        """
        cleaned: dict[str, Any] = super().clean() or {}
        if "email" in self.changed_data and "email" in cleaned:
            check_password(
                self, "current_password", self.instance, cleaned.get("current_password", "")
            )
        return cleaned


class OwnPasswordChangeForm(PasswordChangeForm):
    """A new password for oneself, against the old one."""

    def clean_old_password(self) -> str:
        """Check the old one.

        Raises:
            ValidationError: when it is wrong, or was tried too often.
        """
        password: str = self.cleaned_data.get("old_password", "")
        if not password:
            raise ValidationError("Type the password that you log in with now.")
        confirm(self.user, password)
        return password


def check_password(form: forms.BaseForm, field: str, user: User, password: str) -> None:
    """Check a password that a form asks for again, and say at its field what is wrong."""
    try:
        if not password:
            raise ValidationError("Type the password that you log in with.")
        confirm(user, password)
    except ValidationError as error:
        form.add_error(field, error)


class CodeForm(forms.Form):
    """A code of the app, or a back-up code."""

    code = forms.CharField(
        label="Code",
        max_length=CODE_LENGTH,
        help_text="Six digits from your authenticator app, or one of your back-up codes.",
        error_messages={"required": "Type the code that your authenticator app shows."},
        # No inputmode: back-up codes have letters.
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
    )


class EnrolForm(CodeForm):
    """A first code, as a proof that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Six digits that the app shows for this log-in."


class PasswordEnrolForm(EnrolForm):
    """The same with the password: an open screen is not enough to lock its owner out.

    Args:
        user: who enrols.
    """

    password = password_field("Your password")
    field_order = ("password", "code")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Check it.

        Raises:
            ValidationError: when it is another, or was tried too often.
        """
        password: str = self.cleaned_data["password"]
        confirm(self.user, password)
        return password
