"""The same text, again."""

from datetime import timedelta

from comments.judging.base import Judgement, Submission
from comments.models import ReaderComment
from core.hashes import text_hash

WITHIN = timedelta(days=1)
# Short thanks are often the same; longer texts that are the same were copied.
LONG_TEXT = 40  # characters


def repeats(submission: Submission, found: Judgement) -> None:
    """Hold a long text that somebody posted within a day.

    Its writer is told nothing of it: whose text it was is not theirs to find out.
    """
    rows = ReaderComment.objects.filter(
        text_hash=text_hash(submission.text), posted_at__gt=submission.now - WITHIN
    )
    if len(submission.text) > LONG_TEXT and rows.exists():
        found.reasons.append("The same text was posted within a day.")
