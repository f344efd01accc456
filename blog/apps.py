"""Posts: pages, blocks, people, categories, structured data."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    """The clinic's blog."""

    name = "blog"
