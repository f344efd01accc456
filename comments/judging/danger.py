"""Somebody may be in danger: a person must read it soon, and its writer must find help at once."""

from comments.judging.base import Judgement, Submission
from core.recognition import recognise


def danger(submission: Submission, found: Judgement) -> None:
    """Recognise distress, methods of self-harm, and a child.

    It stands first: no later phase may refuse or hide what it finds.
    """
    seen = recognise(f"{submission.name}\n{submission.shown.text}")
    found.danger = seen.level
    if found.is_alarming or seen.is_harmful:
        found.reasons.append(seen.reason)
    if seen.is_harmful:
        found.reasons.append("It can't be published as it is.")
    if seen.is_child:
        # https://www.ecfr.gov/current/title-16/part-312: nothing is kept of a child under 13.
        found.reasons.append(
            "Its writer may be a child under 13: look first whether help is needed, then erase it."
        )
