"""What runs without a request: the background process, and schedules."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Work that nobody asked for at this moment."""

    name = "operations"
