"""Keys of stored things, as addresses, forms and rich text name them.

What somebody sends need not be a key. PostgreSQL finds nothing for a number that is too large;
SQLite, and Python at digits that are not decimal, fail at it, and an address would be answered by
500 or a page could not be shown any more.
"""

from collections.abc import Iterable

from django import forms
from django.urls import register_converter
from django.urls.converters import IntConverter

LARGEST_KEY = 2**63 - 1  # what the databases' integers hold


def stored_key(text: object) -> int:
    """Return the key that something names; 0, which nothing has, when it names none.

    Args:
        text: such as `7`, an attribute of rich text or a value of a query; None when it is missing.
    """
    digits = str(text)
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST_KEY))):
        return 0
    key = int(digits)
    return key if key <= LARGEST_KEY else 0


def stored_keys(texts: Iterable[object]) -> list[int]:
    """Return the keys among what somebody sent; what is no key is left out."""
    return [key for text in texts if (key := stored_key(text))]


class KeyConverter(IntConverter):
    """A key in an address: `path("comment/<key:comment_id>/", …)`. Another number is a 404."""

    def to_python(self, value: str) -> int:
        """Return the key.

        Raises:
            ValueError: for a number that no key can be; the address is unknown then.
        """
        if key := stored_key(value):
            return key
        raise ValueError(value)


class KeyField(forms.IntegerField):
    """A key in a form, mostly a hidden one."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(min_value=1, max_value=LARGEST_KEY, **kwargs)  # type: ignore[arg-type]


register_converter(KeyConverter, "key")
