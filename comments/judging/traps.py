"""A field that nobody can see was filled in: by a robot, or by a password manager."""

from comments.judging.base import Judgement, Submission


def traps(submission: Submission, found: Judgement) -> None:
    """Hold it: an error would name a field that a person can't find."""
    if submission.trap_filled:
        found.reasons.append(
            "A field that people can't see was filled in, by a robot or a password manager."
        )
