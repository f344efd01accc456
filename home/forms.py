"""Forms that readers fill in and robots would like to."""

import re
import secrets
import time
from typing import Any

from django import forms
from django.core import signing
from wagtail.contrib.forms.forms import FormBuilder

from core.traps import TrapField
from core.wagtail_internals import FormPageBaseForm as BaseForm

SALT = "home.form"
# Under which name a submission says what was noticed about it; no label of an editor becomes it.
NOTE = "form__note"
# A person needs longer than this to read and fill in the shortest form.
MINIMUM_SECONDS = 3
# Long enough for a page left open overnight.
MAXIMUM_SECONDS = 24 * 60 * 60


def form_stamp(page_id: int) -> str:
    """Return a signed note of when, and for which page, a form was shown; no two are the same."""
    note = {"page": page_id, "shown": time.time(), "name": secrets.token_urlsafe(9)}
    return signing.dumps(note, salt=SALT)


def too_many(seconds: int) -> str:
    """Return what to tell somebody whose form comes too soon.

    Args:
        seconds: after which it may be sent.
    """
    minutes = -(-seconds // 60)
    when = "in a minute" if minutes <= 1 else f"in {minutes} minutes"
    return f"Many forms came in a short time. Nothing is lost: please send it again {when}."


class SpamSafeForm(BaseForm):
    """A Wagtail form with a trap that people don't see and a stamp of when it was shown."""

    # Robots fill in whatever there is; a manager fills in what is named like something that it
    # keeps, such as "website". The double underscores keep the names apart from any that a label
    # of an editor gives.
    further__remarks = TrapField()
    form__stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form__stamp"].initial = form_stamp(self.page.pk or 0)
        if self.is_bound:
            # An answer with errors is shown again with a fresh stamp.
            answers: Any = self.data
            self.stamp_received = answers.get("form__stamp", "")
            self.data: Any = answers.copy()
            self.data["form__stamp"] = self.fields["form__stamp"].initial

    def clean(self) -> dict[str, Any]:
        """Refuse what a robot sent, in words that help a person who was taken for one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.pop("further__remarks", False):
            cleaned[NOTE] = "A field that people can't see was filled in."
        cleaned.pop("form__stamp", "")
        try:
            stamp = signing.loads(self.stamp_received, salt=SALT, max_age=MAXIMUM_SECONDS)
        except signing.BadSignature:
            raise forms.ValidationError(
                "This page was open for a long time. Nothing is lost: please send it again."
            ) from None
        age = time.time() - stamp["shown"]
        if stamp["page"] != (self.page.pk or 0) or age < MINIMUM_SECONDS:
            raise forms.ValidationError(
                "That was very quick. Nothing is lost: please wait a moment and send it again."
            )
        return cleaned


class SpamSafeFormBuilder(FormBuilder):
    """Builds the forms that editors design on top of SpamSafeForm."""

    def get_form_class(self) -> type[forms.Form]:
        """Return the form class with the editor's fields, and help for assistive technology."""
        return type("SpamSafeWagtailForm", (SpamSafeForm,), self.formfields)

    def get_field_options(self, field: Any) -> dict[str, Any]:
        """Add errors that name the field: a page lists them all above the form."""
        options: dict[str, Any] = super().get_field_options(field)
        return options | {"error_messages": errors_of(field.field_type, field.label)}

    def create_singleline_field(self, field: Any, options: dict[str, Any]) -> forms.CharField:
        """Let the browser offer the reader's own name, and a phone its digits (WCAG 1.3.5)."""
        box: forms.CharField = super().create_singleline_field(field, options)
        if OWN_NAME.search(field.label):
            box.widget.attrs["autocomplete"] = "name"
        elif TELEPHONE.search(field.label):
            box.widget = forms.TextInput(attrs={**box.widget.attrs, "autocomplete": "tel"})
            box.widget.input_type = "tel"
        return box

    def create_email_field(self, field: Any, options: dict[str, Any]) -> forms.EmailField:
        """Let the browser offer the reader's own address."""
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        return forms.EmailField(widget=widget, **options)


# Labels as editors write them, for fields that the browser can fill in.
OWN_NAME = re.compile(r"^(your |full |your full )?name$", re.IGNORECASE)
TELEPHONE = re.compile(r"\b(tele)?phone\b|\b(mobile|cell)\b", re.IGNORECASE)
EXAMPLES = {
    "number": "a number such as 12",
    "url": "an address such as https://www.example.com",
    "date": "a date such as 11/27/2026",
    "datetime": "a date and time such as 11/27/2026 15:30",
}
CHOICES = ("dropdown", "radio", "multiselect", "checkboxes")


def errors_of(kind: str, label: str) -> dict[str, str]:
    """Return the errors of a field, each with the field's name and what to do.

    Args:
        kind: the type of field, one of Wagtail's, such as `singleline`.
        label: what the reader sees beside it.
    """
    # Django fills in limits by "%", into some of the messages and not into others.
    label = label.replace("%", " percent")
    errors = {
        "max_length": f"Shorten “{label}” to %(limit_value)d characters; it has %(show_value)d.",
        "null_characters_not_allowed": f"Take the NUL character out of “{label}”.",
    }
    if kind == "email":
        what = "Enter an e-mail address such as name@example.com."
    elif kind in CHOICES:
        what = f"Choose an answer to “{label}”."
    elif kind == "checkbox":
        what = f"Tick “{label}” to go on."
    elif kind in EXAMPLES:
        what = f"Enter {EXAMPLES[kind]} for “{label}”."
    elif label.casefold().startswith("your "):
        what = f"Enter your {label[5:]}."
    else:
        what = f"Fill in “{label}”."
    return errors | dict.fromkeys(("required", "invalid", "invalid_choice", "invalid_list"), what)
