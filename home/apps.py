"""The home page, standard pages, forms, site settings and navigation."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """What every page of the site shares."""

    name = "home"

    def ready(self) -> None:
        """Register what forms keep, and who is told of what they hold."""
        from home import form_emergencies  # noqa: F401 - registers its kind
        from home.privacy import register_holdings

        register_holdings()
