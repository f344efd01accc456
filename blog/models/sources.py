"""Sources: entered once, cited from many posts."""

import re
import unicodedata
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from blog.signals import source_withdrawn
from blog.source_form import SourceForm

EARLIEST_YEAR = 1800
LONGEST_TITLE = 400
DOI_RESOLVER = "https://doi.org/"
# What people copy along with a DOI.
BEFORE_DOI = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
# Crossref's recommended pattern, which matches 74.4 of 74.9 million DOIs:
# "DOIs and matching regular expressions", Crossref blog, 2015.
DOI = RegexValidator(
    r"^10\.\d{4,9}/[-._;()/:a-z0-9]+$",
    "This is not a DOI. Copy it from the publisher's page: it begins with 10. and has a slash, "
    "for example 10.1001/jamapsychiatry.2017.0080. Leave it empty where there is none.",
)
NO_WORD = re.compile(r"[\W_]+")
INITIALS = re.compile(r"\s+[A-Z][A-Z-]{0,3}$")


class SourceKind(models.TextChoices):
    """What kind of publication a source is."""

    JOURNAL_ARTICLE = "journal-article", "Journal article"
    SYSTEMATIC_REVIEW = "systematic-review", "Systematic review"
    GUIDELINE = "guideline", "Guideline"
    REGULATOR = "regulator", "Regulator's page"
    REPORT = "report", "Report"
    BOOK = "book", "Book"
    WEB_PAGE = "web-page", "Web page"


class EvidenceLevel(models.IntegerChoices):
    """How strong a source's design is, after the Oxford Centre's levels of evidence (2011)."""

    SYSTEMATIC_REVIEW = 1, "1: review of randomised trials"
    RANDOMISED_TRIAL = 2, "2: randomised trial"
    COHORT = 3, "3: controlled study or cohort without randomisation"
    CASE_SERIES = 4, "4: case series or case-control study"
    OPINION = 5, "5: mechanism or expert opinion"


class WithdrawalReason(models.TextChoices):
    """Why a source does not stand any more."""

    RETRACTED = "retracted", "Retracted"
    SUPERSEDED = "superseded", "Superseded"
    CONCERN = "expression-of-concern", "Expression of concern"
    UNAVAILABLE = "unavailable", "No longer available"


def normalised_doi(text: str) -> str:
    """Return a DOI as it is stored: lower case, without the address before it."""
    return BEFORE_DOI.sub("", text.strip()).lower()


def normalised_title(text: str) -> str:
    """Return a title's words alone, so that case and punctuation tell no two apart."""
    words = NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return words[:LONGEST_TITLE]


class DOIField(models.CharField):
    """A DOI, however it was copied."""

    def to_python(self, value: Any) -> Any:
        """Normalise what a form or a program gives."""
        value = super().to_python(value)
        return normalised_doi(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Normalise what is stored or looked up."""
        return self.to_python(super().get_prep_value(value))


class DuplicateSourceError(ValidationError):
    """A source that is there already.

    Args:
        existing: the one that is there.
        same: what they share, in words.
    """

    def __init__(self, existing: "Source", same: str) -> None:
        super().__init__(
            f"“{existing}” is here already, with the same {same}. Cite that one.",
            code="duplicate",
        )
        self.existing = existing


class Source(index.Indexed, models.Model):
    """A study, a guideline, a public notice: something that posts stand on."""

    kind = models.CharField(
        "type", max_length=30, choices=SourceKind.choices, default=SourceKind.JOURNAL_ARTICLE
    )
    authors = models.CharField(
        max_length=300, help_text="For example: Sanacora G, Frye MA, et al.; or an organisation."
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    title_key = models.CharField(max_length=LONGEST_TITLE, editable=False)
    publication = models.CharField(
        max_length=200, blank=True, help_text="Journal with volume and pages, publisher or agency."
    )
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(EARLIEST_YEAR)])
    doi = DOIField(
        "DOI",
        max_length=200,
        blank=True,
        validators=[DOI],
        help_text="For example: 10.1001/jamapsychiatry.2017.0080",
    )
    url = models.URLField("web address", max_length=500, blank=True, help_text="Without a DOI.")
    accessed_on = models.DateField(
        null=True, blank=True, help_text="When a page that may change was last read."
    )
    level_of_evidence = models.PositiveSmallIntegerField(
        choices=EvidenceLevel.choices,
        null=True,
        blank=True,
        help_text="By the study's design. Empty where it does not apply.",
    )
    withdrawn_on = models.DateField(
        null=True,
        blank=True,
        help_text="When it was retracted or replaced. Readers of each post that cites it see that.",
    )
    withdrawn_reason = models.CharField(
        "reason", max_length=30, choices=WithdrawalReason.choices, blank=True
    )

    base_form_class = SourceForm
    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("authors"),
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("publication"), FieldPanel("year")]),
            ],
            heading="What it is",
        ),
        MultiFieldPanel(
            [FieldPanel("doi"), FieldPanel("url"), FieldPanel("accessed_on")],
            heading="Where it stands",
        ),
        FieldPanel("level_of_evidence"),
        MultiFieldPanel(
            [FieldPanel("withdrawn_on"), FieldPanel("withdrawn_reason")], heading="Withdrawal"
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("authors"),
        index.AutocompleteField("authors"),
        index.SearchField("publication"),
        index.SearchField("year"),
        index.AutocompleteField("year"),
        index.SearchField("doi"),
        index.AutocompleteField("doi"),
        index.FilterField("kind"),
        index.FilterField("level_of_evidence"),
        index.FilterField("year"),
        index.FilterField("withdrawn_on"),
    ]

    class Meta:
        ordering = ["authors", "year", "title"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["doi"], condition=~models.Q(doi=""), name="blog_source_doi_once"
            ),
            models.UniqueConstraint(
                fields=["url"], condition=~models.Q(url=""), name="blog_source_url_once"
            ),
            models.UniqueConstraint(fields=["title_key", "year"], name="blog_source_title_once"),
        ]

    def __str__(self) -> str:
        return f"{self.short_name}: {self.title}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell once when the source becomes withdrawn."""
        self.title_key = normalised_title(self.title)
        stored = Source.objects.select_for_update().filter(pk=self.pk)
        before = stored.values_list("withdrawn_on", flat=True).first() if self.pk else None
        super().save(*args, **kwargs)
        if self.withdrawn_on and not before:
            source_withdrawn.send(sender=Source, source=self)

    @property
    def short_name(self) -> str:
        """The first author's family name and the year, as the editor shows a citation."""
        first = self.authors.split(",")[0].split(" et al")[0].strip()
        return f"{INITIALS.sub('', first)} {self.year}"

    @property
    def href(self) -> str:
        """Where the source can be read, by DOI where it has one."""
        return f"{DOI_RESOLVER}{self.doi}" if self.doi else self.url

    def clean(self) -> None:
        """Refuse what cannot be looked up, what lies in the future and what is there already.

        Raises:
            ValidationError: by field, each with its remedy.
        """
        super().clean()
        today = timezone.localdate()
        errors: dict[str, ValidationError] = {}
        if not self.doi and not self.url:
            errors["doi"] = ValidationError(
                "Give a DOI or a web address, so that readers can look it up."
            )
        if self.year and self.year > today.year:
            errors["year"] = ValidationError(
                f"Enter a year up to {today.year}: a source that is not out yet can't be cited."
            )
        for name, what in (("accessed_on", "it was read"), ("withdrawn_on", "it was withdrawn")):
            if (day := getattr(self, name)) and day > today:
                errors[name] = ValidationError(f"Enter the day on which {what}, up to today.")
        if self.withdrawn_on and not self.withdrawn_reason:
            errors["withdrawn_reason"] = ValidationError("Choose why it was withdrawn.")
        if self.withdrawn_reason and not self.withdrawn_on:
            errors["withdrawn_on"] = ValidationError(
                "Enter when it was withdrawn, or empty the reason."
            )
        for name, duplicate in self._duplicates().items():
            errors.setdefault(name, duplicate)
        if errors:
            raise ValidationError(errors)

    def _duplicates(self) -> dict[str, DuplicateSourceError]:
        """Return, by field, the sources that are the same publication."""
        key = normalised_title(self.title)
        asked = {
            "doi": (self.doi, models.Q(doi=self.doi), "DOI"),
            "url": (self.url, models.Q(url=self.url), "web address"),
            "title": (key, models.Q(title_key=key, year=self.year), "title and year"),
        }
        return {
            name: DuplicateSourceError(existing, same)
            for name, (value, condition, same) in asked.items()
            if value and (existing := Source.objects.exclude(pk=self.pk).filter(condition).first())
        }


class FurtherReading(Orderable):
    """A source that a post recommends without citing it."""

    post = ParentalKey(
        "blog.BlogPostPage", on_delete=models.CASCADE, related_name="further_reading"
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    panels: ClassVar[list[Any]] = [FieldPanel("source")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["post", "source"], name="blog_further_reading_once")
        ]
