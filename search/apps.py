"""One search over posts, people, categories, pages and the clinic's facts."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """What readers find."""

    name = "search"

    def ready(self) -> None:
        """Listen to what changes the index."""
        from search import receivers  # noqa: F401
