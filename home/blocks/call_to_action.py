"""The call to action: what a reader can do next."""

from django.db.models import TextChoices
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

from home.rich_text import SHORT

from .links import LinksBlock


class CallToActionStyle(TextChoices):
    """How much a call to action stands out."""

    PROMINENT = "prominent", "Prominent: filled panel"
    QUIET = "quiet", "Quiet: bordered panel"


class CallToActionBlock(StructBlock):
    """An invitation with a heading, a few words and one or two links."""

    heading = CharBlock(max_length=100, help_text="For example: Talk to our team")
    text = RichTextBlock(
        features=SHORT,
        required=False,
        help_text="One or two sentences. Say what happens next; promise nothing.",
    )
    links = LinksBlock(help_text="One or two. The first is shown as the main button.")
    style = ChoiceBlock(choices=CallToActionStyle.choices, default=CallToActionStyle.PROMINENT)

    class Meta:
        title_field = "heading"
        states_facts = False
        is_call_to_action = True
        style_fields = ("style",)
        icon = "pick"
        label = "Call to action"
        description = "An invitation with one or two links: to a page, form, document or phone."
        template = "blocks/call_to_action.html"
        preview_value = {
            "heading": "Talk to our team",
            "text": "<p>A clinician will go through your history with you and explain "
            "which treatments could suit you.</p>",
            "links": [
                ("phone", {"text": "Call the clinic", "phone": "+1 555 010 0199"}),
                ("email", {"text": "Write to us", "email": "hello@example.com"}),
            ],
            "style": CallToActionStyle.PROMINENT,
        }
