"""Where a reply leads."""

from comments.judging.base import Judgement, Submission
from comments.shown import DOMAIN, Link, host_of, is_below


def links(submission: Submission, found: Judgement) -> None:
    """Hold many links, and one whose words name another place than where it leads."""
    seen = submission.shown.links
    if len(seen) > submission.settings.maximum_links:
        found.reasons.append(f"It has {len(seen)} links.")
    if false := next((link for link in seen if names_another_place(link)), None):
        found.reasons.append(f"A link says “{false.text[:60]}” and leads to {false.host}.")


def names_another_place(link: Link) -> bool:
    """Return whether a link's words are the address of a site that it does not lead to."""
    if not link.host:
        return False
    said = [host_of(match[0]) for match in DOMAIN.finditer(link.text)]
    return any(
        host and not (is_below(link.host, host) or is_below(host, link.host)) for host in said
    )
