"""Alternative texts."""

from typing import Any

import pytest

from blog.checks.pictures import PicturesCheck
from tests.blog.checks.conftest import Findings
from tests.factories import picture


def figure(alt: str, caption: str = "", *, decorative: bool = False) -> tuple[str, dict[str, Any]]:
    image = picture()
    image.contextual_alt_text = alt
    image.decorative = decorative
    return ("image", {"image": image, "caption": caption, "source": ""})


@pytest.mark.parametrize(
    ("alt", "caption", "words"),
    [
        ("", "", "no alternative text"),
        ("IMG_2041", "", "a file's name"),
        ("two-nerves.png", "", "a file's name"),
        ("Image of two nerve cells", "", "begins with “Image of two”"),
        ("word " * 40, "", "has 199 characters"),
        ("Two nerve cells.", "<p>Two nerve <b>cells</b></p>", "the same as the caption"),
    ],
)
def test_poor_alternative_text_is_named(
    findings: Findings, alt: str, caption: str, words: str
) -> None:
    (found,) = findings(PicturesCheck, body=[figure(alt, caption)])

    assert words in found.what
    assert found.place.path == ("image", "alt_text")


@pytest.mark.parametrize(
    "alt",
    [
        "Two nerve cells face each other across a gap",
        "A photographer lowers her camera",
        "Imaging shows the brain from above",
    ],
)
def test_text_that_says_what_is_seen_is_fine(findings: Findings, alt: str) -> None:
    assert findings(PicturesCheck, body=[figure(alt, "<p>How signals travel.</p>")]) == []


def test_decoration_needs_no_text(findings: Findings) -> None:
    assert findings(PicturesCheck, body=[figure("", decorative=True)]) == []


def test_image_at_the_top_is_looked_at_too(findings: Findings) -> None:
    (found,) = findings(PicturesCheck, hero_image=picture(description=""))

    assert found.place.field == "hero_image"
