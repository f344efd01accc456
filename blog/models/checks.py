"""What a site asks of its posts, for the checks while writing."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock, URLBlock
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from core.stream_fields import UnmigratedStreamField

from .default_promises import PROMISES


class PhraseBlock(CharBlock):
    """One phrase of a list. Wagtail 8.0.1 writes no label at the items of a list of plain fields.

    Args:
        name: what the phrase is, for who does not see the heading of the list.
    """

    def __init__(self, *, name: str) -> None:
        super().__init__(max_length=80)
        self.field.widget.attrs["aria-label"] = name


class PromiseBlock(StructBlock):
    """Words that a clinic must not use, with the reason."""

    phrases = ListBlock(
        PhraseBlock(name="Phrase"),
        min_num=1,
        help_text="Whole words, whatever the capitals; a star stands for any ending. "
        "For example: guarantee*",
    )
    exceptions = ListBlock(
        PhraseBlock(name="Exception"),
        default=[],
        help_text="Longer expressions in which the words are fine. For example: no cure. "
        "Questions, and words right after “not”, “no” or “never”, are fine by themselves.",
    )
    reason = TextBlock(max_length=400, help_text="Why not, as the regulator puts it.")
    instead = CharBlock(max_length=200, required=False, help_text="What to write in its place.")
    url = URLBlock(required=False, label="Where the reason can be read")

    class Meta:
        icon = "warning"
        label = "Promise"


def default_promises() -> list[tuple[str, dict[str, Any]]]:
    """Return the list that a site begins with."""
    return [("promise", promise) for promise in PROMISES]


@register_setting(icon="glasses", order=140)
class EditorialCheckSettings(BaseSiteSetting):
    """How strict the checks are, and what they look for."""

    highest_grade = models.PositiveSmallIntegerField(
        "highest school grade",
        default=9,
        validators=[MinValueValidator(4), MaxValueValidator(18)],
        help_text="A section that asks for a higher US school grade gets a warning. For patients "
        "the American Medical Association advises the 6th grade, the National Institutes of "
        "Health not more than the 8th; names of treatments and illnesses raise the figure without "
        "being hard for who came to read about them.",
    )
    longest_sentence = models.PositiveSmallIntegerField(
        default=25,
        validators=[MinValueValidator(10), MaxValueValidator(80)],
        help_text="Words. 25 is the limit of GOV.UK's writers.",
    )
    longest_reading = models.PositiveSmallIntegerField(
        "longest reading time",
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Minutes. A longer post gets a hint to split it.",
    )
    require_sources = models.BooleanField(
        "claims need a source to be published",
        default=False,
        help_text="When on, a post is not published while a section on science, risks or a key "
        "question, or a comparison, has no source. When off, the writer is warned.",
    )
    refuse_promises = models.BooleanField(
        "promises are not published",
        default=False,
        help_text="When on, a post is not published while it makes a promise of the list below. "
        "When off, the writer is warned.",
    )
    promises = UnmigratedStreamField(
        [("promise", PromiseBlock())],
        blank=True,
        default=default_promises,
        help_text="What no post may promise. It is no legal advice: have it read by whoever "
        "answers for your advertising.",
    )

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("require_sources"), FieldPanel("refuse_promises")],
            heading="What keeps a post from being published",
        ),
        MultiFieldPanel(
            [
                FieldPanel("highest_grade"),
                FieldPanel("longest_sentence"),
                FieldPanel("longest_reading"),
            ],
            heading="Plain language",
        ),
        FieldPanel("promises"),
    ]

    class Meta:
        verbose_name = "editorial checks"
        verbose_name_plural = "editorial checks"
