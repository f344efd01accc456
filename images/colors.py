"""Color profiles: kept for what they say about colors, and for nothing else.

A profile can name the camera, the scanner or the screen that it was made for, some with a serial
number (Apple's `mmod` tag). What is kept is the part that describes a color space by its primaries
and curves; everything else is converted to sRGB, which is what a picture without a profile is in.
Layout and tags: ICC.1:2022, sections 7.2 and 9.2.
"""

import struct
from io import BytesIO

from PIL import Image, ImageCms

HEADER = 128  # bytes
# The tags of a display profile of three primaries, with the types that each may have.
COLOR_TAGS = {
    b"wtpt": (b"XYZ ",),
    b"rXYZ": (b"XYZ ",),
    b"gXYZ": (b"XYZ ",),
    b"bXYZ": (b"XYZ ",),
    b"rTRC": (b"curv", b"para"),
    b"gTRC": (b"curv", b"para"),
    b"bTRC": (b"curv", b"para"),
}
ADAPTATION = {b"chad": (b"sf32",)}  # where the white is not D50; version 4 requires it then
NAME = "RGB"
# Further apart than rounding, in steps of 255: two color spaces and not two spellings of one.
NOTICEABLE = 2


def in_standard_colors(picture: Image.Image, profile: bytes) -> tuple[Image.Image, bytes]:
    """Return a picture in a color space that all programs know, and what is left of its profile.

    Args:
        picture: of mode RGB, RGBA, L or CMYK.
        profile: as the file carries it; empty without. One that is broken, or that describes
            other kinds of colors than the picture has, counts for nothing.

    Returns:
        The picture, of mode RGB or RGBA, and a profile without names, empty for sRGB.
    """
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    standard = ImageCms.createProfile("sRGB")
    try:
        described = ImageCms.ImageCmsProfile(BytesIO(profile)) if profile else None
        space = described.profile.xcolor_space.strip() if described else ""
        expected = {"L": "GRAY", "CMYK": "CMYK"}.get(picture.mode, "RGB")
        if described is None or space != expected:
            return _in_mode(picture, mode), b""
        if space == "RGB":
            if _says_srgb(described, standard):
                return picture, b""
            if cut := without_names(profile):
                return picture, cut
        converted = ImageCms.profileToProfile(picture, described, standard, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):  # what Pillow raises for profiles
        return _in_mode(picture, mode), b""
    return converted or _in_mode(picture, mode), b""


def without_names(profile: bytes) -> bytes:
    """Return a profile that says the same about colors, without names, dates and serial numbers.

    Args:
        profile: of an RGB color space.

    Returns:
        The profile; empty when it is not one of three primaries, or is broken.
    """
    try:
        tags = _tags(profile)
    except struct.error:
        return b""
    kept = {
        name: tags[name]
        for name, types in (COLOR_TAGS | ADAPTATION).items()
        if name in tags and tags[name][:4] in types
    }
    if not COLOR_TAGS.keys() <= kept.keys() or profile[12:20] != b"mntrRGB ":
        return b""
    is_version_4 = profile[8] >= 4
    kept |= {b"desc": _description(is_version_4), b"cprt": _text(is_version_4)}
    table, body = b"", b""
    begin = HEADER + 4 + 12 * len(kept)
    for name, content in kept.items():
        table += name + struct.pack(">II", begin + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    header = struct.pack(">I", begin + len(body)) + b"\0" * 4 + profile[8:24]
    # The day of the standard's first edition, for that of the profile: a date is required.
    header += struct.pack(">6H", 1994, 6, 1, 0, 0, 0) + b"acsp" + b"\0" * 24
    header += profile[64:80]
    return header.ljust(HEADER, b"\0") + struct.pack(">I", len(kept)) + table + body


def _in_mode(picture: Image.Image, mode: str) -> Image.Image:
    return picture if picture.mode == mode else picture.convert(mode)


def _says_srgb(described: ImageCms.ImageCmsProfile, standard: ImageCms.core.CmsProfile) -> bool:
    """Return whether a profile means the same colors as sRGB, by what it does to some."""
    steps = (0, 64, 128, 192, 255)
    sample = Image.new("RGB", (25, 5))
    sample.putdata([(red, green, blue) for red in steps for green in steps for blue in steps])
    converted = ImageCms.profileToProfile(sample, described, standard)
    return converted is not None and all(
        abs(one - other) <= NOTICEABLE
        for one, other in zip(sample.tobytes(), converted.tobytes(), strict=True)
    )


def _tags(profile: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">I", profile, HEADER)
    tags = {}
    for number in range(min(count, 100)):
        name, begin, size = struct.unpack_from(">4sII", profile, HEADER + 4 + 12 * number)
        tags[name] = profile[begin : begin + size]
    return tags


def _description(is_version_4: bool) -> bytes:
    if is_version_4:
        return _text(is_version_4)
    name = NAME.encode() + b"\0"
    return b"desc" + b"\0" * 4 + struct.pack(">I", len(name)) + name + b"\0" * 78


def _text(is_version_4: bool) -> bytes:
    if is_version_4:
        name = NAME.encode("utf-16-be")
        record = struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(name), 28)
        return b"mluc" + b"\0" * 4 + record + name
    return b"text" + b"\0" * 4 + NAME.encode() + b"\0"
