"""Whose names nobody else may reply under."""

from collections.abc import Iterable

from blog.models import Person
from comments.judging.names import protect


def names_of_people() -> Iterable[str]:
    """Return the names of authors and reviewers."""
    return Person.objects.values_list("name", flat=True)


def protect_names() -> None:
    """Have replies under these names read by a moderator first."""
    protect(names_of_people)
