"""Links: what they say, and whether they lead somewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft, Part

# Out of context, as screen readers list links, these say nothing.
VAGUE = {
    "click",
    "click here",
    "continue reading",
    "details",
    "find out more",
    "here",
    "learn more",
    "link",
    "more",
    "read here",
    "read more",
    "see here",
    "this",
    "this article",
    "this link",
    "this page",
    "this post",
}
WCAG_URL = "https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html"


class LinkTextCheck(Check):
    """The words of links."""

    name = "Link texts"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield each link whose words do not say where it leads."""
        for section in draft.sections:
            for part in section.parts:
                for text in _texts(part):
                    words = text.strip(" .,:;!?…→»>").lower()
                    if words in VAGUE or words.startswith(("http://", "https://", "www.")):
                        yield Finding(
                            Severity.WARNING,
                            f"A link says “{text}”.",
                            "Who jumps from link to link hears only that, and search engines learn "
                            "nothing of where it leads.",
                            "Link the words that name what is found there.",
                            Place.of(part),
                            WCAG_URL,
                        )


@dataclass(frozen=True)
class DeadLink:
    """A link inside the site that readers follow in vain.

    Args:
        part: where it stands.
        words: what it says.
        address: where it leads; a name where it has no address, as what was deleted.
        fault: why readers do not get there.
    """

    part: Part
    words: str
    address: str
    fault: str


def dead_links(draft: Draft) -> Iterable[DeadLink]:
    """Yield each link to a page, document or anchor of the site that readers do not reach.

    Args:
        draft: the post, or the draft of one.
    """
    targets = draft.targets
    for section in draft.sections:
        for part in section.parts:
            for link in part.links:
                if fault := targets.fault_of_link(link):
                    yield DeadLink(part, link.text, targets.address_of_link(link), fault)
            if fault := targets.fault_of_choice(part):
                words = str(part.parent.get("text") or part.parent.get("heading") or "")
                yield DeadLink(part, words, targets.address_of_choice(part), fault)


class DeadLinksCheck(Check):
    """Where links inside the site lead."""

    name = "Links inside the site"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield each link to a page, document or anchor that readers do not reach."""
        for link in dead_links(draft):
            yield Finding(
                Severity.WARNING,
                f"The link “{link.words}” leads nowhere. {link.fault}",
                "Readers find its words without a link, or a page that is missing.",
                "Choose another page, or take the link away.",
                Place.of(link.part),
            )


def _texts(part: Part) -> Iterable[str]:
    if part.is_rich:
        return [link.text for link in part.links]
    # The words of a link that is entered by fields: see home.blocks.links.
    is_link = part.path[-1:] == ("text",) and "links" in part.path
    return [str(part.value or "")] if is_link and part.value else []
