"""What readers type is cleaned, or refused with the field and what to do."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from comments.judging import CommentRefused
from comments.text import unstorable, without_unseen
from core.folding import has_visible_letter, visible

NAME_LENGTH = 50  # characters; upstream's column
TEXT_LENGTH = 3000  # characters; upstream's COMMENT_MAX_LENGTH
FAR_TOO_LONG = 4  # times what fits
# What is said where nothing was entered; also by the form.
MISSING = {
    "name": "Enter your name. A pseudonym is fine.",
    "email": "Enter an e-mail address such as name@example.com. It is never shown.",
    "comment": "Write your reply.",
}


def clean_name(value: str) -> str:
    """Return a name without what nobody sees, or refuse it.

    Raises:
        CommentRefused: when it has no letter that can be seen, is too long or cannot be stored.
    """
    value = _clean(value, field="name", label="Your name", length=NAME_LENGTH, lines=False)
    if not has_visible_letter(value):
        raise CommentRefused(
            "name", "Enter your name, or a pseudonym, with at least one letter in it."
        )
    # Joiners and selectors belong into texts of some scripts; two names that look the same are one.
    return " ".join(visible(value).split())


def clean_text(value: str) -> str:
    """Return a reply's text without what nobody sees, or refuse it.

    Raises:
        CommentRefused: when nothing of it can be seen, too much is there, or it cannot be stored.
    """
    value = _clean(value, field="comment", label="Your reply", length=TEXT_LENGTH, lines=True)
    if not visible(value).strip():
        raise CommentRefused("comment", MISSING["comment"])
    return value


def _clean(value: str, *, field: str, label: str, length: int, lines: bool) -> str:
    # What is far too long is not looked through.
    if len(value) <= length * FAR_TOO_LONG:
        value = without_unseen(value)
    if not value:
        raise CommentRefused(field, MISSING[field])
    if len(value) > length:
        raise CommentRefused(
            field,
            f"{label} has {len(value)} characters; at most {length} fit. Please shorten it.",
        )
    if unstorable(value, lines=lines):
        raise CommentRefused(
            field,
            f"{label} holds an invisible character that cannot be stored. "
            "Please type it anew instead of pasting it.",
        )
    return value


def clean_email(value: str) -> str:
    """Return the address without spaces around it, or refuse it.

    Raises:
        CommentRefused: when it is no e-mail address.
    """
    value = value.strip()
    try:
        validate_email(value)
    except ValidationError:
        raise CommentRefused("email", MISSING["email"]) from None
    return value
