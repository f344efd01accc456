"""Blocks that any page may use."""

from .call_to_action import CallToActionBlock, CallToActionStyle
from .content import PageBodyBlock, ServiceBlock, TextSectionBlock
from .crisis import CrisisResourceBlock, CrisisResourcesBlock, default_crisis_resources
from .links import (
    AddressLinkBlock,
    LinksBlock,
    LinkValue,
    PageLinkBlock,
    TextMessageLinkBlock,
    dialed,
    text_message,
)

__all__ = [
    "AddressLinkBlock",
    "CallToActionBlock",
    "CallToActionStyle",
    "CrisisResourceBlock",
    "CrisisResourcesBlock",
    "LinkValue",
    "LinksBlock",
    "PageBodyBlock",
    "PageLinkBlock",
    "ServiceBlock",
    "TextMessageLinkBlock",
    "TextSectionBlock",
    "default_crisis_resources",
    "dialed",
    "text_message",
]
