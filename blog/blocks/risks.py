"""Risks, as a reader needs to weigh them."""

from django.db.models import TextChoices
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock

from blog.rich_text import INLINE, SHORT

from .base import WEIGH, SectionBlock
from .rich_text import CitingTextBlock


class Likelihood(TextChoices):
    """How likely a harm is, in words. Numbers, where they are known, belong into the text."""

    RARE = "rare", "Rare"
    UNCOMMON = "uncommon", "Uncommon"
    COMMON = "common", "Common"
    VERY_COMMON = "very-common", "Very common"
    UNKNOWN = "unknown", "Not well known"


class Severity(TextChoices):
    """How much harm it does when it happens."""

    MILD = "mild", "Mild"
    MODERATE = "moderate", "Moderate"
    SERIOUS = "serious", "Serious"


class RisksLayout(TextChoices):
    """How the list of risks is shown."""

    CARDS = "cards", "Cards"
    LIST = "list", "Definition list"


class RiskBlock(StructBlock):
    """One risk of a treatment."""

    term = CharBlock(max_length=80, help_text="For example: Tolerance")
    definition = CitingTextBlock(features=INLINE, help_text="What the word means, in one sentence.")
    likelihood_supervised = ChoiceBlock(
        choices=Likelihood.choices, label="How likely under supervision"
    )
    likelihood_unsupervised = ChoiceBlock(choices=Likelihood.choices, label="How likely outside it")
    likelihood_note = CitingTextBlock(
        features=INLINE,
        required=False,
        help_text="What is known about it, with the source.",
    )
    lowered_by = CitingTextBlock(features=INLINE, required=False, label="What lowers it")
    severity = ChoiceBlock(choices=Severity.choices)

    class Meta:
        title_field = "term"
        icon = "warning"
        label = "Risk"


class RisksBlock(SectionBlock):
    """A list of risks, each with how likely it is and what lowers it."""

    introduction = CitingTextBlock(features=SHORT, required=False)
    risks = ListBlock(RiskBlock(), min_num=1)
    layout = ChoiceBlock(choices=RisksLayout.choices, default=RisksLayout.CARDS)

    class Meta:
        states_facts = True
        style_fields = ("layout",)
        icon = "warning"
        label = "Risks"
        group = WEIGH
        description = "Risks told apart: what each is, how likely, and what lowers it."
        template = "blocks/risks.html"
        preview_value = {
            "heading": "Addiction, dependence and tolerance are not the same",
            "introduction": "<p>Three words that are often mixed up.</p>",
            "risks": [
                {
                    "term": "Tolerance",
                    "definition": "<p>Needing more for the same effect.</p>",
                    "likelihood_supervised": Likelihood.UNKNOWN,
                    "likelihood_unsupervised": Likelihood.COMMON,
                    "likelihood_note": "<p>Reported above all with frequent use.</p>",
                    "lowered_by": "<p>Set doses with days or weeks between them.</p>",
                    "severity": Severity.MODERATE,
                }
            ],
            "layout": RisksLayout.CARDS,
        }
