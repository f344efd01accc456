"""Blocks that any page may use."""

from .call_to_action import CallToActionBlock, CallToActionStyle
from .content import CrisisResourceBlock, PageBodyBlock, ServiceBlock, TextSectionBlock
from .links import AddressLinkBlock, LinksBlock, LinkValue, PageLinkBlock

__all__ = [
    "AddressLinkBlock",
    "CallToActionBlock",
    "CallToActionStyle",
    "CrisisResourceBlock",
    "LinkValue",
    "LinksBlock",
    "PageBodyBlock",
    "PageLinkBlock",
    "ServiceBlock",
    "TextSectionBlock",
]
