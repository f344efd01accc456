"""The words of a stream field."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import strip_tags


def stored_text(raw: Any) -> str:
    """Return the words in a stream field as it is stored.

    Reading the stored form needs no query; through the blocks each type of section would ask for
    its images and pages.

    Args:
        raw: the field's value in JSON's terms, such as `list(page.body.raw_data)`.
    """
    return " ".join(_texts(raw))


def _texts(raw: Any) -> Iterable[str]:
    if isinstance(raw, str):
        # Keys, choices and addresses are single words.
        if " " in raw:
            yield strip_tags(raw.replace("><", "> <"))
    elif isinstance(raw, dict):
        for name, value in raw.items():
            if name not in ("id", "type"):
                yield from _texts(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _texts(value)
