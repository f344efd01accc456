"""Images, their renditions, and documents."""

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    """The media library's own models."""

    name = "images"
    verbose_name = "Media library"
