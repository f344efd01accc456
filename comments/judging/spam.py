"""What the classifier says."""

from comments.classifiers import classifier
from comments.judging.base import Judgement, Submission
from comments.models import Verdict


def spam(submission: Submission, found: Judgement) -> None:
    """Ask the classifier; it holds and hides nothing by itself."""
    found.opinion = classifier().judge(name=submission.name, text=submission.text)
    if found.opinion.verdict == Verdict.SPAM:
        found.reasons.append("The classifier takes it for spam.")
