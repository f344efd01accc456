"""Forms that readers fill in and robots would like to."""

import time
from typing import Any

from django import forms
from django.core import signing
from wagtail.contrib.forms.forms import BaseForm, FormBuilder

from core.traps import TrapField

SALT = "home.form"
# A person needs longer than this to read and fill in the shortest form.
MINIMUM_SECONDS = 3
# Long enough for a page left open overnight.
MAXIMUM_SECONDS = 24 * 60 * 60


def form_stamp(page_id: int) -> str:
    """Return a signed note of when, and for which page, a form was shown."""
    return signing.dumps({"page": page_id, "shown": time.time()}, salt=SALT)


class SpamSafeForm(BaseForm):
    """A Wagtail form with a trap that people don't see and a stamp of when it was shown."""

    # Robots fill in whatever there is; a manager fills in what is named like something that it
    # keeps, such as "website". The double underscores keep the names apart from any that a label
    # of an editor gives.
    further__remarks = TrapField()
    form__stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trap_filled = False  # known once the form is cleaned
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
        self.trap_filled = bool(cleaned.pop("further__remarks", False))
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

    def create_email_field(self, field: Any, options: dict[str, Any]) -> forms.EmailField:
        """Let the browser offer the reader's own address."""
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        return forms.EmailField(widget=widget, **options)
