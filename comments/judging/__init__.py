"""What stands between a reply and its readers, other than a moderator: phases, in their order.

A phase is a function in a file of its own, with one reason to change. Form, API and edits all
pass the same ones, and what they look at is the reply as it would be seen.
"""

from comments.judging.base import CommentRefused, Judgement, Phase, Submission
from comments.judging.claims import claims
from comments.judging.danger import danger
from comments.judging.limits import spend_budgets
from comments.judging.links import links
from comments.judging.names import names
from comments.judging.personal import personal
from comments.judging.repeats import repeats
from comments.judging.rules import rules
from comments.judging.spam import spam
from comments.judging.traps import traps
from comments.judging.trust import is_trusted

__all__ = [
    "PHASES",
    "CommentRefused",
    "Judgement",
    "Submission",
    "is_trusted",
    "judge",
    "spend_budgets",
]

# Danger first: what it finds is refused and hidden by none of the others.
PHASES: tuple[Phase, ...] = (danger, traps, personal, names, claims, links, rules, repeats, spam)


def judge(submission: Submission) -> Judgement:
    """Look a reply through.

    Raises:
        CommentRefused: when a rule asks its writer to change it, and nobody seems in danger.
    """
    found = Judgement()
    for phase in PHASES:
        phase(submission, found)
    return found
