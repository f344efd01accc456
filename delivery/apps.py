"""What leaves the system for machines: documents, the Content API, feeds, webhooks."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Posts as typed JSON, RSS and Atom."""

    name = "delivery"

    def ready(self) -> None:
        """Listen to what makes documents stale."""
        from delivery import receivers  # noqa: F401
        from delivery.privacy import register_holdings

        register_holdings()
