"""Images and videos."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    StructBlock,
    StructValue,
    URLBlock,
)
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model

from blog.rich_text import INLINE, PROSE
from images.blocks import ImageBlock

from .base import SHOW
from .rich_text import CitingTextBlock


def sample_image() -> Any:
    """Return an image of the library for a preview in the block chooser, or None."""
    image = get_image_model().objects.order_by("pk").first()
    if image is not None:
        # As the block would have it: the text of this place, or decoration.
        image.contextual_alt_text = image.description
        image.decorative = not image.description
    return image


def sample_figure() -> dict[str, Any]:
    """Return a figure for a preview in the block chooser."""
    return {
        "image": sample_image(),
        "caption": "<p>A nerve cell and its neighbours.</p>",
        "source": "Drawing by the clinic",
    }


class FigureBlock(StructBlock):
    """An image with a caption and where it comes from."""

    image = ImageBlock(required=False)
    caption = CitingTextBlock(features=INLINE, required=False)
    source = CharBlock(
        max_length=200,
        required=False,
        help_text="Whose image it is, or the data behind it.",
    )

    class Meta:
        title_field = ""
        icon = "image"
        label = "Figure"

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, required=required, **kwargs)

    def clean(self, value: Any) -> Any:
        """Require the image where the figure is required, or where it has a caption.

        Raises:
            StructBlockValidationError: naming the field.
        """
        cleaned = super().clean(value)
        if not cleaned["image"]:
            if self.meta.required:
                message = "Choose an image."
            elif cleaned["caption"].source or cleaned["source"]:
                message = "Choose an image, or empty the caption and the source."
            else:
                return cleaned
            # The image is a struct too: only an error at its own chooser is shown to the editor.
            chooser = StructBlockValidationError({"image": ValidationError(message)})
            raise StructBlockValidationError({"image": chooser})
        return cleaned


class ImageSectionBlock(FigureBlock):
    """An image as a section of its own."""

    class Meta:
        states_facts = False
        icon = "image"
        label = "Image"
        group = SHOW
        description = "An image with a caption and its source."
        template = "blocks/image.html"
        preview_value = staticmethod(sample_figure)


class GalleryBlock(StructBlock):
    """Several images side by side."""

    heading = CharBlock(max_length=120, required=False)
    images = ListBlock(FigureBlock(), min_num=2, max_num=12)

    class Meta:
        title_field = "heading"
        states_facts = False
        icon = "image"
        label = "Gallery"
        group = SHOW
        description = "Two or more images side by side."
        template = "blocks/gallery.html"

        @staticmethod
        def preview_value() -> dict[str, Any]:
            """Show the library's own images, which may change."""
            return {
                "heading": "How signals travel",
                "images": [sample_figure(), sample_figure()],
            }


YOUTUBE_HOSTS = ("www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be")
VIMEO_HOSTS = ("vimeo.com", "www.vimeo.com")


class VideoValue(StructValue):
    """A video's value; `player_url` is what a reader's click loads."""

    @property
    def player_url(self) -> str:
        """Return the address of the provider's player, or an empty text for a foreign address.

        YouTube's player comes from the host that sets no cookie before the video plays.
        """
        return video_player_url(self["url"] or "")

    @property
    def provider(self) -> str:
        """Return the name of who serves the video, which the reader is told before the click."""
        return "Vimeo" if "vimeo" in (urlsplit(self["url"] or "").hostname or "") else "YouTube"


def video_player_url(url: str) -> str:
    """Return the player's address for a video page on YouTube or Vimeo, else an empty text."""
    parts = urlsplit(url)
    video = ""
    if parts.hostname in YOUTUBE_HOSTS:
        if parts.hostname == "youtu.be":
            video = parts.path.strip("/")
        elif parts.path == "/watch":
            video = parse_qs(parts.query).get("v", [""])[0]
        elif match := re.match(r"^/(?:shorts|live|embed)/([^/]+)/?$", parts.path):
            video = match[1]
        if re.fullmatch(r"[A-Za-z0-9_-]{11}", video):
            return f"https://www.youtube-nocookie.com/embed/{video}?autoplay=1"
    elif parts.hostname in VIMEO_HOSTS and (match := re.match(r"^/(\d{6,12})/?$", parts.path)):
        return f"https://player.vimeo.com/video/{match[1]}?autoplay=1&dnt=1"
    return ""


class VideoBlock(StructBlock):
    """A video that loads nothing from its provider before the reader asks for it."""

    heading = CharBlock(max_length=120, label="Title of the video")
    url = URLBlock(
        label="Address of the video",
        help_text="The video's page on YouTube or Vimeo, for example "
        "https://www.youtube.com/watch?v=…",
    )
    poster = ImageBlock(required=False, help_text="Shown until the video plays; from our library.")
    transcript = CitingTextBlock(
        features=PROSE,
        required=False,
        help_text="What is said. It helps who cannot hear, who saves data, and search engines.",
    )

    class Meta:
        title_field = "heading"
        states_facts = False
        address_properties = ("player_url",)
        icon = "media"
        label = "Video"
        group = SHOW
        description = "A video from YouTube or Vimeo that loads only when a reader plays it."
        template = "blocks/video.html"
        value_class = VideoValue

        @staticmethod
        def preview_value() -> dict[str, Any]:
            """Show the library's own image, which may change."""
            return {
                "heading": "What happens during an infusion",
                "url": "https://vimeo.com/76979871",
                "poster": sample_image(),
                "transcript": "<p>You sit in a reclining chair. A nurse checks your blood "
                "pressure.</p>",
            }

    def clean(self, value: Any) -> Any:
        """Accept addresses whose player is known.

        Raises:
            StructBlockValidationError: for the address, with examples of what works.
        """
        cleaned = super().clean(value)
        if not video_player_url(cleaned["url"]):
            raise StructBlockValidationError(
                {
                    "url": ValidationError(
                        "This is not the address of a video on YouTube or Vimeo. Open the video "
                        "there and copy the address from the browser, for example "
                        "https://www.youtube.com/watch?v=dQw4w9WgXcQ or https://vimeo.com/76979871."
                    )
                }
            )
        return cleaned
