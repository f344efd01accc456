"""What readers type is cleaned, or refused with the field and what to do."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from comments.gates import CommentRefused
from comments.text import unstorable, without_unseen

NAME_LENGTH = 50  # characters; upstream's column
TEXT_LENGTH = 3000  # characters; upstream's COMMENT_MAX_LENGTH


def clean(value: str, *, field: str, label: str, length: int, lines: bool) -> str:
    """Return the text without what nobody sees, or refuse it.

    Args:
        value: what was typed.
        field: the field's name, for the refusal.
        label: what the field is called.
        length: characters that fit.
        lines: whether it may have several lines.

    Raises:
        CommentRefused: when nothing is left, too much is there, or it cannot be stored.
    """
    value = without_unseen(value)
    if not value:
        raise CommentRefused(field, f"{label} is missing. Please enter it.")
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
        raise CommentRefused(
            "email", "Enter an e-mail address such as name@example.com. It is never shown."
        ) from None
    return value
