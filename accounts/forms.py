"""What is asked for two-factor log-in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User

CODE_LENGTH = 20  # six digits, or a back-up code of two groups, with blanks typed between


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

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type the password that you log in with."},
    )
    field_order = ("password", "code")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Check it.

        Raises:
            ValidationError: when it is another.
        """
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("This is not your password. Type the one that you log in with.")
        return password
