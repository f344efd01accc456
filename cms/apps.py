"""The project as an application: its system checks, commands and template tags."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Everything that spans the other apps."""

    name = "cms"
    verbose_name = "Site"
