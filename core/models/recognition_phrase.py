"""The desk's own lists for the recognition of danger."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel

from core.recognition.patterns import PatternError
from core.recognition.shipped import shipped_recogniser

LONGEST_PHRASE = 200  # characters


class RecognitionPhrase(models.Model):
    """An expression that the recogniser is to know beside the ones that come with the program."""

    class Meaning(models.TextChoices):
        """What an expression says, or that it is harmless."""

        EMERGENCY = "emergency", "Emergency: somebody may be in danger now"
        CONCERN = "concern", "Concern: somebody may wish to be dead or harm themselves"
        MENTION = "mention", "Mention: the subject is spoken of"
        HARMFUL = "harmful", "Harmful: a method, a pact or encouragement; never published"
        HARMLESS = "harmless", "Harmless: the same words in another sense"

    class Language(models.TextChoices):
        """The language that an expression belongs to, for whoever reads the list."""

        ENGLISH = "en", "English"
        SPANISH = "es", "Spanish"
        OTHER = "", "Another or any"

    phrase = models.CharField(
        max_length=LONGEST_PHRASE,
        unique=True,
        error_messages={"unique": "This phrase is in the list already."},
        help_text="For example: checking out for good. A star at the end of a word stands for any "
        "ending, “...” for up to three words, (a|b) for one of several, [a] for what may be "
        "missing. Case, accents and odd spellings do not matter.",
    )
    meaning = models.CharField(max_length=9, choices=Meaning.choices)
    language = models.CharField(max_length=2, choices=Language.choices, blank=True, default="en")
    is_active = models.BooleanField(
        "in use", default=True, help_text="Switch a phrase off to keep it without its effect."
    )
    note = models.CharField(
        max_length=200, blank=True, help_text="Where it was met, or why it is here."
    )
    added_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("phrase"),
        FieldPanel("meaning"),
        FieldPanel("language"),
        FieldPanel("is_active"),
        FieldPanel("note"),
    ]

    class Meta:
        ordering = ["phrase"]
        verbose_name = "phrase of danger"
        verbose_name_plural = "phrases of danger"

    def __str__(self) -> str:
        return self.phrase

    def clean(self) -> None:
        """Refuse a phrase that the recogniser can't read, saying what is wrong."""
        self.phrase = " ".join(self.phrase.split())
        try:
            shipped_recogniser().check(self.phrase)
        except PatternError as error:
            raise ValidationError({"phrase": str(error)}) from None
