"""The reply form."""

import time
from typing import Any

from django import forms
from django.core import signing

from comments.models import MAXIMUM_KEY
from comments.services import NAME_LENGTH, TEXT_LENGTH

SALT = "comments.form"
MINIMUM_SECONDS = 3  # a person needs longer to write and send the shortest reply
MAXIMUM_SECONDS = 24 * 60 * 60  # long enough for a page left open overnight


def stamp() -> str:
    """Return a signed note of when a form was made ready to be sent."""
    return signing.dumps(time.time(), salt=SALT)


class ReplyForm(forms.Form):
    """Name, e-mail and words; with a trap for robots and a stamp of time.

    What decides about a comment is the write service; this form asks for the least that a browser
    can check, so that every caller gets the same answers.
    """

    required_css_class = "required"

    name = forms.CharField(
        label="Your name",
        help_text="A pseudonym is fine.",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="Never shown, never given to anybody.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    comment = forms.CharField(
        label="Your reply",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reply_to = forms.IntegerField(
        required=False, min_value=1, max_value=MAXIMUM_KEY, widget=forms.HiddenInput
    )
    website = forms.CharField(
        required=False,
        label="Leave this field empty",
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "reply-%s")
        super().__init__(*args, **kwargs)

    def clean_website(self) -> str:
        """Refuse what only a robot fills in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Please leave this field empty.")
        return ""

    def clean_stamp(self) -> str:
        """Refuse what was sent faster than anybody types, or from a page of another day."""
        try:
            made = signing.loads(self.cleaned_data["stamp"], salt=SALT, max_age=MAXIMUM_SECONDS)
        except signing.BadSignature:
            raise forms.ValidationError(
                "This page was open for a long time. Nothing is lost: please send it again."
            ) from None
        if time.time() - made < MINIMUM_SECONDS:
            raise forms.ValidationError(
                "That was very quick. Nothing is lost: please wait a moment and send it again."
            )
        return ""
