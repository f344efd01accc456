"""The home page, standard pages, forms, site settings and navigation."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """What every page of the site shares."""

    name = "home"
