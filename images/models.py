"""The media library: images with alternative text and credit, renditions, documents."""

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index


class CustomImage(AbstractImage):
    """An image. `description`, Wagtail's own field, is its alternative text."""

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

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "licence",
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

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"
        permissions = [("choose_customimage", "Can choose image")]


class CustomRendition(AbstractRendition):
    """One size and format of an image."""

    image = models.ForeignKey(CustomImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="images_rendition_once",
            )
        ]


class CustomDocument(AbstractDocument):
    """A file to download: a leaflet, a form, a checklist."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
        permissions = [("choose_customdocument", "Can choose document")]
