"""The field in which an image's file is sent."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.fields import FileField

from core.wagtail_internals import WagtailImageField

from .normalizing import ImageRefused, NormalizedFile, normalize

NOT_TAKEN = (
    "Pages can't show a .{extension} file. Save it as JPEG (photos) or PNG (drawings) and send "
    "that."
)
NO_ENDING = "This file's name has no ending that says what it is. Call it photo.jpg, for example."


class NormalizingImageField(WagtailImageField):
    """Takes what can be shown everywhere, as it will be stored, and refuses the rest in words.

    Wagtail 8.0.1 looks at a file's beginning; what follows fails later, on the pages that show it.
    """

    def to_python(self, data: Any) -> NormalizedFile | None:
        """Return the file as it will be stored.

        Raises:
            ValidationError: with the reason and the remedy.
        """
        file = FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        name = str(file.name)
        extension = PurePath(name).suffix.lower().removeprefix(".")
        if extension not in self.allowed_image_extensions:
            message = NOT_TAKEN.format(extension=extension) if extension else NO_ENDING
            raise ValidationError(message, code="invalid_image_extension")
        try:
            return normalize(file, name=name)
        except ImageRefused as refusal:
            raise ValidationError(str(refusal), code="invalid_image") from refusal
