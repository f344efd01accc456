"""The forms of the reply area."""

import secrets
import time
from typing import Any

from django import forms
from django.core import signing

from comments.models import Follow
from comments.services import MISSING, NAME_LENGTH, TEXT_LENGTH
from core.hashes import token_hash
from core.keys import KeyField
from core.traps import TrapField

SALT = "comments.form"
MINIMUM_SECONDS = 3  # a person needs longer to write and send the shortest reply
MAXIMUM_SECONDS = 24 * 60 * 60  # long enough for a page left open overnight
CLOCK_SKEW = 5  # seconds by which the clocks of two nodes may differ
REASON_LENGTH = 300  # characters
TEXT_ERRORS = {
    "required": MISSING["comment"],
    "max_length": "Shorten your reply to %(limit_value)d characters; it has %(show_value)d.",
}


def stamp() -> str:
    """Return a signed note of when a form was made ready to be sent, and of which form it is."""
    return signing.dumps([time.time(), secrets.token_urlsafe(12)], salt=SALT)


def still_good(value: str) -> bool:
    """Return whether a stamp of an earlier sending may be sent again.

    Who is asked something in between is not made to wait anew.
    """
    try:
        made, _ = signing.loads(value, salt=SALT, max_age=MAXIMUM_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return bool(time.time() - made > -CLOCK_SKEW)


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
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={
            "required": MISSING["name"],
            "max_length": "Shorten your name to %(limit_value)d characters; it has %(show_value)d.",
        },
    )
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="Never shown, never given to anybody. We send one link to confirm your reply.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": MISSING["email"], "invalid": MISSING["email"]},
    )
    comment = forms.CharField(
        label="Your reply",
        help_text="*italic*, **bold**, lists with - and [links](https://example.com) work.",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=TEXT_ERRORS,
    )
    follow = forms.ChoiceField(
        label="Tell me by e-mail about",
        choices=[
            (Follow.NOTHING, "nothing"),
            (Follow.THREAD, "replies in this thread"),
            (Follow.PAGE, "all replies to this post"),
        ],
        required=False,
    )
    reply_to = KeyField(required=False, widget=forms.HiddenInput)
    further_remarks = TrapField()
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "reply-%s")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Say under `trap_filled` whether a field that people can't see was filled in."""
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["trap_filled"] = cleaned.pop("further_remarks", False)
        return cleaned

    def clean_stamp(self) -> str:
        """Refuse what was sent faster than anybody types, or from a page of another day.

        Returns:
            A name of this sending of this form, the same for a double click.
        """
        value = self.cleaned_data["stamp"]
        try:
            made, name = signing.loads(value, salt=SALT, max_age=MAXIMUM_SECONDS)
        except (signing.BadSignature, ValueError, TypeError):
            raise forms.ValidationError(
                "This page was open for a long time. Nothing is lost: please send it again."
            ) from None
        age = time.time() - made
        if age < -CLOCK_SKEW:
            raise forms.ValidationError(
                "This form is from the future. Nothing is lost: please send it again."
            )
        if age < MINIMUM_SECONDS:
            raise forms.ValidationError(
                "That was very quick. Nothing is lost: please wait a moment and send it again."
            )
        return token_hash(f"{name} {self.data.get('comment', '')}")


class StaffReplyForm(ReplyForm):
    """The same for a member of the team: who they are is known."""

    name = None  # type: ignore[assignment]
    email = None  # type: ignore[assignment]
    follow = None  # type: ignore[assignment]


class EditForm(forms.Form):
    """A new text for a reply."""

    comment = forms.CharField(
        label="Your reply",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages=TEXT_ERRORS,
    )


class ReportForm(forms.Form):
    """Why a reader reports a reply."""

    reason = forms.CharField(
        label="What is wrong with it?",
        help_text="A moderator reads this. You can leave it empty.",
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DataRequestForm(forms.Form):
    """Whose data is asked for."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="The one that you replied with.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
