"""Treatments side by side."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DecimalBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    TextBlock,
)
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from blog.rich_text import INLINE

from .base import WEIGH, SectionBlock
from .rich_text import CitingTextBlock


class Answer(TextChoices):
    """A cell that says whether something holds."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class TreatmentBlock(StructBlock):
    """A column of the comparison."""

    name = CharBlock(max_length=60, help_text="For example: Esketamine nasal spray")

    class Meta:
        title_field = "name"
        icon = "plus"
        label = "Treatment"


class AnswerCellBlock(StructBlock):
    """Yes, partly or no, with a remark."""

    answer = ChoiceBlock(choices=Answer.choices)
    note = CharBlock(max_length=120, required=False)

    class Meta:
        title_field = ""
        icon = "tick"
        label = "Yes, partly or no"


class FigureCellBlock(StructBlock):
    """A number with its unit."""

    number = DecimalBlock()
    unit = CharBlock(max_length=40, help_text="For example: % of people, hours, weeks")
    note = CharBlock(max_length=120, required=False, help_text="What it was measured in.")

    class Meta:
        title_field = ""
        icon = "order"
        label = "Number"


class CellsBlock(StreamBlock):
    """The cells of a row, one for each treatment and in the same order."""

    text = CitingTextBlock(features=INLINE, icon="pilcrow", label="Text")
    answer = AnswerCellBlock()
    figure = FigureCellBlock()


class ComparisonRowBlock(StructBlock):
    """An attribute by which the treatments are compared."""

    attribute = CharBlock(max_length=80, help_text="For example: Time until it works")
    cells = CellsBlock(help_text="One cell for each treatment, in the order of the treatments.")

    class Meta:
        title_field = "attribute"
        icon = "list-ul"
        label = "Row"


class ComparisonValue(StructValue):
    """A comparison's value, with its cells paired with the treatments' names."""

    @property
    def labelled_rows(self) -> Iterable[dict[str, Any]]:
        """Yield each row with its cells beside the name of the treatment they belong to.

        On a phone the table becomes cards, in which each cell says what it belongs to.
        """
        names = [treatment["name"] for treatment in self["treatments"]]
        for row in self["rows"]:
            yield {
                "attribute": row["attribute"],
                "cells": list(zip(names, row["cells"], strict=False)),
            }


class ComparisonBlock(SectionBlock):
    """A table with treatments as columns and attributes as rows."""

    introduction = TextBlock(max_length=400, required=False)
    caption = CharBlock(
        max_length=160,
        help_text="Names the table. For example: Ketamine beside antidepressants",
    )
    treatments = ListBlock(TreatmentBlock(), min_num=2, max_num=5)
    rows = ListBlock(ComparisonRowBlock(), min_num=1)

    class Meta:
        states_facts = True
        reads_as = "table"
        icon = "table"
        label = "Comparison"
        group = WEIGH
        description = "Treatments side by side: a table that becomes cards on a phone."
        template = "blocks/comparison.html"
        value_class = ComparisonValue
        preview_value = {
            "heading": "How it compares",
            "introduction": "",
            "caption": "Esketamine beside common antidepressants",
            "treatments": [{"name": "Esketamine spray"}, {"name": "SSRI"}],
            "rows": [
                {
                    "attribute": "Acts on",
                    "cells": [
                        ("text", "<p>Glutamate</p>"),
                        ("text", "<p>Serotonin</p>"),
                    ],
                },
                {
                    "attribute": "Taken at home",
                    "cells": [
                        (
                            "answer",
                            {"answer": Answer.NO, "note": "In a certified setting"},
                        ),
                        ("answer", {"answer": Answer.YES, "note": ""}),
                    ],
                },
            ],
        }

    def clean(self, value: ComparisonValue) -> Any:
        """Require as many cells in each row as there are treatments.

        Raises:
            StructBlockValidationError: naming the row and what it lacks.
        """
        cleaned = super().clean(value)
        expected = len(cleaned["treatments"])
        errors = {}
        for number, row in enumerate(cleaned["rows"]):
            if (found := len(row["cells"])) != expected:
                errors[number] = StructBlockValidationError(
                    {
                        "cells": ValidationError(
                            f"This row has {found} cell{'s' if found != 1 else ''} for "
                            f"{expected} treatments. Give one cell for each treatment, in the "
                            "same order."
                        )
                    }
                )
        if errors:
            raise StructBlockValidationError(
                {"rows": ListBlockValidationError(block_errors=errors)}
            )
        return cleaned
