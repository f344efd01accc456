"""The words of readers beside those of the clinic."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from search.words import plain_words

MOST_WORDS = 40  # lines in one set


def lines(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class SynonymSet(index.Indexed, models.Model):
    """Expressions that mean the same: who searches for one finds what is said of the others."""

    words = models.TextField(
        "expressions",
        help_text="One per line. For example: sertraline, and below it Zoloft. An abbreviation "
        "that is a word as well (SAD) counts only where readers type it in capital letters: "
        "write =SAD.",
    )
    broader = models.TextField(
        "kind of",
        blank=True,
        help_text="What these are a kind of, one per line. For example: SSRI. Who searches for "
        "Zoloft then finds what is said of SSRIs, after what is said of Zoloft itself.",
    )
    is_mistaken = models.BooleanField(
        "easily mistaken for each other",
        default=False,
        help_text="For names that look alike and mean something else, such as bupropion and "
        "buspirone: readers are asked which one they mean, and none is put in the other's place.",
    )
    is_in_use = models.BooleanField("in use", default=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("words"),
        FieldPanel("broader"),
        FieldPanel("is_mistaken"),
        FieldPanel("is_in_use"),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("words"),
        index.AutocompleteField("words"),
        index.SearchField("broader"),
    ]

    class Meta:
        ordering = ["words"]
        verbose_name = "synonym set"

    def __str__(self) -> str:
        return ", ".join(line.removeprefix("=") for line in lines(self.words))

    def clean(self) -> None:
        """Require two expressions that can be searched for, or one and what it is a kind of."""
        super().clean()
        errors = {}
        expressions = lines(self.words)
        if len(expressions) > MOST_WORDS:
            errors["words"] = f"Write at most {MOST_WORDS} expressions in one set."
        elif unfit := [line for line in expressions if not plain_words(line)]:
            errors["words"] = f"“{unfit[0]}” has no letter or digit; take it out."
        elif len(expressions) < 2 and (self.is_mistaken or not lines(self.broader)):
            errors["words"] = "Write at least two expressions, each on a line of its own."
        if self.is_mistaken and lines(self.broader):
            errors["broader"] = "Names that are easily mistaken are no kind of one thing; empty it."
        if errors:
            raise ValidationError(errors)
