"""Telephone numbers in running text become links."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from home.phone_numbers import link_phone_numbers

register = template.Library()


class LinkedPhoneNumbers(template.Node):
    """Links the numbers in what it encloses."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Any) -> SafeString:
        """Return the enclosed HTML with its links."""
        html = self.nodelist.render(context)
        own_number = getattr(context.get("organisation"), "telephone", "")
        # It was escaped when it was rendered; the links add nothing that a person typed unescaped.
        return mark_safe(link_phone_numbers(html, own_number=own_number))  # noqa: S308


@register.tag
def linked_phone_numbers(parser: Parser, token: Token) -> LinkedPhoneNumbers:
    """Link the telephone numbers of the running text between this tag and its end."""
    nodelist = parser.parse(("endlinked_phone_numbers",))
    parser.delete_first_token()
    return LinkedPhoneNumbers(nodelist)
