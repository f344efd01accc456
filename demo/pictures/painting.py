"""Painting on a large canvas that is made smaller at the end, which smooths every edge."""

import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1000  # pixels of a finished picture
SCALE = 2  # the canvas is this many times larger

DEEP = "#0f4c4a"
TEAL = "#2f7f79"
SEA = "#7fb8b0"
MINT = "#dcefeb"
SAND = "#f4ecdf"
CORAL = "#e2725b"
OCHRE = "#e0a94a"
NIGHT = "#1d2b4a"
WHITE = "#ffffff"

Point = tuple[float, float]


class Canvas:
    """A picture being painted; all measures are in pixels of the finished picture."""

    def __init__(self, top: str, bottom: str, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.size = size
        large = (size[0] * SCALE, size[1] * SCALE)
        gradient = Image.new("RGB", (1, 2))
        gradient.putpixel((0, 0), _colour(top))
        gradient.putpixel((0, 1), _colour(bottom))
        self.image = gradient.resize(large, Image.Resampling.BICUBIC)
        self.draw = ImageDraw.Draw(self.image)

    def circle(self, centre: Point, radius: float, colour: str) -> None:
        """Paint a disc."""
        x, y = centre
        self.draw.ellipse(_scaled(x - radius, y - radius, x + radius, y + radius), fill=colour)

    def ellipse(self, centre: Point, across: float, high: float, colour: str) -> None:
        """Paint an ellipse by its half axes."""
        x, y = centre
        self.draw.ellipse(_scaled(x - across, y - high, x + across, y + high), fill=colour)

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: str, corner: float = 0
    ) -> None:
        """Paint a rectangle with round corners."""
        self.draw.rounded_rectangle(_scaled(left, top, right, bottom), corner * SCALE, fill=colour)

    def line(self, points: Sequence[Point], width: float, colour: str) -> None:
        """Paint a smooth line with round ends through the points."""
        smooth = curve(points)
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in smooth],
            fill=colour,
            width=round(width * SCALE),
            joint="curve",
        )
        for x, y in (smooth[0], smooth[-1]):
            self.circle((x, y), width / 2, colour)

    def shape(self, points: Sequence[Point], colour: str, smooth: bool = False) -> None:
        """Paint a closed shape."""
        if smooth:
            points = curve([*points, points[0]])
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def hills(self, height: Callable[[float], float], colour: str) -> None:
        """Paint everything below a line that runs across the picture."""
        width, bottom = self.size
        points = [(x, height(x / width)) for x in range(0, width + 1, 8)]
        self.shape([*points, (width, bottom), (0, bottom)], colour)

    def glow(self, centre: Point, radius: float, colour: str, strength: float = 0.5) -> None:
        """Paint light that fades towards its edge."""
        small = Image.new("L", (self.size[0] // 8, self.size[1] // 8))
        x, y, r = centre[0] / 8, centre[1] / 8, radius / 8
        ImageDraw.Draw(small).ellipse((x - r, y - r, x + r, y + r), fill=round(255 * strength))
        mask = small.filter(ImageFilter.GaussianBlur(r / 2.5)).resize(
            self.image.size, Image.Resampling.BICUBIC
        )
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=mask)
        self.draw = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        """Return the picture in its final size."""
        return self.image.resize(self.size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def wave(base: float, rise: float, turns: float, phase: float = 0) -> Callable[[float], float]:
    """Return a line of hills: `base` pixels from the top, `rise` up and down, `turns` across."""
    return lambda x: base - rise * math.sin(2 * math.pi * (turns * x + phase))


def curve(points: Sequence[Point], steps: int = 16) -> list[Point]:
    """Return points on a Catmull-Rom curve through the given ones."""
    if len(points) < 3:
        return list(points)
    closed = points[0] == points[-1]
    before = points[-2] if closed else points[0]
    after = points[1] if closed else points[-1]
    known = [before, *points, after]
    found: list[Point] = []
    for a, b, c, d in zip(known, known[1:], known[2:], known[3:], strict=False):
        for step in range(steps):
            t = step / steps
            found.append(
                (_catmull_rom(a[0], b[0], c[0], d[0], t), _catmull_rom(a[1], b[1], c[1], d[1], t))
            )
    return [*found, points[-1]]


def around(centre: Point, radius: float, number: int, turn: float = 0) -> list[Point]:
    """Return points on a circle, the first at `turn` of a full turn from the right."""
    return [
        (
            centre[0] + radius * math.cos(2 * math.pi * (index / number + turn)),
            centre[1] + radius * math.sin(2 * math.pi * (index / number + turn)),
        )
        for index in range(number)
    ]


def _catmull_rom(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _scaled(*measures: float) -> list[float]:
    return [measure * SCALE for measure in measures]


def _colour(name: str) -> tuple[int, int, int]:
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)
