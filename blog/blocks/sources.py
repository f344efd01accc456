"""What a post stands on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from wagtail.blocks import (
    CharBlock,
    IntegerBlock,
    ListBlock,
    StructBlock,
    StructValue,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError

from .base import CLOSE, SectionBlock

# Crossref's recommended pattern, which matches 74.4 of 74.9 million DOIs:
# "DOIs and matching regular expressions", Crossref blog, 2015.
DOI = RegexValidator(
    r"^10\.\d{4,9}/[-._;()/:A-Za-z0-9]+$",
    "Enter the DOI alone, without https://doi.org/ before it, "
    "for example 10.1001/jamapsychiatry.2017.0080.",
)


class SourceValue(StructValue):
    """A source's value."""

    @property
    def href(self) -> str:
        """Return where the source can be read, by DOI where it has one."""
        return f"https://doi.org/{self['doi']}" if self["doi"] else str(self["url"] or "")


class SourceBlock(StructBlock):
    """A study, a guideline or a public notice."""

    authors = CharBlock(max_length=200, help_text="For example: Sanacora G, Frye MA, et al.")
    title = CharBlock(max_length=300)
    publication = CharBlock(max_length=160, help_text="Journal with volume and pages, or agency.")
    year = IntegerBlock(validators=[MinValueValidator(1800), MaxValueValidator(2100)])
    doi = CharBlock(max_length=200, required=False, label="DOI", validators=[DOI])
    url = URLBlock(required=False, label="Web address", help_text="Where there is no DOI.")

    class Meta:
        icon = "doc-full"
        label = "Source"
        value_class = SourceValue

    def clean(self, value: Any) -> Any:
        """Require a DOI or an address: a source that nobody can look up is none.

        Raises:
            StructBlockValidationError: for the DOI.
        """
        cleaned = super().clean(value)
        if not cleaned["doi"] and not cleaned["url"]:
            raise StructBlockValidationError(
                {"doi": ValidationError("Give a DOI or a web address, so that it can be checked.")}
            )
        return cleaned


class SourcesBlock(SectionBlock):
    """The list of sources at the end of a post."""

    sources = ListBlock(SourceBlock(), min_num=1)

    class Meta:
        icon = "doc-full-inverse"
        label = "Sources"
        group = CLOSE
        description = "The studies, guidelines and notices that the post stands on."
        template = "blocks/sources.html"
        preview_value = {
            "heading": "Sources",
            "sources": [
                {
                    "authors": "Sanacora G, Frye MA, McDonald W, et al.",
                    "title": "A consensus statement on the use of ketamine in the treatment of "
                    "mood disorders",
                    "publication": "JAMA Psychiatry 74:399-405",
                    "year": 2017,
                    "doi": "10.1001/jamapsychiatry.2017.0080",
                    "url": "",
                }
            ],
        }
