"""One search over posts, people, categories and pages."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """What readers find."""

    name = "search"
