"""Words that only a clinician may give weight to."""

import re

from comments.judging.base import Judgement, Submission

# "I am your doctor", "as a nurse": advice that readers may follow because of who seems to give it.
KINDS = (
    r"(?:board|certified|licensed|registered|retired|trained|practicing|clinical|qualified|medical|"
    r"psychiatric|mental|health|former|real|family|er)"
)
PROFESSIONS = (
    r"(?:doctors?|physicians?|psychiatrists?|psychologists?|therapists?|nurses?|pharmacists?|"
    r"clinicians?|moderators?|md|rn)"
)
CLAIM = re.compile(
    r"\b(?:(?:i am|im|i work as|we are|this is)(?: (?:a|an|the|your|one of (?:the|your)))?"
    r"|(?:speaking as|as) (?:a|an|your|one of the))"
    rf"(?: {KINDS}){{0,3}} {PROFESSIONS}\b"
)


def claims(submission: Submission, found: Judgement) -> None:
    """Hold a reply that speaks as a clinician or a moderator: whether it is one, a person knows."""
    if match := CLAIM.search(" ".join(submission.shown.words)):
        found.reasons.append(f"It speaks as a professional: “{match[0]}”.")
