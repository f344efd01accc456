"""The ground floor."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Network identity, budgets, the outbox and the registry of personal data."""

    name = "core"
    verbose_name = "Ground floor"
