"""Sections of running text, and boxes that stand out from it."""

from django.db.models import TextChoices
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)

from blog.rich_text import INLINE, PROSE, SHORT
from home.blocks import TextSectionBlock as PlainTextSectionBlock

from .base import CLOSE, EXPLAIN, POINT_OUT, WEIGH, SectionBlock
from .rich_text import CitingTextBlock


class IntroductionBlock(StructBlock):
    """The opening: whom the post is for, what they ask, what it covers."""

    text = CitingTextBlock(
        features=SHORT,
        help_text="Two or three short paragraphs: the reader's question, and what the post covers.",
    )

    class Meta:
        title_field = ""
        states_facts = False
        icon = "openquote"
        label = "Introduction"
        group = EXPLAIN
        description = "Opens the post: the reader's question and what the post covers."
        template = "blocks/introduction.html"
        preview_value = {
            "text": "<p>When several treatments have not helped, hearing of a new one brings "
            "hope, and questions. This post goes through what is known.</p>",
        }


class TextSectionBlock(PlainTextSectionBlock):
    """A heading with running text."""

    text = CitingTextBlock(features=PROSE)


class CombinedTreatmentsBlock(SectionBlock):
    """How a treatment is combined with others."""

    text = CitingTextBlock(features=SHORT, help_text="Why treatments are combined.")
    treatments = CitingTextBlock(
        features=[*INLINE, "ul"],
        help_text="A list: what it is combined with, and what each part adds.",
    )

    class Meta:
        states_facts = False
        icon = "link"
        label = "Combined treatments"
        group = WEIGH
        description = "What a treatment is usually combined with, and why."
        template = "blocks/combined_treatments.html"
        preview_value = {
            "heading": "Rarely on its own",
            "text": "<p>One medicine is seldom the whole plan.</p>",
            "treatments": "<ul><li><b>Talking therapy</b> builds on the days when mood lifts.</li>"
            "<li><b>An antidepressant</b> is often continued.</li></ul>",
        }


class OutlookBlock(SectionBlock):
    """What research is asking, and what nobody knows yet."""

    text = CitingTextBlock(features=PROSE)
    open_questions = CitingTextBlock(
        features=[*INLINE, "ul"],
        required=False,
        help_text="A list of what is not known yet. Readers trust a post that says so.",
    )

    class Meta:
        states_facts = False
        icon = "view"
        label = "Outlook"
        group = CLOSE
        description = "What research is asking and what is not known yet."
        template = "blocks/outlook.html"
        preview_value = {
            "heading": "What we still do not know",
            "text": "<p>Most studies follow people for weeks or months, not for years.</p>",
            "open_questions": "<ul><li>How long should treatment go on?</li>"
            "<li>Who benefits most?</li></ul>",
        }


class WarningLevel(TextChoices):
    """How urgent a warning is. These follow the NHS's care cards in kind, not in look."""

    CAUTION = "caution", "Caution: take care"
    URGENT = "urgent", "Urgent: get advice today"
    EMERGENCY = "emergency", "Emergency: act at once"


# What stands above a warning, and is read out before its heading: the NHS's words for its cards.
SPOKEN_LEVELS = {
    WarningLevel.CAUTION: "Important",
    WarningLevel.URGENT: "Urgent",
    WarningLevel.EMERGENCY: "Emergency",
}


class WarningCalloutValue(StructValue):
    """A warning's value; templates ask for `spoken_level`."""

    @property
    def spoken_level(self) -> str:
        """Return how urgent it is, in a word; the least one while an editor has chosen none."""
        return SPOKEN_LEVELS.get(self.get("level"), SPOKEN_LEVELS[WarningLevel.CAUTION])


class WarningCalloutBlock(StructBlock):
    """A warning that must not be read over."""

    level = ChoiceBlock(choices=WarningLevel.choices, default=WarningLevel.CAUTION)
    heading = CharBlock(max_length=100)
    text = CitingTextBlock(features=SHORT, help_text="What to look out for, and what to do.")

    class Meta:
        title_field = "heading"
        states_facts = False
        icon = "warning"
        label = "Warning"
        group = POINT_OUT
        description = "A warning in a box: caution, urgent or emergency."
        template = "blocks/warning_callout.html"
        value_class = WarningCalloutValue
        preview_value = {
            "level": WarningLevel.URGENT,
            "heading": "Call the clinic the same day if",
            "text": "<ul><li>your blood pressure stays high</li>"
            "<li>you feel confused for longer than a few hours</li></ul>",
        }


class InsetBlock(StructBlock):
    """A side remark or a plain-language summary."""

    text = CitingTextBlock(features=SHORT)

    class Meta:
        title_field = ""
        states_facts = False
        icon = "info-circle"
        label = "Inset"
        group = POINT_OUT
        description = "A remark set off from the text."
        template = "blocks/inset.html"
        preview_value = {
            "text": "<p>Esketamine is one half of the ketamine molecule. It is given as a nasal "
            "spray.</p>",
        }


class QuoteBlock(StructBlock):
    """Somebody's words, with whose they are and where they stand."""

    quote = TextBlock(max_length=600, help_text="The words themselves, without quotation marks.")
    speaker = CharBlock(max_length=120, help_text="Who said or wrote it.")
    source = CharBlock(max_length=200, help_text="Where it stands: title, publication, year.")
    source_url = URLBlock(required=False, label="Web address of the source")

    class Meta:
        title_field = ""
        states_facts = False
        is_ours = False
        icon = "openquote"
        label = "Quote"
        group = POINT_OUT
        description = "Somebody's words with their source."
        template = "blocks/quote.html"
        preview_value = {
            "quote": "Addiction is a treatable, chronic medical disease involving complex "
            "interactions among brain circuits, genetics, the environment, and an individual’s "
            "life experiences.",
            "speaker": "American Society of Addiction Medicine",
            "source": "Definition of Addiction, 2019",
            "source_url": "",
        }
