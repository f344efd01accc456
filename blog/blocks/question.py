"""Sections built on questions."""

from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock

from blog.rich_text import INLINE, PROSE, SHORT

from .base import CLOSE, EXPLAIN, WEIGH, SectionBlock
from .rich_text import CitingTextBlock


class KeyQuestionBlock(StructBlock):
    """The question of the post: a short answer first, then the long one."""

    question = CharBlock(max_length=120, help_text="As a reader would ask it, with question mark.")
    short_answer = CitingTextBlock(
        features=INLINE, help_text="One to three sentences that stand by themselves."
    )
    long_answer = CitingTextBlock(
        features=PROSE, help_text="The reasons, the exceptions, the doubt."
    )

    class Meta:
        title_field = "question"
        states_facts = True
        icon = "help"
        label = "Key question"
        group = EXPLAIN
        description = "A question as heading, a short answer first, then the long one."
        template = "blocks/key_question.html"
        preview_value = {
            "question": "Is ketamine addictive when used for depression?",
            "short_answer": "<p>In monitored treatment the risk appears to be low, but it is not "
            "zero.</p>",
            "long_answer": "<p>Dose, frequency and setting make the difference.</p>",
        }


class ChecklistQuestionBlock(StructBlock):
    """A question to ask, and why."""

    question = CharBlock(max_length=200)
    reason = CitingTextBlock(
        features=INLINE, required=False, help_text="Why it matters, in one sentence."
    )

    class Meta:
        title_field = "question"
        icon = "tick"
        label = "Question"


class QuestionsToAskBlock(SectionBlock):
    """A checklist to print and to take along."""

    introduction = TextBlock(max_length=300, required=False)
    questions = ListBlock(ChecklistQuestionBlock(), min_num=2, max_num=15)

    class Meta:
        states_facts = False
        icon = "list-ul"
        label = "Questions to ask"
        group = WEIGH
        description = "A checklist of questions for the appointment; it prints well."
        template = "blocks/questions_to_ask.html"
        preview_value = {
            "heading": "Questions to ask before you start",
            "introduction": "Take this list with you and tick what has been answered.",
            "questions": [
                {
                    "question": "Who watches over me during and after the treatment?",
                    "reason": "",
                },
                {"question": "How will we know whether it helps?", "reason": ""},
            ],
        }


class FrequentlyAskedQuestionBlock(StructBlock):
    """One question with its answer."""

    question = CharBlock(max_length=200, help_text="As a reader would ask it, with question mark.")
    answer = CitingTextBlock(features=SHORT)

    class Meta:
        title_field = "question"
        icon = "help"
        label = "Question"


class FrequentlyAskedQuestionsBlock(SectionBlock):
    """Questions that come again and again; search engines get them as an FAQPage."""

    questions = ListBlock(FrequentlyAskedQuestionBlock(), min_num=1)

    class Meta:
        states_facts = False
        questions_field = "questions"
        icon = "help"
        label = "Frequently asked questions"
        group = CLOSE
        description = "Questions and answers that fold out."
        template = "blocks/frequently_asked_questions.html"
        preview_value = {
            "heading": "Other questions we hear",
            "questions": [
                {
                    "question": "Can I drive home afterwards?",
                    "answer": "<p>No. Plan for somebody to take you home.</p>",
                },
            ],
        }
