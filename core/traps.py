"""A field that only robots fill in, and now and then a password manager."""

from typing import Any

from django import forms


class TrapInput(forms.TextInput):
    """A box that is shown empty, whatever came in it.

    The attributes ask password managers to leave it alone: 1Password, Bitwarden, LastPass,
    Dashlane and Proton Pass, each by the name that its maker documents.
    """

    def __init__(self) -> None:
        super().__init__(
            attrs={
                "autocomplete": "off",
                "tabindex": "-1",
                "data-1p-ignore": "",
                "data-bwignore": "",
                "data-lpignore": "true",
                "data-form-type": "other",
                "data-protonpass-ignore": "true",
            }
        )

    def format_value(self, value: Any) -> None:
        """Show nothing: what was filled in by mistake must not be sent once more."""


class TrapField(forms.CharField):
    """A field that people don't see and robots fill in; so do password managers, now and then.

    It cleans to whether something was in it and never to an error: nobody can mend a field that
    they can't see.
    """

    is_trap = True  # for templates, which keep it out of sight

    def __init__(self) -> None:
        super().__init__(required=False, label="Leave this field empty", widget=TrapInput())

    def clean(self, value: Any) -> bool:
        """Return whether the field was filled in."""
        return bool(value and str(value).strip())
