"""The ground floor."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Network identity, budgets, the outbox and the registry of personal data."""

    name = "core"
    verbose_name = "Ground floor"

    def ready(self) -> None:
        """Tell the registry what the outbox keeps."""
        from core.outbox import register_holdings

        register_holdings()
