"""The sections of a post: one class for each type, listed once, here."""

from wagtail.blocks import StreamBlock

from home.blocks import CallToActionBlock

from .base import CLOSE, EXPLAIN
from .comparison import ComparisonBlock
from .media import GalleryBlock, ImageSectionBlock, VideoBlock
from .question import (
    FrequentlyAskedQuestionsBlock,
    KeyQuestionBlock,
    QuestionsToAskBlock,
)
from .risks import RisksBlock
from .science import ScienceBlock
from .text import (
    CombinedTreatmentsBlock,
    InsetBlock,
    IntroductionBlock,
    OutlookBlock,
    QuoteBlock,
    TextSectionBlock,
    WarningCalloutBlock,
    WarningLevel,
)

__all__ = ["PostBodyBlock", "WarningLevel"]


class PostBodyBlock(StreamBlock):
    """The body of a post."""

    introduction = IntroductionBlock()
    text = TextSectionBlock(group=EXPLAIN)
    science = ScienceBlock()
    key_question = KeyQuestionBlock()
    risks = RisksBlock()
    questions_to_ask = QuestionsToAskBlock()
    comparison = ComparisonBlock()
    combined_treatments = CombinedTreatmentsBlock()
    image = ImageSectionBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    warning_callout = WarningCalloutBlock()
    inset = InsetBlock()
    quote = QuoteBlock()
    outlook = OutlookBlock()
    frequently_asked_questions = FrequentlyAskedQuestionsBlock()
    call_to_action = CallToActionBlock(group=CLOSE)

    class Meta:
        block_counts = {"introduction": {"max_num": 1}}
