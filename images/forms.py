"""The form of an image, wherever one is uploaded or edited."""

from typing import Any

from django import forms
from django.conf import settings
from wagtail.images.forms import BaseImageForm

from .fields import NormalizingImageField


class ImageForm(BaseImageForm):
    """An image's form, which asks for its alternative text or that it is decoration."""

    is_decorative = forms.BooleanField(
        required=False,
        label="It is decoration",
        help_text="It tells nothing that the text around it does not say: screen readers skip it.",
    )
    field_order = ["title", "file", "description", "is_decorative"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail chooses the field by itself, and not in all forms of an image there is one.
        if plain := self.fields.get("file"):
            self.fields["file"] = NormalizingImageField(
                label=plain.label,
                help_text=plain.help_text,
                required=plain.required,
                widget=plain.widget,
                max_length=plain.max_length,
            )
        if self.instance.original_is_public and "original_is_public" in self.fields:
            self.fields[
                "original_is_public"
            ].help_text += f" Its address: {settings.WAGTAILADMIN_BASE_URL}{self.instance.file.url}"
        if "description" not in self.fields:
            del self.fields["is_decorative"]
            return
        self.fields["description"].label = "Alternative text"
        self.fields[
            "description"
        ].help_text = (
            "What it shows, for who can't see it. For example: A nerve cell and its neighbors"
        )
        self.fields["is_decorative"].initial = bool(
            self.instance.pk and not self.instance.description
        )

    def clean(self) -> dict[str, Any]:
        """Require either an alternative text or the word that there need not be one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "is_decorative" not in self.fields or "description" in self.errors:
            return cleaned
        has_text = bool(cleaned.get("description", "").strip())
        if not has_text and not cleaned.get("is_decorative"):
            self.add_error(
                "description", "Say what the image shows, or tick “It is decoration” below."
            )
        elif has_text and cleaned.get("is_decorative"):
            self.add_error(
                "is_decorative", "Take this tick away, or empty the alternative text above."
            )
        return cleaned
