"""Where to turn in a crisis, as plain data: for mails, the API's receipts and the pages' head."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import Any
from urllib.parse import urljoin

from django.apps import apps
from django.utils.html import strip_tags
from wagtail.models import Site

from home.blocks import dialed


class LinkKind(StrEnum):
    """What a link lets somebody do."""

    CALL = "call"
    TEXT = "text"
    CHAT = "chat"  # on a page
    WRITE = "write"  # a mail


# By the types of `home.blocks.LinksBlock`; what leads to a page is a chat, or explains one.
KINDS = {
    "phone": LinkKind.CALL,
    "text_message": LinkKind.TEXT,
    "email": LinkKind.WRITE,
}


@dataclass(frozen=True)
class CrisisLink:
    """A way to reach a resource.

    Args:
        kind: what it lets somebody do.
        text: its words.
        href: where it leads: `tel:`, `sms:`, `https:` or `mailto:`.
        target: the number or address as a person reads it.
    """

    kind: LinkKind
    text: str
    href: str
    target: str

    @property
    def in_words(self) -> str:
        """Return the words with the number or address, for where nothing can be tapped."""
        if self.kind in (LinkKind.CALL, LinkKind.TEXT) and dialed(self.target) in dialed(self.text):
            return self.text
        return f"{self.text}: {self.target}"


@dataclass(frozen=True)
class CrisisResource:
    """Somewhere to turn in a crisis.

    Args:
        name: what it is called.
        text: when and how to reach it: a plain sentence.
        language: of name, text and links: a tag of BCP 47.
        links: how to reach it.
    """

    name: str
    text: str
    language: str
    links: tuple[CrisisLink, ...]


def crisis_heading(site: Site) -> str:
    """Return the words that stand above a site's crisis resources."""
    heading: str = _settings(site).crisis_heading
    return heading


def crisis_resources(site: Site) -> list[CrisisResource]:
    """Return a site's crisis resources, the first one first; never none.

    It needs no request. Its links are absolute.
    """
    return resources_in(_settings(site).shown_crisis_resources, base=f"{site.root_url}/")


def resources_in(stream: Iterable[Any], *, base: str = "") -> list[CrisisResource]:
    """Return the resources of a stream value of `CrisisResourcesBlock`.

    Args:
        stream: the value.
        base: the address that links within the site are joined to.
    """
    return [
        CrisisResource(
            name=child.value["name"],
            text=" ".join(unescape(strip_tags(child.value["text"].source)).split()),
            language=child.value["language"],
            links=tuple(_link(link, base) for link in child.value["links"] if link.value.href),
        )
        for child in stream
    ]


def first_links(resources: list[CrisisResource]) -> list[CrisisLink]:
    """Return the first resource's links, one of each kind: to call, to text, to chat."""
    links = resources[0].links if resources else ()
    firsts = {link.kind: link for link in reversed(links)}
    kinds = (LinkKind.CALL, LinkKind.TEXT, LinkKind.CHAT)
    return [firsts[kind] for kind in kinds if kind in firsts]


def _link(child: Any, base: str) -> CrisisLink:
    value = child.value
    href = urljoin(base, value.href)
    number = value.get("phone") or value.get("number")
    return CrisisLink(
        kind=KINDS.get(child.block_type, LinkKind.CHAT),
        text=value["text"],
        href=href,
        target=number or value.get("email") or href,
    )


def _settings(site: Site) -> Any:
    return apps.get_model("home", "CareSettings").for_site(site)
