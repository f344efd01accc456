"""Words that only a clinician may give weight to."""

import re

from comments.judging.base import Judgement, Submission

# "I am your doctor", "as a nurse": advice that readers may follow because of who seems to give it.
CLAIM = re.compile(
    r"\b(?:i am|im|this is|speaking as|as)(?: (?:a|an|the|your))(?: \w+)? "
    r"(?:doctor|physician|psychiatrist|psychologist|therapist|nurse|pharmacist|clinician|moderator)"
    r"\b"
)


def claims(submission: Submission, found: Judgement) -> None:
    """Hold a reply that speaks as a clinician or a moderator: whether it is one, a person knows."""
    if match := CLAIM.search(" ".join(submission.shown.words)):
        found.reasons.append(f"It speaks as a professional: “{match[0]}”.")
