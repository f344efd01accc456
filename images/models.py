"""The media library: images with alternative text and credit, renditions, documents."""

import logging
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, models
from django.templatetags.static import static
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, get_upload_to
from wagtail.search import index

from core.wagtail_internals import (
    InvalidFilterSpecError,
    get_rendition_storage,
    get_rendition_upload_to,
)

from .signals import image_replaced
from .storing import AddressedImageField, OriginalImageField

logger = logging.getLogger(__name__)

PLACEHOLDER = "icons/picture-missing.svg"
ORIGINALS = "original_images"  # the folder, below MEDIA_ROOT, of what not everybody may see
REST = 60  # seconds until a picture that failed is tried again, and noted again


class CustomImage(AbstractImage):
    """An image. `description`, Wagtail's own field, is its alternative text."""

    file = OriginalImageField(
        verbose_name="file", upload_to=get_upload_to, width_field="width", height_field="height"
    )
    credit = models.CharField(
        max_length=255,
        blank=True,
        help_text="Who made it. For example: Drawing: Ana Ruiz",
    )
    licence = models.CharField(
        max_length=255,
        blank=True,
        help_text="Under which terms it may be used. For example: CC BY 4.0",
    )

    original_is_public = models.BooleanField(
        "original may be downloaded",
        default=False,
        help_text="Whoever has its address gets the whole picture, in full size: a press photo, "
        "for example. Pages show smaller ones in any case.",
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
        "original_is_public",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    @property
    def default_alt_text(self) -> str:
        """The alternative text; empty for decoration, where Wagtail would say the file's title."""
        return str(self.description)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the file and the image, and tell who shows it when it is another picture now."""
        fields = kwargs.get("update_fields")
        if fields is not None and "file" not in fields:
            super().save(*args, **kwargs)
            return
        # First of all: width, height, size and hash are those of the file as it is stored.
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        stored = type(self).objects.filter(pk=self.pk) if self.pk else type(self).objects.none()
        before = stored.values_list("file", "file_hash").first()
        super().save(*args, **kwargs)
        if before and before[0] != self.file.name and before[1] != self.file_hash:
            image_replaced.send(type(self), image=self)

    def get_rendition(self, filter: Filter | str) -> "CustomRendition":  # noqa: A002
        """Return a size and format of the image, or a placeholder, which no cache keeps."""
        rendition: CustomRendition = next(iter(self.get_renditions(filter).values()))
        return rendition

    def create_rendition(self, filter: Filter) -> "CustomRendition":  # noqa: A002 - Wagtail's name
        """Return a size and format of the image, made now, or a placeholder when it can't be.

        The file may be away, damaged or more than the server can read: that costs a picture and a
        line in the log, and never the page.
        """
        failed = f"image-failed-{self.pk}-{self.file_hash}"
        if not cache.get(failed):
            try:
                made: CustomRendition = super().create_rendition(filter)
                return made
            except (InvalidFilterSpecError, DatabaseError):
                raise  # a fault of ours, or one that the transaction must see
            except Exception as error:  # whatever storage and codecs raise
                cache.set(failed, True, REST)
                logger.warning(
                    "Image %s (%s) is shown as a placeholder: %s", self.pk, self.file.name, error
                )
        return self.renditions.model.placeholder(self, filter)

    def create_renditions(self, *filters: Filter) -> dict[Filter, "CustomRendition"]:
        """Return sizes and formats of the image, made now, with placeholders for what can't be."""
        failed = f"image-failed-{self.pk}-{self.file_hash}"
        if len(filters) > 1 and not cache.get(failed):
            try:
                made: dict[Filter, CustomRendition] = super().create_renditions(*filters)
                return made
            except (InvalidFilterSpecError, DatabaseError):
                raise
            except Exception:
                # One by one, which also says what is wrong.
                logger.debug("The sizes of image %s were not made together", self.pk)
        return {spec: self.create_rendition(spec) for spec in filters}

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"
        permissions = [("choose_customimage", "Can choose image")]


class CustomRendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(CustomImage, related_name="renditions", on_delete=models.CASCADE)
    file = AddressedImageField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
    )

    is_placeholder = False

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="images_rendition_once",
            )
        ]

    @classmethod
    def placeholder(cls, image: CustomImage, filter: Filter) -> "CustomRendition":  # noqa: A002
        """Return what stands in for a size that can't be made: as large as that, and never saved.

        Args:
            image: the image.
            filter: says the size.
        """
        width, height = filter.get_transform(image).size
        rendition = cls(image=image, filter_spec=filter.spec, width=width, height=height)
        rendition.is_placeholder = True
        rendition._from_cache = True  # Wagtail keeps it in no cache then
        return rendition

    @property
    def url(self) -> str:
        """The file's address, or that of the placeholder."""
        return static(PLACEHOLDER) if self.is_placeholder else str(self.file.url)

    @property
    def full_url(self) -> str:
        """The file's address with the site's; empty for a placeholder, which nobody shares."""
        return "" if self.is_placeholder else str(super().full_url)

    def get_upload_to(self, filename: str) -> str:
        """Return where the file is stored; the whole picture stands with the originals."""
        folder = ORIGINALS if self.filter_spec.split("|")[0] == "original" else "images"
        return f"{folder}/{self.file.field.storage.get_valid_name(filename)}"


class CustomDocument(AbstractDocument):
    """A file to download: a leaflet, a form, a checklist."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
        permissions = [("choose_customdocument", "Can choose document")]
