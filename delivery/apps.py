"""What leaves the system for machines: the Content API and feeds."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Posts as typed JSON, RSS and Atom."""

    name = "delivery"
