"""Alternative texts."""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup

from blog.checks.base import Check, Figure, Finding, Place, Severity
from blog.checks.draft import Draft
from images.blocks import ImageBlock

# What is longer belongs into the caption or the text: screen readers read it without a stop.
LONGEST = 150
FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|heic)$|^(?:img|dsc[nf]?|image|photo|screenshot)[\W_]*\d+",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(
    r"^(?:an? |the )?(?:image|picture|photo|photograph|graphic|illustration|icon) (?:of|showing)\b",
    re.IGNORECASE,
)
WCAG_URL = "https://www.w3.org/WAI/tutorials/images/tips/"


class PicturesCheck(Check):
    """What who does not see an image is told instead."""

    name = "Images"

    def run(self, draft: Draft) -> Iterable[Finding | Figure]:
        """Yield what is wrong with each image's alternative text."""
        hero = draft.targets.hero_image
        if hero and not hero.description:
            yield self._missing(Place("hero_image"), "Describe it in the image library.")
        elif hero:
            yield from self._about(hero.description, "", Place("hero_image"))
        for section in draft.sections:
            for part in section.parts:
                value = part.value
                if not isinstance(part.block, ImageBlock) or not isinstance(value, dict):
                    continue
                if not value.get("image") or value.get("decorative"):
                    continue
                place = Place(part.field, section, (*part.path, "alt_text"))
                if alt := (value.get("alt_text") or "").strip():
                    caption = str(part.parent.get("caption") or "")
                    yield from self._about(alt, caption, place)
                else:
                    yield self._missing(
                        place, "Say what it shows and why it is here, or mark it as decorative."
                    )

    def _missing(self, place: Place, how: str) -> Finding:
        return Finding(
            Severity.WARNING,
            "An image has no alternative text.",
            "Who cannot see it learns nothing of it.",
            how,
            place,
            WCAG_URL,
        )

    def _about(self, alt: str, caption: str, place: Place) -> Iterable[Finding]:
        caption = BeautifulSoup(caption, "html.parser").get_text()
        if FILE_NAME.search(alt):
            what, why = (
                f"The alternative text “{alt}” is a file's name.",
                "It is read aloud letter by letter and says nothing.",
            )
        elif ANNOUNCED.search(alt):
            what, why = (
                f"The alternative text begins with “{' '.join(alt.split()[:3])}”.",
                "Screen readers say already that it is an image.",
            )
        elif len(alt) > LONGEST:
            what, why = (
                f"The alternative text has {len(alt)} characters.",
                f"It is read aloud in one go; above about {LONGEST} it is hard to follow.",
            )
        elif caption and _same(alt, caption):
            what, why = (
                "The alternative text is the same as the caption.",
                "Who listens hears it twice, and not what the image shows.",
            )
        else:
            return
        yield Finding(
            Severity.WARNING,
            what,
            why,
            "Say in one sentence what it shows and why it is here; details belong into the text.",
            place,
            WCAG_URL,
        )


def _same(one: str, other: str) -> bool:
    return [*re.findall(r"\w+", one.lower())] == [*re.findall(r"\w+", other.lower())]
