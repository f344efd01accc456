"""What changed in a post after it went live, told to its readers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from wagtail.blocks import CharBlock, ChoiceBlock, DateBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError


class UpdateKind(TextChoices):
    """Whether something was wrong."""

    UPDATE = "update", "Update"
    CORRECTION = "correction", "Correction"


class UpdateBlock(StructBlock):
    """One change that readers should know of."""

    changed_on = DateBlock(label="Date", default=timezone.localdate)
    kind = ChoiceBlock(choices=UpdateKind.choices, default=UpdateKind.UPDATE)
    text = CharBlock(
        max_length=400,
        label="What changed",
        help_text="One or two sentences. A correction says what was wrong and what is right.",
    )

    class Meta:
        title_field = ""
        icon = "history"
        label = "Change"

    def clean(self, value: Any) -> Any:
        """Refuse a day that is still to come.

        Raises:
            StructBlockValidationError: for the day.
        """
        cleaned = super().clean(value)
        if cleaned["changed_on"] > timezone.localdate():
            message = "This day is still to come. Give the day of the change."
            raise StructBlockValidationError({"changed_on": ValidationError(message)})
        return cleaned
