"""Where to turn in a crisis."""

from typing import Any

from django.db.models import TextChoices
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StreamBlock, StructBlock

from home.rich_text import INLINE

from .links import LinksBlock


class Language(TextChoices):
    """What a resource speaks, as BCP 47 has it: screen readers change their voice by it."""

    ENGLISH = "en", "English"
    SPANISH = "es", "Spanish"


class CrisisResourceBlock(StructBlock):
    """Somewhere to turn in a crisis."""

    name = CharBlock(max_length=80, help_text="For example: 988 Suicide & Crisis Lifeline")
    text = RichTextBlock(features=INLINE, help_text="When and how to reach it, in one sentence.")
    links = LinksBlock(
        max_num=3,
        help_text="Up to three: to call, to text, to chat. Name the number in the link's text.",
    )

    language = ChoiceBlock(
        choices=Language.choices,
        default=Language.ENGLISH,
        help_text="In which it is written here: screen readers read it out in that language.",
    )

    class Meta:
        title_field = "name"
        style_fields = ("language",)
        icon = "warning"
        label = "Crisis resource"


class CrisisResourcesBlock(StreamBlock):
    """Where to turn in a crisis, the first one first."""

    resource = CrisisResourceBlock()


# What a site says until its editors say otherwise. 988: SAMHSA names calling, texting and chatting
# together (press guidance of July 29, 2022); Spanish and veterans as in
# https://988lifeline.org/get-help/what-to-expect/ (read in November 2026). The line behind "press
# 3" ended on July 17, 2025.
DEFAULTS: list[tuple[str, dict[str, Any]]] = [
    (
        "resource",
        {
            "name": "988 Suicide & Crisis Lifeline",
            "text": "<p>Free and confidential in the United States, at any hour: for yourself, or "
            "when you worry about somebody.</p>",
            "links": [
                ("phone", {"text": "Call 988", "phone": "988"}),
                ("text_message", {"text": "Text 988", "number": "988", "message": ""}),
                ("address", {"text": "Chat", "url": "https://988lifeline.org/chat/"}),
            ],
        },
    ),
    (
        "resource",
        {
            "name": "Emergency",
            "text": "<p>When a life is in danger now.</p>",
            "links": [("phone", {"text": "Call 911", "phone": "911"})],
        },
    ),
    (
        "resource",
        {
            "name": "988 en español",
            "language": Language.SPANISH,
            "text": "<p>Llame al 988 y oprima el 2, o envíe AYUDA al 988.</p>",
            "links": [
                ("phone", {"text": "Llame al 988", "phone": "988"}),
                (
                    "text_message",
                    {"text": "Envíe AYUDA al 988", "number": "988", "message": "AYUDA"},
                ),
            ],
        },
    ),
    (
        "resource",
        {
            "name": "Veterans Crisis Line",
            "text": "<p>For veterans and those who love them: call 988 and press 1, or text "
            "838255.</p>",
            "links": [
                ("phone", {"text": "Call 988, then press 1", "phone": "988"}),
                ("text_message", {"text": "Text 838255", "number": "838255", "message": ""}),
                (
                    "address",
                    {
                        "text": "Chat with the Veterans Crisis Line",
                        "url": "https://www.veteranscrisisline.net/get-help-now/chat/",
                    },
                ),
            ],
        },
    ),
]


def default_crisis_resources() -> list[dict[str, Any]]:
    """Return the defaults as a stream field stores them."""
    block = CrisisResourcesBlock()
    stored: list[dict[str, Any]] = block.get_prep_value(block.normalize(DEFAULTS))
    return stored
