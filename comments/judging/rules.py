"""The moderators' rules, compiled once for each change of them."""

import ipaddress
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max

from comments.judging.base import CommentRefused, Judgement, Submission
from comments.models import GateRule
from core import folding

END = ""  # in a tree of words: the rules that are complete here
STARS = "*"  # in a tree of words: the beginnings of words that may come next


@dataclass
class CompiledRules:
    """Rules in the shape in which they are looked for: in time that hardly grows with them.

    Args:
        words: a tree of folded words; at its ends are rules.
        domains: rules about links by domain.
        emails: rules about e-mail addresses by address or domain.
        networks: rules about networks by version, as sorted (first, last, rule) triples.
    """

    words: dict[str, Any] = field(default_factory=dict)
    domains: dict[str, GateRule] = field(default_factory=dict)
    emails: dict[str, GateRule] = field(default_factory=dict)
    networks: dict[int, list[tuple[int, int, GateRule]]] = field(default_factory=dict)

    def add(self, rule: GateRule) -> None:
        """Add a rule."""
        kinds = GateRule.Kind
        if rule.kind == kinds.WORDS:
            self._add_words(rule)
        elif rule.kind == kinds.LINK:
            self.domains[rule.pattern] = rule
        elif rule.kind == kinds.EMAIL:
            self.emails[rule.pattern.lstrip("@")] = rule
        else:
            network = ipaddress.ip_network(rule.pattern)
            first, last = int(network.network_address), int(network.broadcast_address)
            self.networks.setdefault(network.version, []).append((first, last, rule))

    def _add_words(self, rule: GateRule) -> None:
        node = self.words
        for typed in rule.pattern.split():
            parts = folding.words(typed.rstrip("*"))
            for place, part in enumerate(parts, start=1):
                is_open = typed.endswith("*") and place == len(parts)
                if is_open:
                    # By length: a word is looked up once for each length that a beginning has.
                    stars = node.setdefault(STARS, {})
                    node = stars.setdefault(len(part), {}).setdefault(part, {})
                else:
                    node = node.setdefault(part, {})
        if node is not self.words:
            node.setdefault(END, []).append(rule)

    def in_words(self, words: list[str]) -> Iterator[GateRule]:
        """Yield the rules whose words stand somewhere in a text."""
        for start in range(len(words)):
            nodes = [self.words]
            for word in words[start:]:
                nodes = [below for node in nodes for below in _below(node, word)]
                if not nodes:
                    break
                for node in nodes:
                    yield from node.get(END, ())

    def of_hosts(self, hosts: set[str]) -> Iterator[GateRule]:
        """Yield the rules about the sites that a reply names."""
        for host in hosts:
            for domain in _above(host):
                if rule := self.domains.get(domain):
                    yield rule

    def of_email(self, email: str) -> Iterator[GateRule]:
        """Yield the rules about an e-mail address."""
        email = email.lower()
        for each in (email, *_above(email.rpartition("@")[2])):
            if rule := self.emails.get(each):
                yield rule

    def of_network(self, network: str) -> Iterator[GateRule]:
        """Yield the rules about a network that share an address with it."""
        if not network:
            return
        theirs = ipaddress.ip_network(network)
        rows = self.networks.get(theirs.version, [])
        first, last = int(theirs.network_address), int(theirs.broadcast_address)
        # Sorted by where they begin: what begins behind the last address is none of them.
        for begin, end, rule in rows[: bisect_right(rows, last, key=lambda row: row[0])]:
            if end >= first and begin <= last:
                yield rule


_compiled: tuple[tuple[Any, ...], CompiledRules] | None = None


def compiled_rules() -> CompiledRules:
    """Return all rules, compiled anew only when one was added, changed or deleted.

    Each process keeps its own; one small query asks whether they still hold, so that a change on
    another node counts from the next reply on.
    """
    global _compiled
    version = tuple(GateRule.objects.aggregate(Count("pk"), Max("pk"), Max("changed_at")).values())
    if _compiled is None or _compiled[0] != version:
        rules = CompiledRules()
        for rule in GateRule.objects.all():
            rules.add(rule)
        for rows in rules.networks.values():
            rows.sort(key=lambda row: row[0])
        _compiled = (version, rules)
    return _compiled[1]


def rules(submission: Submission, found: Judgement) -> None:
    """Apply the moderators' rules.

    Somebody in danger is read by a person, whatever words they chose and wherever they are: what
    would be refused or hidden as spam is held. A rule about an e-mail address never refuses.

    Raises:
        CommentRefused: when a rule asks the writer to change it.
    """
    compiled = compiled_rules()
    shown = submission.shown
    applying = {
        rule.pk: rule
        for rule in (
            *compiled.in_words(shown.words),
            *compiled.of_hosts(shown.hosts),
            *compiled.of_email(submission.email),
            *compiled.of_network(submission.network),
        )
    }
    for rule in applying.values():
        refuses = rule.action == GateRule.Action.REFUSE
        is_about_email = rule.kind == GateRule.Kind.EMAIL
        if refuses and not is_about_email and not found.is_alarming:
            raise refusal(rule)
        found.reasons.append(f"The rule “{rule.pattern}” applies.")
        # No answer tells what the desk thinks of an address: whoever guesses would learn from it.
        hides = rule.action == GateRule.Action.SPAM or (refuses and is_about_email)
        if hides and not found.is_alarming:
            found.is_spam = True


def refusal(rule: GateRule) -> CommentRefused:
    """Return what its writer is told where a rule refuses a reply."""
    if rule.kind == GateRule.Kind.NETWORK:
        return CommentRefused(
            "", "Replies from your network are not taken. Please contact the clinic instead."
        )
    return CommentRefused(
        "comment", f"This can't be sent with “{rule.pattern}” in it. Please change it."
    )


def _below(node: dict[str, Any], word: str) -> Iterator[dict[str, Any]]:
    if word in node and word not in (END, STARS):
        yield node[word]
    for length, beginnings in node.get(STARS, {}).items():
        if below := beginnings.get(word[:length]):
            yield below


def _above(host: str) -> Iterator[str]:
    parts = host.split(".")
    for start in range(len(parts)):
        yield ".".join(parts[start:])
