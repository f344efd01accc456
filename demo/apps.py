"""The demo: content of a clinic that does not exist, and the command that serves it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Content to look at, to test with and to measure on."""

    name = "demo"
