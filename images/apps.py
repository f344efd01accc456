"""Images, their renditions, and documents."""

from django.apps import AppConfig
from django.conf import settings
from PIL import Image


class ImagesConfig(AppConfig):
    """The media library's own models."""

    name = "images"
    verbose_name = "Media library"

    def ready(self) -> None:
        """Have Pillow refuse by itself what is more than the server reads, whoever opens it."""
        # It warns above this number, which a JPEG may have, and refuses twice as much.
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS * 2
