"""What becomes of a picture's file before it is stored, whichever door it comes in by.

Pages show pictures in three formats and many sizes, and the files of cameras, phones and scanners
are of every kind. Each is read to its end, turned upright, brought to ordinary colors and to a size
that the server can work with, written anew without anything but its pixels and colors, and rendered
as pages will. What does not get through is refused with the reason and the remedy.
"""

import tempfile
import threading
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from PIL import Image, JpegImagePlugin
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from core.refusal import Refusal

from .colors import in_standard_colors

READ = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
# What Pillow calls a JPEG that holds more pictures than one, as those of phones do.
JPEGS = ("JPEG", "MPO")
# Twice the widest picture of a page (1440 pixels), squared: enough for screens of double density.
# Rendering makes three files at a time; it took up to 260 MB with pictures of this size.
KEPT_PIXELS = 2880 * 2880
LONGEST_EDGE = 16_383  # pixels; more than that WebP can't hold
JPEG_QUALITY = 92  # of a picture that is rendered again from it
# Each format that pages use, and the two ways in which they cut: by width and to a shape.
TRIED = (
    "width-400|format-avif",
    "width-400|format-webp",
    "width-400|format-jpeg",
    "fill-480x240|format-jpeg",
)
ORIENTATION = 0x0112  # the tag of EXIF 3.0 that says how the camera was held
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Pictures are read one after the other: what each needs is known, and four at once would add up.
# It guards this process's memory and nothing else, so that every node may have its own.
_one_at_a_time = threading.Lock()

NO_PICTURE = (
    "This is not a picture that can be read, whatever its name says. Open it in a picture program, "
    "save it as JPEG (photos) or PNG (drawings) and send that."
)
BROKEN = "This file is broken: it begins as an image and cannot be read to its end. Send it again."
MOVES = (
    "This picture moves ({frames} frames), and pages show pictures that stand still. Save one "
    "frame as PNG and send that, or show it in a Video section."
)
TOO_LARGE = (
    "This picture has {megapixels} megapixels ({width} × {height}); the most is {most}. "
    "Make it smaller, 3,000 pixels wide for example, and send it again."
)
FAR_TOO_LARGE = (
    "This picture is far too large to be read. Make it smaller, 3,000 pixels wide for example, and "
    "send it again."
)
NOT_RENDERED = (
    "This picture was read, but not made into the files that pages show. Open it in a picture "
    "program, save it as JPEG (photos) or PNG (drawings) and send that."
)


class ImageRefused(Refusal):
    """A file that can't be shown, with the reason and the remedy in words."""


class NormalizedFile(ContentFile):
    """A picture's file as it is stored: it went through `normalize`."""


@dataclass(frozen=True)
class _Written:
    data: bytes
    extension: str


def normalize(file: File, *, name: str, may_move: bool = False) -> NormalizedFile:
    """Return a picture's file as it can be stored, published and rendered.

    Args:
        file: what was sent.
        name: its name; the part before the ending is kept.
        may_move: whether the first frame stands for a picture that moves, which is refused
            otherwise: who uploads it should know.

    Raises:
        ImageRefused: with the reason and the remedy, for what can't be shown.
    """
    if isinstance(file, NormalizedFile):
        return file
    file.seek(0)
    data = file.read()
    with _one_at_a_time:
        try:
            written = _rewritten(data, may_move=may_move)
        except ImageRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise ImageRefused(FAR_TOO_LARGE) from None
        except Exception as error:  # Pillow raises as many kinds as a file can be broken in
            raise ImageRefused(BROKEN if _begins_as_image(data) else NO_PICTURE) from error
        _try_out(written)
    return NormalizedFile(written.data, name=f"{PurePath(name).stem}.{written.extension}")


def _rewritten(data: bytes, *, may_move: bool) -> _Written:
    """Read a picture and write it anew.

    Raises:
        ImageRefused: when it moves or is too large.
    """
    with Image.open(BytesIO(data), formats=READ) as opened:
        _check_size(opened)
        frames = getattr(opened, "n_frames", 1)
        if frames > 1 and opened.format not in JPEGS and not may_move:
            raise ImageRefused(MOVES.format(frames=frames))
        size = kept_size(opened.size)
        # A JPEG can be read at a half, a quarter or an eighth, in as much less memory.
        opened.draft(None, size)
        opened.load()
        # WebP says by the name of a chunk how it was made.
        is_lossless = opened.format in ("PNG", "GIF") or b"VP8L" in data
        return _written(opened, size, is_lossless=is_lossless)


def _begins_as_image(data: bytes) -> bool:
    return (
        data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8"))
        or (data[:4], data[8:12]) == (b"RIFF", b"WEBP")
        or data[4:12] in (b"ftypavif", b"ftypavis")
    )


def _check_size(opened: Image.Image) -> None:
    """Refuse what would need more memory than there may be, by its head alone.

    Raises:
        ImageRefused: with the number of megapixels that it has and may have.
    """
    width, height = opened.size
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if opened.format in JPEGS:
        most *= 2  # `draft` reads them in less than half the memory
    if width * height > most:
        raise ImageRefused(
            TOO_LARGE.format(
                megapixels=f"{width * height / 1_000_000:,.0f}",
                width=f"{width:,}",
                height=f"{height:,}",
                most=f"{most / 1_000_000:,.0f}",
            )
        )


def kept_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size in which a picture is stored: its own, or less in the same shape.

    Args:
        size: width and height in pixels.
    """
    width, height = size
    scale = min(1.0, (KEPT_PIXELS / (width * height)) ** 0.5, LONGEST_EDGE / max(size))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _written(opened: Image.Image, size: tuple[int, int], *, is_lossless: bool) -> _Written:
    profile = opened.info.get("icc_profile") or b""
    turned = UPRIGHT.get(_orientation(opened))
    picture = _with_ordinary_channels(opened)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    if turned is not None:
        picture = picture.transpose(turned)
    picture, profile = in_standard_colors(picture, profile)
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    is_same = picture is opened
    # A copy without anything that the file said beside its pixels: Pillow writes some of it anew.
    clean = picture.copy()
    clean.info = {}
    output = BytesIO()
    if is_lossless or clean.mode == "RGBA":
        clean.save(output, "PNG", icc_profile=profile or None)
        return _Written(output.getvalue(), "png")
    kept: dict[str, Any] = {"quality": JPEG_QUALITY}
    tables = getattr(opened, "quantization", {})
    if is_same and opened.format in JPEGS and sorted(tables) == list(range(len(tables))):
        # Nothing changed: the camera's own tables lose nothing more.
        kept = {
            "qtables": tables,
            "subsampling": JpegImagePlugin.get_sampling(opened),
        }
    clean.save(output, "JPEG", icc_profile=profile or None, optimize=True, **kept)
    return _Written(output.getvalue(), "jpg")


def _with_ordinary_channels(picture: Image.Image) -> Image.Image:
    """Return a picture of mode RGB, RGBA, L or CMYK, whatever it came in."""
    if "transparency" in picture.info or picture.mode in ("LA", "La", "PA", "RGBa"):
        return picture.convert("RGBA")
    if picture.mode.startswith("I;16"):
        # Two bytes for each pixel, of which a screen shows the greater one. Pillow can neither
        # write nor resize them.
        greater = 0 if picture.mode.endswith("B") else 1
        return Image.frombytes("L", picture.size, picture.tobytes()[greater::2])
    if picture.mode == "I":
        return picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGB", "RGBA", "L", "CMYK"):
        return picture
    return picture.convert("RGB")


def _orientation(picture: Image.Image) -> int:
    """Return how the camera was held; 1, which is upright, where the file does not say."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # what EXIF may hold is endless, and Pillow raises as much
        return 1


def _try_out(written: _Written) -> None:
    """Render a picture as pages do.

    Raises:
        ImageRefused: when it can't be.
    """
    model = get_image_model()
    with Image.open(BytesIO(written.data)) as opened:
        width, height = opened.size
    # Without its collection, which it would ask the database for; it is never saved.
    image = model(width=width, height=height, collection_id=None)
    image.file.name = f"tried.{written.extension}"
    for spec in TRIED:
        with tempfile.SpooledTemporaryFile(max_size=settings.FILE_UPLOAD_MAX_MEMORY_SIZE) as output:
            try:
                Filter(spec).run(image, output, source=File(BytesIO(written.data), image.file.name))
            except Exception as error:  # whatever a codec raises, a page must not
                raise ImageRefused(NOT_RENDERED) from error
