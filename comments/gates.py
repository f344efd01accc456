"""What stands between a reply and its readers, other than a moderator."""

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.utils.text import Truncator

from comments.care import phrases_in
from comments.classifiers import Opinion, classifier
from comments.models import CommentSettings, GateRule, ReaderComment, Status, Verdict
from comments.text import links_in
from core import hashes, network
from core.budgets import HOUR, TEN_MINUTES, Budget, spend

# The same words by the same person on the same page within this time are one comment, sent twice.
TWICE_WITHIN = timedelta(days=1)
# Short thanks are often the same; longer texts that are the same were copied.
LONG_TEXT = 40  # characters
# Who was marked as spam within this time is not trusted.
DISTRUST_FOR = timedelta(days=180)


class CommentRefused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A comment that was not stored.

    Args:
        field: the name of the field at fault; empty when it is none of the writer's.
        message: what is wrong and what to do, for the writer.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Submission:
    """A reply as it came, cleaned.

    Args:
        page_id: key of the page.
        name: who wrote it, as shown.
        email: their address.
        text: what they wrote.
        network: the truncated network it came from; empty when unknown.
        settings: the site's.
        now: when it came.
    """

    page_id: int
    name: str
    email: str
    text: str
    network: str
    settings: CommentSettings
    now: datetime


@dataclass
class Judgement:
    """What the gates found.

    Args:
        is_urgent: whether it holds a phrase of care.
        is_spam: whether a rule calls it spam.
        reasons: why a moderator must see it, in words for the moderator.
        opinion: the classifier's.
    """

    is_urgent: bool = False
    is_spam: bool = False
    reasons: list[str] = field(default_factory=list)
    opinion: Opinion = field(default_factory=Opinion)

    @property
    def held_because(self) -> str:
        """The reasons as one line."""
        return Truncator(" ".join(self.reasons)).chars(300)


def speaks_of_emergency(text: str, settings: CommentSettings) -> bool:
    """Return whether a text holds a phrase of care of the site."""
    return bool(
        phrases_in(text, settings.care_phrases.splitlines(), settings.care_exceptions.splitlines())
    )


def spend_budgets(submission: Submission) -> None:
    """Count a reply for its address, its e-mail address and its page.

    Raises:
        BudgetSpent: when one of them sent too many.
    """
    settings = submission.settings
    spend(
        (
            Budget(
                "replies-of-address",
                network.network_hash(submission.network, day=submission.now.date()),
                settings.replies_per_address,
                TEN_MINUTES,
            ),
            Budget(
                "replies-of-email",
                hashes.email_hash(submission.email),
                settings.replies_per_email,
                HOUR,
            ),
            Budget(
                "replies-to-page",
                str(submission.page_id),
                settings.replies_per_page,
                TEN_MINUTES,
            ),
        )
    )


def judge(submission: Submission) -> Judgement:
    """Look a reply through.

    Raises:
        CommentRefused: when a rule asks its writer to change it.
    """
    settings, text = submission.settings, submission.text
    found = Judgement(is_urgent=speaks_of_emergency(text, settings))
    if found.is_urgent:
        found.reasons.append("It may speak of an emergency.")
    links = links_in(text)
    for rule in GateRule.objects.all():
        if not applies(rule, submission, links):
            continue
        if rule.action == GateRule.Action.REFUSE:
            raise CommentRefused(
                "email" if rule.kind == GateRule.Kind.EMAIL else "comment",
                f"This can't be sent with “{rule.pattern}” in it. Please change it."
                if rule.kind != GateRule.Kind.NETWORK
                else "Replies from your network are not taken. Please contact the clinic instead.",
            )
        found.is_spam = found.is_spam or rule.action == GateRule.Action.SPAM
        found.reasons.append(f"The rule “{rule.pattern}” applies.")
    if len(links) > settings.maximum_links:
        found.reasons.append(f"It has {len(links)} links.")
    if len(text) > LONG_TEXT and _was_posted_elsewhere(submission):
        found.reasons.append("The same text was posted within a day.")
    found.opinion = classifier().judge(name=submission.name, text=text)
    if found.opinion.verdict == Verdict.SPAM:
        found.reasons.append("The classifier takes it for spam.")
    # Somebody in danger is read by a person, whatever words they chose.
    found.is_spam = found.is_spam and not found.is_urgent
    return found


def applies(rule: GateRule, submission: Submission, links: list[str]) -> bool:
    """Return whether a rule speaks of a reply.

    Args:
        rule: the rule.
        submission: the reply.
        links: the links in its text.
    """
    kinds = GateRule.Kind
    if rule.kind == kinds.WORDS:
        return bool(phrases_in(f"{submission.name}\n{submission.text}", [rule.pattern]))
    if rule.kind == kinds.LINK:
        return any(_is_below(_host(link), rule.pattern) for link in links)
    if rule.kind == kinds.EMAIL:
        email = submission.email.lower()
        return email == rule.pattern or _is_below(
            email.rpartition("@")[2], rule.pattern.lstrip("@")
        )
    if not submission.network:
        return False
    theirs = ipaddress.ip_network(submission.network)
    listed = ipaddress.ip_network(rule.pattern)
    return theirs.version == listed.version and theirs.overlaps(listed)


def is_trusted(
    email: str, settings: CommentSettings, now: datetime, *, other_than: int = 0
) -> bool:
    """Return whether somebody's replies are shown at once.

    Args:
        email: their confirmed address.
        settings: the site's.
        now: the time that spam is counted back from.
        other_than: key of a comment that does not count.
    """
    if not settings.trusted_after or not email:
        return False
    theirs = ReaderComment.objects.get_queryset().filter(email_hash=hashes.email_hash(email))
    if theirs.filter(status=Status.SPAM, posted_at__gt=now - DISTRUST_FOR).exists():
        return False
    approved = (
        theirs.filter(status=Status.APPROVED)
        .exclude(pk=other_than)
        .values("pk")[: settings.trusted_after]
    )
    return len(approved) >= settings.trusted_after


def _was_posted_elsewhere(submission: Submission) -> bool:
    return (
        ReaderComment.objects.get_queryset()
        .filter(
            text_hash=hashes.text_hash(submission.text),
            posted_at__gt=submission.now - TWICE_WITHIN,
        )
        .exists()
    )


def _host(link: str) -> str:
    try:
        return (urlsplit(link if "//" in link else f"//{link}").hostname or "").lower()
    except ValueError:
        return ""


def _is_below(domain: str, listed: str) -> bool:
    return domain == listed or domain.endswith(f".{listed}")
