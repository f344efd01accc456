"""What tells the whole world who somebody is."""

import unicodedata

from comments import personal_data
from comments.judging.base import Judgement, Submission


def personal(submission: Submission, found: Judgement) -> None:
    """Hold what identifies anybody, whoever wrote it and whatever they were asked before.

    The person who is named is not the one who was asked.
    """
    # Full-width digits are digits to whoever reads them, and to whoever dials them.
    text = unicodedata.normalize("NFKC", f"{submission.name}\n{submission.shown.text}")
    found.personal = list(dict.fromkeys(each.kind for each in personal_data.find(text)))
    if found.personal:
        found.reasons.append(f"It may identify somebody: {', '.join(found.personal)}.")
