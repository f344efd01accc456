"""Places and times of day."""

import random
from collections.abc import Sequence

from PIL import Image

from demo.pictures.painting import (
    CORAL,
    DEEP,
    MINT,
    NIGHT,
    OCHRE,
    SAND,
    SEA,
    TEAL,
    WHITE,
    Canvas,
    curve,
    wave,
)


def horizon() -> Image.Image:
    """Draw the sun over hills."""
    canvas = Canvas(SAND, "#f6d9b8")
    canvas.glow((1050, 520), 420, "#fff3d6", 0.9)
    canvas.circle((1050, 520), 150, CORAL)
    canvas.hills(wave(640, 70, 0.8, 0.1), SEA)
    canvas.hills(wave(740, 60, 1.1, 0.45), TEAL)
    canvas.hills(wave(860, 50, 0.9, 0.8), DEEP)
    return canvas.finished()


def night() -> Image.Image:
    """Draw a moon, stars and a sleeping valley."""
    canvas = Canvas("#0f1830", "#3a4f7a")
    chance = random.Random(7)
    for _ in range(70):
        canvas.circle(
            (chance.uniform(0, 1600), chance.uniform(0, 560)), chance.uniform(1, 3.4), "#e9e4d2"
        )
    canvas.glow((1130, 300), 300, "#9fb4d8", 0.55)
    canvas.circle((1130, 300), 120, "#f6ecd2")
    canvas.hills(wave(690, 60, 0.9, 0.2), "#2b3d66")
    canvas.hills(wave(800, 50, 1.2, 0.6), NIGHT)
    canvas.box(390, 690, 560, 800, "#101a33", 6)
    canvas.shape([(365, 695), (475, 600), (585, 695)], "#0b1328")
    canvas.box(445, 725, 505, 790, OCHRE, 4)
    canvas.hills(wave(890, 30, 1.4, 0.1), "#0b1328")
    return canvas.finished()


def path() -> Image.Image:
    """Draw a path that winds through hills towards the light."""
    canvas = Canvas(MINT, SAND)
    canvas.glow((820, 330), 360, "#fff6df", 0.9)
    canvas.hills(wave(480, 60, 0.9, 0.3), SEA)
    canvas.hills(wave(580, 50, 0.7, 0.75), TEAL)
    canvas.hills(wave(690, 40, 0.5, 0.1), DEEP)
    right = [(822, 560), (900, 610), (790, 690), (1010, 800), (1130, 1000)]
    left = [(520, 1000), (690, 800), (690, 690), (860, 610), (814, 560)]
    canvas.shape([*_smooth(right), *_smooth(left)], SAND)
    for x, y, size in ((300, 640, 90), (390, 670, 62), (1290, 640, 96), (1400, 690, 66)):
        canvas.box(x - 6, y, x + 6, y + size * 0.9, "#0b3a38", 4)
        canvas.ellipse((x, y - size * 0.35), size * 0.5, size * 0.85, "#1d6661")
    return canvas.finished()


def waves() -> Image.Image:
    """Draw waves that grow calmer from front to back."""
    canvas = Canvas(WHITE, MINT)
    canvas.circle((1180, 300), 110, OCHRE)
    for base, rise, turns, phase, colour in (
        (480, 14, 2.0, 0.2, "#b9dcd5"),
        (570, 26, 1.8, 0.5, SEA),
        (670, 40, 1.6, 0.1, "#4f9a93"),
        (780, 56, 1.4, 0.7, TEAL),
        (900, 70, 1.2, 0.3, DEEP),
    ):
        canvas.hills(wave(base, rise, turns, phase), colour)
    return canvas.finished()


def branches() -> Image.Image:
    """Draw a branch with young leaves."""
    canvas = Canvas(SAND, MINT)
    canvas.line([(120, 900), (480, 720), (860, 600), (1200, 380), (1480, 140)], 22, "#6b4a3a")
    for x, y, to_x, to_y, colour in (
        (330, 800, 300, 600, TEAL),
        (480, 720, 620, 860, SEA),
        (640, 665, 640, 450, DEEP),
        (860, 600, 1030, 740, TEAL),
        (980, 530, 930, 320, CORAL),
        (1120, 440, 1300, 540, DEEP),
        (1260, 330, 1200, 130, TEAL),
        (1380, 230, 1540, 300, SEA),
    ):
        _leaf(canvas, (x, y), (to_x, to_y), colour)
    return canvas.finished()


def _leaf(canvas: Canvas, foot: tuple[float, float], tip: tuple[float, float], colour: str) -> None:
    middle = ((foot[0] + tip[0]) / 2, (foot[1] + tip[1]) / 2)
    across = ((tip[1] - foot[1]) * 0.32, (foot[0] - tip[0]) * 0.32)
    sides = [(middle[0] + sign * across[0], middle[1] + sign * across[1]) for sign in (1, -1)]
    canvas.shape([foot, *_bow(foot, sides[0], tip), tip, *_bow(tip, sides[1], foot)], colour)
    canvas.line([foot, middle, tip], 5, SAND)


def _bow(
    start: tuple[float, float], middle: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * middle[0] + t**2 * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * middle[1] + t**2 * end[1],
        )
        for t in (step / 24 for step in range(1, 24))
    ]


def _smooth(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return curve(points)
