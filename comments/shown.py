"""A reply as it is seen: its words after Markdown, and its links as a browser follows them."""

import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

import ada_url

from comments.text import as_html
from core import folding

# What looks like an address, however it is spelled; whether it is one, the parser decides.
ADDRESS = re.compile(r"(?:https?:|www\.)[^\s<>\"']+", re.IGNORECASE)
# "evil.example" without anything before it, as people type addresses to be typed again.
DOMAIN = re.compile(r"[\w-]{1,63}(?:[.。．｡][\w-]{1,63}){1,8}")
WITHIN_WORDS = re.compile(r"(?<=[^\W_])[*_]+(?=[^\W_])")
# After these an inline text ends: words on both sides are two words.
BLOCKS = {"p", "br", "ul", "ol", "li"}


@dataclass(frozen=True)
class Link:
    """A link as a browser sees it.

    Args:
        host: where it leads, in lower case and ASCII (Punycode); empty for a mail address.
        text: its words.
        href: its address as written in the page.
    """

    host: str
    text: str
    href: str


class Shown:
    """What readers would see of a reply.

    Args:
        name: of its writer.
        markdown: its text as typed, at most some thousand characters.
    """

    def __init__(self, name: str, markdown: str) -> None:
        self.name = name
        self.html = as_html(markdown)
        reader = _Reader()
        reader.feed(self.html)
        reader.close()
        self.text = folding.visible("".join(reader.pieces)).strip()
        self._anchors = reader.anchors

    @cached_property
    def words(self) -> list[str]:
        """The words of name and text, folded; see `core.folding.words`."""
        words = [*folding.words(self.name), *folding.words(self.text)]
        # Stars and lines within a word are shown as they are, and read as if they were not there.
        bare = WITHIN_WORDS.sub("", self.text)
        return words if bare == self.text else [*words, *folding.words(bare)]

    @cached_property
    def links(self) -> list[Link]:
        """What can be followed, and what a reader would copy to follow it."""
        links = [Link(host_of(href), text, href) for href, text in self._anchors]
        hrefs = {link.href for link in links}
        for match in ADDRESS.finditer(f"{self.name}\n{self.text}"):
            address = match[0].rstrip(".,;:!?)")
            if address not in hrefs and (host := host_of(address)):
                links.append(Link(host, address, address))
        return links

    @cached_property
    def hosts(self) -> set[str]:
        """The hosts of its links, and every word that is spelled like one."""
        spelled = {
            host
            for match in DOMAIN.finditer(f"{self.name}\n{self.text}")
            if (host := host_of(match[0]))
        }
        return {link.host for link in self.links if link.host} | spelled


class _Reader(HTMLParser):
    """Takes words and links out of a reply's HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.anchors: list[tuple[str, str]] = []
        self._href: str | None = None
        self._begun = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.pieces.append("\n")
        elif tag == "a":
            self._href, self._begun = dict(attrs).get("href") or "", len(self.pieces)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.pieces.append("\n")
        elif tag == "a" and self._href is not None:
            self.anchors.append((self._href, "".join(self.pieces[self._begun :])))
            self._href = None

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def host_of(address: str) -> str:
    r"""Return the host that a browser asks for an address; empty when it is none of the web.

    By the URL Standard (https://url.spec.whatwg.org/), as browsers do it: "http:evil.example",
    "https:\\evil%2eexample" and "https://evil。example" all lead to evil.example.
    """
    if not re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
        address = f"https://{address}"
    try:
        url = ada_url.URL(address)
    except ValueError:
        return ""
    return url.hostname.rstrip(".") if url.protocol in ("http:", "https:") else ""


def is_below(host: str, domain: str) -> bool:
    """Return whether a host is a domain or one of those below it."""
    return host == domain or host.endswith(f".{domain}")
