"""The brain and its cells."""

import math
import random

from PIL import Image

from demo.pictures.painting import CORAL, DEEP, MINT, OCHRE, SAND, SEA, TEAL, WHITE, Canvas, around


def synapse() -> Image.Image:
    """Draw two nerve endings that face each other across a gap, with messengers between."""
    canvas = Canvas("#0b3533", DEEP)
    canvas.glow((800, 500), 420, SEA, 0.5)
    for side in (-1, 1):
        x = 800 + side * 300
        canvas.line(
            [(800 + side * 900, 500 - side * 160), (x + side * 240, 470), (x, 500)], 120, TEAL
        )
        canvas.ellipse((x, 500), 150, 230, TEAL)
        canvas.ellipse((x - side * 20, 500), 112, 188, "#3d938c")
    chance = random.Random(3)
    for _ in range(16):
        canvas.circle((455 + chance.uniform(-40, 75), 500 + chance.uniform(-140, 140)), 17, OCHRE)
    for _ in range(22):
        canvas.circle(
            (800 + chance.uniform(-110, 110), 500 + chance.uniform(-190, 190)),
            chance.uniform(8, 14),
            OCHRE,
        )
    for y in range(340, 680, 64):
        canvas.box(938, y, 982, y + 34, CORAL, 14)
    return canvas.finished()


def brain() -> Image.Image:
    """Draw a head in profile, open, with a plant growing where thoughts are."""
    canvas = Canvas(SAND, "#f7e3cd")
    canvas.shape(
        [
            (560, 1010),
            (570, 830),
            (470, 690),
            (450, 500),
            (540, 300),
            (740, 190),
            (960, 210),
            (1110, 340),
            (1140, 480),
            (1200, 600),
            (1140, 640),
            (1140, 730),
            (1080, 790),
            (950, 790),
            (930, 1010),
        ],
        DEEP,
        smooth=True,
    )
    canvas.circle((790, 450), 225, MINT)
    canvas.line([(790, 660), (795, 540), (780, 380)], 14, TEAL)
    for x, y, across, high, colour in (
        (720, 470, 74, 36, SEA),
        (862, 430, 74, 36, TEAL),
        (715, 370, 62, 32, TEAL),
        (845, 335, 62, 32, CORAL),
        (780, 300, 34, 60, OCHRE),
    ):
        canvas.ellipse((x, y), across, high, colour)
    return canvas.finished()


def balance() -> Image.Image:
    """Draw stones that balance on each other."""
    canvas = Canvas(MINT, SAND)
    canvas.circle((1180, 330), 140, "#f3cfa0")
    canvas.hills(lambda x: 850 + 10 * math.sin(6 * x), SEA)
    for y, across, high, colour in (
        (800, 260, 86, DEEP),
        (652, 200, 72, TEAL),
        (532, 150, 56, CORAL),
        (438, 104, 44, OCHRE),
        (366, 62, 32, DEEP),
    ):
        canvas.ellipse((700, y), across, high, colour)
    return canvas.finished()


def conversation() -> Image.Image:
    """Draw two people who talk, with their words above them."""
    canvas = Canvas(SAND, MINT)
    for x, skin, cloth, hair in (
        (450, "#8d5a3f", TEAL, "#2c1d18"),
        (1150, "#e0ac87", CORAL, "#5b3a24"),
    ):
        canvas.ellipse((x, 1040), 270, 330, cloth)
        canvas.box(x - 42, 610, x + 42, 760, skin, 30)
        canvas.circle((x, 545), 128, hair)
        canvas.ellipse((x, 565), 102, 118, skin)
    for left, right, top, bottom, tail, colour in (
        (520, 890, 130, 330, (560, 420), WHITE),
        (760, 1090, 360, 500, (1050, 560), DEEP),
    ):
        canvas.box(left, top, right, bottom, colour, 60)
        middle = tail[0]
        canvas.shape([(middle - 10, bottom - 30), (middle + 70, bottom - 30), tail], colour)
    for index, (x, y) in enumerate(((620, 230), (705, 230), (790, 230))):
        canvas.circle((x, y), 20, (SEA, TEAL, SEA)[index])
    canvas.box(830, 410, 1020, 426, SEA, 8)
    canvas.box(830, 446, 960, 462, SEA, 8)
    return canvas.finished()


def hands() -> Image.Image:
    """Draw a small light that open hands hold."""
    canvas = Canvas(DEEP, "#1b6460")
    canvas.glow((800, 420), 400, OCHRE, 0.75)
    canvas.circle((800, 420), 110, "#ffe9b8")
    for x, y in around((800, 420), 190, 12):
        canvas.line([(800 + (x - 800) * 0.78, 420 + (y - 420) * 0.78), (x, y)], 12, "#ffdf9a")
    for side, skin in ((-1, "#e3b08c"), (1, "#9a6547")):
        shape = [
            (0, 590),
            (70, 640),
            (190, 610),
            (330, 500),
            (392, 520),
            (370, 610),
            (250, 760),
            (140, 850),
            (150, 1020),
            (0, 1020),
        ]
        canvas.shape([(800 + side * x, y) for x, y in shape], skin, smooth=True)
    return canvas.finished()
