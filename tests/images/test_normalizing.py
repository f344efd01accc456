"""What becomes of an image's file: its pixels and colors stay, all else goes."""

import random
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageCms

from images.colors import without_names
from images.normalizing import BROKEN, ImageRefused, kept_size, normalize
from tests.images import corpus


def normalized(data: bytes, name: str = "scene.png") -> Image.Image:
    """Return a file's picture as it is stored."""
    file = normalize(ContentFile(data), name=name)
    picture = Image.open(BytesIO(file.read()))
    picture.load()
    return picture


def difference(one: Image.Image | None, other: Image.Image | None) -> int:
    """Return the greatest difference of two pictures, in steps of 255."""
    assert one
    assert other
    extrema = ImageChops.difference(one, other).getextrema()
    return max(high for _, high in extrema)


def test_photo_that_needs_nothing_keeps_its_quality() -> None:
    options = {"quality": 70, "subsampling": "4:4:4", "exif": corpus.exif()}
    data = corpus.encoded(corpus.scene(), "JPEG", **options)

    stored = normalized(data)

    with Image.open(BytesIO(data)) as sent:
        assert stored.format == "JPEG"
        assert stored.quantization == sent.quantization
        assert difference(stored, sent.convert("RGB")) <= 1


@pytest.mark.parametrize(("form", "stored"), [("WEBP", "JPEG"), ("AVIF", "JPEG"), ("GIF", "PNG")])
def test_other_formats_become_one_that_everything_reads(form: str, stored: str) -> None:
    assert normalized(corpus.encoded(corpus.scene(), form)).format == stored


def test_drawing_stays_sharp_and_keeps_its_hole() -> None:
    for form, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        stored = normalized(corpus.encoded(corpus.with_alpha(), form, **options))

        assert (stored.format, stored.mode) == ("PNG", "RGBA")
        assert stored.getchannel("A").getpixel((20, 15)) == 0
        assert stored.getpixel((2, 2)) == (192, 0, 0, 255)


def test_gray_of_sixteen_bits_shows_what_a_screen_would() -> None:
    bright = corpus.encoded(Image.new("I;16", (4, 4), 200 * 256 + 13), "PNG")

    assert normalized(bright).getpixel((0, 0)) == (200, 200, 200)


def test_wide_gamut_keeps_its_colors_and_not_its_device() -> None:
    profile = corpus.wide_gamut()
    stored = normalized(corpus.encoded(corpus.scene(), "PNG", icc_profile=profile))

    kept = stored.info["icc_profile"]
    assert corpus.DEVICE.encode() in profile
    assert corpus.DEVICE.encode() not in kept
    assert b"GOOG" not in kept
    standard = ImageCms.createProfile("sRGB")
    seen, meant = (
        ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(BytesIO(icc)), standard, outputMode="RGB"
        )
        for picture, icc in ((stored, kept), (corpus.scene(), profile))
    )
    assert difference(seen, meant) == 0
    assert difference(seen, corpus.scene()) > 10


@pytest.mark.parametrize(
    ("mode", "profile"), [("RGB", "scanner"), ("CMYK", "press"), ("L", "gray")]
)
def test_other_profiles_are_worked_into_the_colors(mode: str, profile: str) -> None:
    colors, icc = corpus.scene().convert(mode), getattr(corpus, profile)()
    data = corpus.encoded(colors, "JPEG", icc_profile=icc, quality=95)

    stored = normalized(data)

    assert "icc_profile" not in stored.info
    with Image.open(BytesIO(data)) as sent:
        meant = ImageCms.profileToProfile(
            sent,
            ImageCms.ImageCmsProfile(BytesIO(icc)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    assert meant
    assert difference(stored.resize((6, 4)), meant.resize((6, 4))) < 12
    assert difference(meant, corpus.scene().convert(mode).convert("RGB")) > 10


def test_standard_colors_need_no_profile() -> None:
    stored = normalized(corpus.encoded(corpus.scene(), "PNG", icc_profile=corpus.srgb()))

    assert "icc_profile" not in stored.info
    assert difference(stored, corpus.scene()) == 0


@pytest.mark.parametrize("broken", [b"", b"ICC?" * 40, corpus.wide_gamut()[:300]])
def test_broken_profile_has_nothing_to_keep(broken: bytes) -> None:
    assert without_names(broken) == b""


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((1600, 1000), (1600, 1000)),
        ((8192, 6144), (3326, 2494)),
        ((800, 6000), (800, 6000)),
        ((20_000, 4), (16_383, 3)),
        ((1, 60_000), (1, 16_383)),
    ],
)
def test_only_what_is_larger_than_any_screen_is_made_smaller(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    assert kept_size(size) == kept


def test_photo_of_a_telephone_is_turned_and_made_smaller() -> None:
    photo = corpus.scene(4080, 3072).transpose(corpus.INVERSE[6])
    stored = normalized(corpus.encoded(photo, "JPEG", exif=corpus.exif(6)))

    assert stored.size == (3319, 2499)
    assert [tuple(part > 100 for part in stored.getpixel(at)) for at in ((9, 9), (9, 2400))] == [
        (True, False, False),
        (False, False, True),
    ]


def test_stored_file_is_taken_again_as_it_is() -> None:
    data = corpus.encoded(corpus.scene(), "PNG", exif=corpus.exif(6))
    once = normalize(ContentFile(data), name="a.png").read()

    assert normalize(ContentFile(once), name="a.png").read() == once


def test_first_frame_stands_for_an_older_image_that_moves() -> None:
    first, *others = corpus.moving()
    data = corpus.encoded(first, "GIF", save_all=True, append_images=others)

    with pytest.raises(ImageRefused, match=r"moves \(3 frames\)"):
        normalize(ContentFile(data), name="a.gif")
    file = normalize(ContentFile(data), name="a.gif", may_move=True)

    with Image.open(BytesIO(file.read())) as stored:
        assert difference(stored.convert("RGB"), corpus.scene()) < 60


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_size_is_named_where_it_is_too_large() -> None:
    jpeg = corpus.encoded(corpus.scene(), "JPEG")
    large = corpus.patched_size(jpeg, corpus.frame_header(jpeg), ">HH", 7_000, 8_000)

    with pytest.raises(ImageRefused, match=r"56 megapixels \(8,000 × 7,000\); the most is 52"):
        normalize(ContentFile(large), name="large.jpg")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, of what is odd in a file's head
def test_damaged_file_is_taken_or_refused_and_never_an_error() -> None:
    chance = random.Random(12)
    files = [odd.data for odd in corpus.corpus() if 40 < len(odd.data) < 20_000]
    answers = []
    for _ in range(500):
        damaged = bytearray(chance.choice(files))
        for _ in range(chance.choice([1, 2, 5, 20])):
            place = chance.randrange(min(len(damaged), chance.choice([60, 300, 20_000])))
            damaged[place] = chance.randrange(256)
        try:
            answers.append(normalize(ContentFile(bytes(damaged)), name="damaged.png").name)
        except ImageRefused as refusal:
            answers.append(str(refusal))
    assert set(answers) > {"damaged.png", "damaged.jpg", BROKEN}
    assert all(answer.endswith((".", ".png", ".jpg")) for answer in answers)
