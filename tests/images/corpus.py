"""Odd images, made by a script: what cameras, scanners, designers and attackers send.

All of them are small, so that uploading and rendering them all takes seconds. To look at them:
`python -m tests.images.corpus FOLDER` writes each into a folder.
"""

import random
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

DEVICE = "Pixel 9 Pro"  # stands in every file that could say by what it was made
PLACE = (40.0, 26.0, 46.0)  # degrees, minutes, seconds
ORIENTATION = 0x0112
INVERSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class Odd:
    """An odd file.

    Args:
        name: what it is, in words.
        filename: as it is sent.
        data: its bytes.
        is_shown: whether it is taken and shown; refused otherwise.
    """

    name: str
    filename: str
    data: bytes
    is_shown: bool


def scene(width: int = 48, height: int = 32) -> Image.Image:
    """Return a picture whose corners differ: red, green, blue and white, clockwise from the top."""
    picture = Image.new("RGB", (width, height), "#c00000")
    half = (width // 2, height // 2)
    picture.paste("#00a000", (half[0], 0, width, half[1]))
    picture.paste("#ffffff", (half[0], half[1], width, height))
    picture.paste("#0000c0", (0, half[1], half[0], height))
    return picture


def with_alpha() -> Image.Image:
    """Return the scene with a hole in it."""
    picture = scene().convert("RGBA")
    picture.paste((0, 0, 0, 0), (10, 10, 30, 20))
    return picture


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Return a picture as a file."""
    output = BytesIO()
    picture.save(output, form, **options)
    return output.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: place, device, time and how it was held."""
    written = Image.Exif()
    written[ORIENTATION] = orientation
    written[0x010F], written[0x0110], written[0x0131] = "Google", DEVICE, f"{DEVICE} camera"
    place = tuple(IFDRational(int(part), 1) for part in PLACE)
    written.get_ifd(0x8825).update({1: "N", 2: place, 3: "W", 4: place})
    written.get_ifd(0x8769).update({0x9003: "2026:11:01 10:00:00", 0xA431: f"{DEVICE} 0001"})
    return written


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
    f'syntax-ns#"><rdf:Description rdf:about="" CreatorTool="{DEVICE}" GPSLatitude="40,26.77N"/>'
    "</rdf:RDF></x:xmpmeta>"
).encode()


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG, to stand after its first two bytes."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def with_segment(jpeg: bytes, marker: int, data: bytes) -> bytes:
    """Return a JPEG with one more segment."""
    return jpeg[:2] + segment(marker, data) + jpeg[2:]


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, depth: int, kind: int, pixels: bytes, *extra: bytes) -> bytes:
    """Return a PNG of a depth and kind that Pillow does not write.

    Args:
        width: pixels.
        height: pixels.
        depth: bits of each channel.
        kind: 0 gray, 2 RGB, 3 palette, 4 gray with alpha, 6 RGB with alpha.
        pixels: its rows, each begun by the number of its filter.
        extra: chunks before the pixels.
    """
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            *extra,
            chunk(b"IDAT", zlib.compress(pixels)),
            chunk(b"IEND", b""),
        ]
    )


def rows(width: int, height: int, bits: int) -> bytes:
    """Return pixels that rise from dark to bright, as rows of a PNG."""
    row = bytes(
        number * 255 // max(1, width * bits // 8) for number in range(-(-width * bits // 8))
    )
    return (b"\0" + row) * height


def interlaced_png() -> bytes:
    """Return an Adam7 PNG of 8 × 8 gray pixels."""
    data = b""
    for x, y, dx, dy in (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        for line in range(y, 8, dy):
            data += b"\0" + bytes((line * 8 + column) * 3 for column in range(x, 8, dx))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 1)
    begin = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    return begin + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def profile(tags: dict[bytes, bytes], *, kind: bytes, space: bytes, pcs: bytes = b"XYZ ") -> bytes:
    """Return an ICC profile of version 2 that names its device."""
    name = DEVICE.encode() + b"\0"
    names = b"desc" + b"\0" * 4 + struct.pack(">I", len(name)) + name + b"\0" * 78
    white = b"XYZ " + b"\0" * 4 + struct.pack(">3i", 63190, 65536, 54061)
    tags = {b"desc": names, b"dmdd": names, b"cprt": b"text\0\0\0\0" + name, b"wtpt": white} | tags
    begin, table, body = 132 + 12 * len(tags), b"", b""
    for key, content in tags.items():
        table += key + struct.pack(">II", begin + len(body), len(content))
        body += content + b"\0" * (-len(content) % 4)
    head = struct.pack(">I4sI", begin + len(body), b"lcms", 0x02400000) + kind + space + pcs
    head += struct.pack(">6H", 2026, 11, 1, 0, 0, 0) + b"acsp" + b"APPL" + b"\0" * 4 + b"GOOG"
    head += b"PIX9" + b"\0" * 12 + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def curve(gamma: float) -> bytes:
    """Return a tag with a curve."""
    return b"curv" + b"\0" * 4 + struct.pack(">IH", 1, round(gamma * 256))


@cache
def wide_gamut() -> bytes:
    """Return a profile with the primaries of Display P3, adapted to D50."""
    primaries = {
        b"rXYZ": (0.5151, 0.2412, -0.0011),
        b"gXYZ": (0.2919, 0.6922, 0.0419),
        b"bXYZ": (0.1572, 0.0666, 0.7841),
    }
    tags = {
        name: b"XYZ " + b"\0" * 4 + struct.pack(">3i", *(round(part * 65536) for part in parts))
        for name, parts in primaries.items()
    }
    curves = {name: curve(2.2) for name in (b"rTRC", b"gTRC", b"bTRC")}
    return profile(tags | curves, kind=b"mntr", space=b"RGB ")


@cache
def scanner() -> bytes:
    """Return the same colors as those of a scanner: no profile of a screen."""
    data = bytearray(wide_gamut())
    data[12:16] = b"scnr"
    return bytes(data)


@cache
def gray() -> bytes:
    """Return a profile of a gray scale."""
    return profile({b"kTRC": curve(1.8)}, kind=b"mntr", space=b"GRAY")


@cache
def press() -> bytes:
    """Return a profile of four inks: a table of what each pair of no and full ink looks like."""
    corners = []
    for number in range(16):
        cyan, magenta, yellow, black = ((number >> shift) & 1 for shift in (3, 2, 1, 0))
        light = (1 - black) * (1 - 0.25 * (cyan + magenta + yellow))
        corners += [
            round(255 * light),
            128 + 60 * (magenta - cyan) * (1 - black),
            128 + 60 * (yellow - magenta) * (1 - black),
        ]
    straight = bytes(range(256))
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    table = b"mft1" + b"\0" * 4 + bytes([4, 3, 2, 0]) + identity
    table += straight * 4 + bytes(corners) + straight * 3
    return profile({b"A2B0": table}, kind=b"prtr", space=b"CMYK", pcs=b"Lab ")


@cache
def srgb() -> bytes:
    """Return littleCMS's own sRGB profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def moving() -> list[Image.Image]:
    """Return three frames."""
    return [scene(), scene().transpose(Image.Transpose.ROTATE_180), scene()]


def text_chunks() -> PngImagePlugin.PngInfo:
    """Return what programs write beside a PNG's pixels."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", DEVICE)
    info.add_text("Comment", f"Made with {DEVICE}", zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return info


def patched_size(data: bytes, at: int, form: str, *values: int) -> bytes:
    """Return a file whose head says another size."""
    changed = bytearray(data)
    struct.pack_into(form, changed, at, *values)
    return bytes(changed)


def frame_header(jpeg: bytes) -> int:
    """Return where a JPEG says its height and width."""
    return jpeg.index(b"\xff\xc0") + 5


@cache
def corpus() -> list[Odd]:
    """Return all odd files."""
    found: list[Odd] = []

    def add(name: str, filename: str, data: bytes, *, is_shown: bool = True) -> None:
        found.append(Odd(name, filename, data, is_shown))

    for part in (_modes, _profiles, _orientations, _traces, _shapes, _names):
        part(add)
    refused: Callable[..., None] = lambda name, filename, data: add(  # noqa: E731
        name, filename, data, is_shown=False
    )
    for part in (_moving, _broken, _foreign, _bombs):
        part(refused)
    _polyglots(add)
    return found


def _modes(add: Callable[..., None]) -> None:
    colors = scene()
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        picture = colors.convert("L" if mode == "I;16" else mode)
        if mode == "I;16":
            picture = picture.convert("I").point(lambda value: value * 257).convert("I;16")
        add(f"PNG of mode {mode}", "mode.png", encoded(picture, "PNG"))
    add("PNG with a hole", "hole.png", encoded(with_alpha(), "PNG"))
    add("PNG with alpha that hides nothing", "full.png", encoded(colors.convert("RGBA"), "PNG"))
    palette = colors.quantize(8)
    add("PNG with one clear color", "clear.png", encoded(palette, "PNG", transparency=0))
    levels = bytes([0, 80, 160, 255])
    add("PNG with clear levels", "levels.png", encoded(palette, "PNG", transparency=levels))
    one = encoded(colors, "PNG", transparency=(192, 0, 0))
    add("PNG in RGB with one clear color", "rgb-clear.png", one)
    add(
        "PNG in gray with one clear",
        "gray-clear.png",
        encoded(colors.convert("L"), "PNG", transparency=76),
    )
    for kind, channels in ((0, 1), (2, 3), (4, 2), (6, 4)):
        data = png(20, 10, 16, kind, rows(20, 10, 16 * channels))
        add(f"PNG of 16 bits and {channels} channels", "deep.png", data)
    clear = chunk(b"tRNS", struct.pack(">H", 0))
    add("PNG of 16 bits, one clear", "deep.png", png(20, 10, 16, 0, rows(20, 10, 16), clear))
    for depth in (2, 4):
        add(f"PNG of {depth} bits", "flat.png", png(20, 10, depth, 0, rows(20, 10, depth)))
    colored = chunk(b"PLTE", bytes(range(48)))
    add("PNG with a palette of 4 bits", "few.png", png(20, 10, 4, 3, rows(20, 10, 4), colored))
    add("PNG that is interlaced", "interlaced.png", interlaced_png())
    for mode in ("L", "RGB", "CMYK"):
        add(f"JPEG of mode {mode}", "mode.jpg", encoded(colors.convert(mode), "JPEG"))
    add("JPEG that is progressive", "steps.jpg", encoded(colors, "JPEG", progressive=True))
    add("JPEG with all colors", "full.jpg", encoded(colors, "JPEG", subsampling="4:4:4"))
    add("JPEG with few colors", "few.jpg", encoded(colors, "JPEG", subsampling="4:2:0"))
    add("JPEG with restarts", "restarts.jpg", encoded(colors, "JPEG", restart_marker_blocks=2))
    add("JPEG in RGB as it is", "rgb.jpg", encoded(colors, "JPEG", keep_rgb=True))
    for quality in (1, 100):
        add(f"JPEG of quality {quality}", "q.jpg", encoded(colors, "JPEG", quality=quality))
    both = encoded(colors, "MPO", save_all=True, append_images=[colors])
    add("JPEG with a second picture, as of a phone", "depth.jpg", both)
    for mode in ("L", "RGB", "RGBA"):
        picture = with_alpha() if mode == "RGBA" else colors.convert(mode)
        add(f"WebP of mode {mode}", "mode.webp", encoded(picture, "WEBP"))
        add(f"WebP of mode {mode}, lossless", "sharp.webp", encoded(picture, "WEBP", lossless=True))
        add(f"AVIF of mode {mode}", "mode.avif", encoded(picture, "AVIF", speed=10))
    add("GIF", "plain.gif", encoded(colors, "GIF"))
    add("GIF with one clear color", "clear.gif", encoded(palette, "GIF", transparency=0))


def _profiles(add: Callable[..., None]) -> None:
    colors = scene()
    for form in ("PNG", "JPEG", "WEBP", "AVIF"):
        ending = {"JPEG": "jpg"}.get(form, form.lower())
        for name, icc in (("sRGB", srgb()), ("a wide gamut", wide_gamut())):
            data = encoded(colors, form, icc_profile=icc)
            add(f"{form} with the profile of {name}", f"profile.{ending}", data)
    add("JPEG of a scanner", "scan.jpg", encoded(colors, "JPEG", icc_profile=scanner()))
    clear = encoded(with_alpha(), "PNG", icc_profile=scanner())
    add("PNG of a scanner with a hole", "scan.png", clear)
    inks = colors.convert("CMYK")
    add("JPEG for the press", "press.jpg", encoded(inks, "JPEG", icc_profile=press()))
    add("JPEG in gray", "gray.jpg", encoded(colors.convert("L"), "JPEG", icc_profile=gray()))
    broken = b"ICC?" * 40
    add("JPEG with a broken profile", "broken.jpg", encoded(colors, "JPEG", icc_profile=broken))
    add("PNG with a broken profile", "broken.png", encoded(colors, "PNG", icc_profile=broken))
    half = wide_gamut()[:200]
    add("PNG with half a profile", "half.png", encoded(colors, "PNG", icc_profile=half))
    add("PNG with another's profile", "other.png", encoded(colors, "PNG", icc_profile=press()))
    add("JPEG in inks, profile for light", "o.jpg", encoded(inks, "JPEG", icc_profile=srgb()))


def _orientations(add: Callable[..., None]) -> None:
    for held in range(1, 9):
        stored = scene().transpose(INVERSE[held]) if held in INVERSE else scene()
        data = encoded(stored, "JPEG", exif=exif(held), quality=95)
        add(f"JPEG held in way {held}", f"held-{held}.jpg", data)
    for form in ("PNG", "WEBP", "AVIF"):
        data = encoded(scene().transpose(INVERSE[6]), form, exif=exif(6))
        add(f"{form} held in way 6", f"held-6.{form.lower()}", data)
    add("JPEG held in no way", "held-99.jpg", encoded(scene(), "JPEG", exif=exif(99)))
    nonsense = b"Exif\0\0" + b"MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12" * 40
    add("JPEG with EXIF that is none", "odd.jpg", encoded(scene(), "JPEG", exif=nonsense))


def _traces(add: Callable[..., None]) -> None:
    for form in ("PNG", "JPEG", "WEBP", "AVIF"):
        ending = {"JPEG": "jpg"}.get(form, form.lower())
        data = encoded(scene(), form, exif=exif())
        add(f"{form} with place and device", f"place.{ending}", data)
        if form != "PNG":
            data = encoded(scene(), form, xmp=XMP)
            add(f"{form} with XMP", f"xmp.{ending}", data)
    add("PNG with texts", "texts.png", encoded(scene(), "PNG", pnginfo=text_chunks()))
    add("JPEG with a comment", "comment.jpg", encoded(scene(), "JPEG", comment=DEVICE))
    add("GIF with a comment", "comment.gif", encoded(scene(), "GIF", comment=DEVICE))
    press_note = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x50\0\x0b" + DEVICE.encode()
    add("JPEG with IPTC", "iptc.jpg", with_segment(encoded(scene(), "JPEG"), 0xED, press_note))
    preview = exif().tobytes() + encoded(scene(16, 8), "JPEG", exif=exif())
    add("JPEG with a preview in it", "preview.jpg", encoded(scene(), "JPEG", exif=preview))


def _shapes(add: Callable[..., None]) -> None:
    for form in ("PNG", "JPEG", "WEBP", "AVIF", "GIF"):
        ending = {"JPEG": "jpg"}.get(form, form.lower())
        add(f"{form} of one pixel", f"one.{ending}", encoded(scene(1, 1), form))
    add("PNG as thin as a thread", "thread.png", encoded(scene(1, 3000), "PNG"))
    add("PNG as flat as a thread", "line.png", encoded(scene(3000, 1), "PNG"))
    add("JPEG wider than WebP can be", "panorama.jpg", encoded(scene(20_000, 4), "JPEG"))
    add("PNG taller than WebP can be", "tower.png", encoded(scene(3, 20_000), "PNG"))


def _names(add: Callable[..., None]) -> None:
    data = encoded(scene(), "PNG")
    add("name in other letters", "Überblick – 概要.png", data)
    add("name with dots and signs", "a.b;c'd &amp;.png", data)
    add("ending in capitals", "PHOTO.PNG", data)
    add("PNG that is called a JPEG", "drawing.jpg", data)
    add("WebP that is called a PNG", "drawing.png", encoded(scene(), "WEBP"))
    add("long name", f"{'long-' * 18}.png", data)


def _polyglots(add: Callable[..., None]) -> None:
    script = b"<script>alert(1)</script><?php system('id'); ?>"
    add("JPEG with a page behind it", "page.jpg", encoded(scene(), "JPEG") + script)
    add("PNG with a page behind it", "page.png", encoded(scene(), "PNG") + script)
    add("GIF with a page behind it", "page.gif", encoded(scene(), "GIF") + script)
    add("WebP with a page behind it", "page.webp", encoded(scene(), "WEBP") + script)
    archive = b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18)
    add("JPEG that is also an archive", "archive.jpg", encoded(scene(), "JPEG") + archive)
    add(
        "JPEG with a script in its head",
        "s.jpg",
        with_segment(encoded(scene(), "JPEG"), 0xFE, script),
    )


def _moving(add: Callable[..., None]) -> None:
    for form, ending in (("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png"), ("AVIF", "avif")):
        first, *others = moving()
        data = encoded(first, form, save_all=True, append_images=others, duration=100)
        add(f"{form} that moves", f"moving.{ending}", data)


def _broken(add: Callable[..., None]) -> None:
    noise = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    for form, ending in (
        ("JPEG", "jpg"),
        ("PNG", "png"),
        ("GIF", "gif"),
        ("WEBP", "webp"),
        ("AVIF", "avif"),
    ):
        data = encoded(noise, form)
        for part in (10, 50, 90):
            add(f"{form} broken off at {part}%", f"cut.{ending}", data[: len(data) * part // 100])
    add("head of a PNG", "head.png", encoded(noise, "PNG")[:33])
    jpeg = bytearray(encoded(noise, "JPEG"))
    jpeg[2:200] = random.Random(2).randbytes(198)
    add("JPEG with noise for a head", "noise.jpg", bytes(jpeg))
    scrambled = bytearray(encoded(noise, "PNG"))
    scrambled[60:400] = random.Random(3).randbytes(340)
    add("PNG with noise for pixels", "noise.png", bytes(scrambled))


def _foreign(add: Callable[..., None]) -> None:
    add("empty file", "empty.png", b"")
    add("one byte", "byte.png", b"\x89")
    add("text", "text.png", b"This is no picture.")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'
    add("SVG", "drawing.svg", svg)
    add("SVG that is called a PNG", "drawing.png", svg)
    for form, ending in (("TIFF", "tif"), ("BMP", "bmp"), ("ICO", "ico"), ("PDF", "pdf")):
        data = encoded(scene(), form)
        add(f"{form}", f"foreign.{ending}", data)
        add(f"{form} that is called a JPEG", "foreign.jpg", data)
    add("TIFF of numbers", "numbers.jpg", encoded(Image.new("F", (8, 8), 0.5), "TIFF"))
    add("TIFF in Lab", "lab.jpg", encoded(Image.new("LAB", (8, 8)), "TIFF"))
    add(
        "HEIC that is called a JPEG", "phone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(80)
    )
    add("Photoshop file that is called a PNG", "layers.png", b"8BPS\0\x01" + bytes(60))
    add("PNG without an ending", "picture", encoded(scene(), "PNG"))
    add("program", "program.exe", b"MZ" + bytes(60))


def _bombs(add: Callable[..., None]) -> None:
    line = zlib.compressobj(9)
    row = b"\0" + bytes(20_000 // 8)
    bits = b"".join(line.compress(row) for _ in range(20_000)) + line.flush()
    head = b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    )
    add(
        "PNG of 400 megapixels in 50 kB",
        "bomb.png",
        head + chunk(b"IDAT", bits) + chunk(b"IEND", b""),
    )
    huge = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)
    add(
        "PNG that says it is endless",
        "endless.png",
        head[:8] + chunk(b"IHDR", huge) + chunk(b"IEND", b""),
    )
    large = struct.pack(">IIBBBBB", 7_000, 6_000, 8, 2, 0, 0, 0)
    add("PNG of 42 megapixels", "large.png", head[:8] + chunk(b"IHDR", large) + chunk(b"IEND", b""))
    jpeg = encoded(scene(), "JPEG")
    at = frame_header(jpeg)
    add(
        "JPEG that says 4,290 megapixels", "bomb.jpg", patched_size(jpeg, at, ">HH", 65_500, 65_500)
    )
    add("JPEG that says 56 megapixels", "bomb.jpg", patched_size(jpeg, at, ">HH", 7_000, 8_000))
    gif = encoded(scene(), "GIF")
    add("GIF that says 4,294 megapixels", "bomb.gif", patched_size(gif, 6, "<HH", 65_535, 65_535))
    webp = encoded(scene(), "WEBP")
    at = webp.index(b"\x9d\x01\x2a") + 3
    add("WebP that says 268 megapixels", "bomb.webp", patched_size(webp, at, "<HH", 16_383, 16_383))
    zeros = zlib.compress(bytes(80 * 1024 * 1024), 9)
    pixels = rows(8, 8, 8)
    text = chunk(b"zTXt", b"Comment\0\0" + zeros)
    add("PNG with 80 MB of text in 80 kB", "text.png", png(8, 8, 8, 0, pixels, text))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for number, odd in enumerate(corpus()):
        (folder / f"{number:03}-{odd.filename}").write_bytes(odd.data)
        print(f"{number:03}\t{'shown' if odd.is_shown else 'refused'}\t{odd.name}")
