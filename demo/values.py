"""Turns what the demo content names into what the database holds."""

import copy
import re
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from wagtail.models import Page

from blog.models import Source
from demo.content import PageReference, Picture
from demo.pictures import draw, logo, portrait
from demo.sources import SOURCES
from images.models import CustomImage

CREDIT = "Drawing: Amazing Care Health Services"
LICENCE = "CC BY 4.0"
CITATION = re.compile(r"\[\[([a-z0-9-]+)\]\]")


def stream(model: type[Any], field: str, value: list[tuple[str, Any]]) -> Any:
    """Return a stream value, made by its blocks: they give each part the id it needs."""
    return model._meta.get_field(field).stream_block.normalize(_resolved(value))


def image(picture: Picture) -> CustomImage:
    """Return a picture from the media library, drawn at its first use."""
    existing = CustomImage.objects.filter(title=_title(picture.name)).first()
    return existing or _store(
        draw(picture.name), name=picture.name, title=_title(picture.name), alt=picture.alt
    )


def source(key: str) -> Source:
    """Return a source, entered at its first use.

    Args:
        key: its key in `demo.sources`.
    """
    made = Source(**SOURCES[key])
    name = "doi" if made.doi else "url"
    if existing := Source.objects.filter(**{name: getattr(made, name)}).first():
        return existing
    made.full_clean()
    made.save()
    return made


def portrait_image(slug: str, name: str) -> CustomImage:
    """Return a person's portrait from the media library."""
    title = f"Portrait of {name}"
    existing = CustomImage.objects.filter(title=title).first()
    return existing or _store(
        portrait(slug), name=f"portrait-{slug}", title=title, alt=f"Drawn portrait of {name}"
    )


def logo_image() -> CustomImage:
    """Return the clinic's logo from the media library."""
    title = "Logo"
    existing = CustomImage.objects.filter(title=title).first()
    return existing or _store(logo(), name="logo", title=title, alt="The clinic's logo")


def _title(name: str) -> str:
    return f"Drawing: {name}"


def _store(drawing: PillowImage.Image, *, name: str, title: str, alt: str) -> CustomImage:
    data = BytesIO()
    drawing.save(data, "PNG", optimize=False, compress_level=6)
    data.seek(0)
    return CustomImage.objects.create(
        title=title,
        description=alt,
        credit=CREDIT,
        licence=LICENCE,
        file=ImageFile(data, name=f"{name}.png"),
    )


def _resolved(value: Any) -> Any:
    """Replace pictures, page references and citations, however deep they are."""
    match value:
        case Picture():
            # The alternative text depends on the place; the block keeps it on the image.
            chosen: Any = copy.copy(image(value))
            chosen.contextual_alt_text = value.alt
            chosen.decorative = not value.alt
            return chosen
        case PageReference():
            return Page.objects.get(slug=value.slug, depth__gt=2)
        case str():
            return CITATION.sub(
                lambda match: f'<embed embedtype="source" id="{source(match[1]).pk}"/>', value
            )
        case dict():
            return {name: _resolved(part) for name, part in value.items()}
        case list():
            return [_resolved(part) for part in value]
        case tuple():
            return tuple(_resolved(part) for part in value)
    return value
