"""The project: settings, addresses, and how it is served."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The commands of the project itself, and its middleware."""

    name = "cms"
    verbose_name = "Site"
