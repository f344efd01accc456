"""Links: one block type for each kind of target, so that each can be checked and resolved."""

from urllib.parse import quote

from django.core.validators import RegexValidator
from wagtail.blocks import (
    CharBlock,
    EmailBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    URLBlock,
)

from images.blocks import DocumentChooserBlock, PageChooserBlock

# E.164 allows 15 digits; short codes such as 988 and 911 have three.
PHONE = RegexValidator(
    r"^\+?[0-9(][0-9 ().-]{1,22}[0-9]$",
    "Enter a phone number such as +1 555 010 0199 or 988: digits, spaces, dots, dashes, brackets.",
)


def dialed(number: str) -> str:
    """Return a phone number as it is dialed: digits, with the plus that it may begin with."""
    return "".join(sign for sign in number if sign in "+0123456789")


def text_message(number: str, message: str = "") -> str:
    """Return the address that opens a text message.

    RFC 5724 writes `?body=`. Messages on an iPhone reads what follows an ampersand, Android what
    follows the question mark; both read `?&body=`, in which the first field is empty.

    Args:
        number: whom it goes to, as people write it.
        message: what stands in it already; nothing for most services.
    """
    return f"sms:{dialed(number)}" + (f"?&body={quote(message)}" if message else "")


class LinkValue(StructValue):
    """A link's value; templates ask for `href` and `text` whatever the target is."""

    @property
    def href(self) -> str:
        """Return the address, or an empty text when the target is gone or not published."""
        if page := self.get("page"):
            return page.url or "" if page.live else ""
        if document := self.get("document"):
            return str(document.url)
        if phone := self.get("phone"):
            return f"tel:{dialed(phone)}"
        if number := self.get("number"):
            return text_message(number, self.get("message") or "")
        if email := self.get("email"):
            return f"mailto:{email}"
        return str(self.get("url") or "")


class LinkBlock(StructBlock):
    """The words of a link; subclasses add what it leads to."""

    text = CharBlock(
        max_length=60,
        label="Link text",
        help_text="Says where it leads, also out of context. For example: Book a consultation",
    )

    class Meta:
        title_field = "text"
        address_properties = ("href",)
        reads_as = "link"
        value_class = LinkValue


class PageLinkBlock(LinkBlock):
    """A link to a page or a form of this site; it follows the page when that moves."""

    page = PageChooserBlock(label="Page or form")

    class Meta:
        icon = "doc-empty-inverse"
        label = "Page or form"


class DocumentLinkBlock(LinkBlock):
    """A link to a file in the media library."""

    document = DocumentChooserBlock()

    class Meta:
        icon = "doc-full"
        label = "Document"


class PhoneLinkBlock(LinkBlock):
    """A number to call."""

    phone = CharBlock(max_length=25, validators=[PHONE], label="Phone number")

    class Meta:
        icon = "mobile-alt"
        label = "Phone"


class TextMessageLinkBlock(LinkBlock):
    """A number to text."""

    number = CharBlock(max_length=25, validators=[PHONE], label="Number to text")
    message = CharBlock(
        max_length=40,
        required=False,
        label="Words of the message",
        help_text="Only where the service asks for a word. For example: HOME. None for 988.",
    )

    class Meta:
        icon = "comment"
        label = "Text message"


class EmailLinkBlock(LinkBlock):
    """An address to write to."""

    email = EmailBlock(label="E-mail address")

    class Meta:
        icon = "mail"
        label = "E-mail"


class AddressLinkBlock(LinkBlock):
    """An address elsewhere on the web."""

    url = URLBlock(label="Web address", help_text="Begins with https://")

    class Meta:
        icon = "link-external"
        label = "Web address"


class LinksBlock(StreamBlock):
    """One or two links; the first is the main one."""

    page = PageLinkBlock()
    document = DocumentLinkBlock()
    phone = PhoneLinkBlock()
    text_message = TextMessageLinkBlock()
    email = EmailLinkBlock()
    address = AddressLinkBlock()

    class Meta:
        min_num = 1
        max_num = 2
        icon = "link"
