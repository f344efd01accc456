"""Several values of a choice, kept as a list in a JSON column."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


def check_choices(name: str, values: Any, choices: type[TextChoices]) -> None:
    """Refuse what is no list of the choices.

    Args:
        name: the field, for the message.
        values: what is to be kept.
        choices: what is allowed.

    Raises:
        ValidationError: with what is allowed.
    """
    if not isinstance(values, list) or not set(map(str, values)) <= set(choices.values):
        allowed = ", ".join(choices.values)
        raise ValidationError(f"{name} must be a list of these: {allowed}.")


def labels_of(values: Sequence[str], choices: type[TextChoices]) -> str:
    """Return the labels of what was chosen, in their usual order."""
    return ", ".join(str(choice.label) for choice in choices if choice.value in values)
