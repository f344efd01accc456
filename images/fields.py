"""The field in which an image's file is sent."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField

BROKEN = "This file is broken: it begins as an image and cannot be read to its end. Send it again."


class ReadableImageField(WagtailImageField):
    """Refuses a file that is an image by its beginning only, such as one whose download broke off.

    Wagtail 8.0.1 reads the beginning and fails at the rest, with an error page.
    """

    def check_image_pixel_size(self, f: Any) -> None:
        """Check the size, for which the whole image is read.

        Raises:
            ValidationError: when it is too large, or cannot be read.
        """
        try:
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError, ValueError) as error:
            # What Pillow raises for broken files, by format.
            raise ValidationError(BROKEN, code="broken_image") from error
