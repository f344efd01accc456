"""Answers that are not the wished-for one."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """Something that was asked for and is not done, with the reason and the remedy in words.

    It is raised where a rule lives, and caught where somebody can be told: a form, an API, a page.
    """
