"""Posts: pages, blocks, people, categories, clinical review, structured data."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    """The clinic's blog."""

    name = "blog"

    def ready(self) -> None:
        """Connect what follows from publishing."""
        from blog import receivers  # noqa: F401
        from blog.names import protect_names
        from blog.problems import emergencies  # noqa: F401 - registers its kind
        from blog.problems.privacy import register_holdings
        from blog.publishing import floor  # noqa: F401 - connects it

        protect_names()
        register_holdings()
