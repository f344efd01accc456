"""Portraits and the clinic's mark."""

import random

from PIL import Image, ImageDraw

from demo.pictures.painting import CORAL, DEEP, MINT, NIGHT, OCHRE, SAND, SEA, TEAL, Canvas, curve

SKINS = ("#f1c9a5", "#e0ac87", "#c68a62", "#9a6547", "#6f4530")
HAIRS = ("#2c1d18", "#5b3a24", "#8a8f94", "#1e1a1c", "#a4683a")
CLOTHES = (TEAL, CORAL, DEEP, NIGHT, OCHRE)
GROUNDS = (MINT, SAND, "#f6dccb", "#dde5f0", "#e7efd9")


def portrait(seed: str) -> Image.Image:
    """Draw a person without a face, 800 pixels square; the same for the same seed."""
    chance = random.Random(seed)
    ground, skin, hair, cloth = map(chance.choice, (GROUNDS, SKINS, HAIRS, CLOTHES))
    canvas = Canvas(ground, ground, (800, 800))
    long_hair = chance.random() < 0.5
    if long_hair:
        canvas.ellipse((400, 420), 190, 260, hair)
    canvas.ellipse((400, 880), 300, 270, cloth)
    canvas.box(350, 480, 450, 660, skin, 40)
    canvas.circle((400, 325), 150, hair)
    canvas.ellipse((400, 370), 122, 146, skin)
    if long_hair:
        canvas.shape(
            [(275, 360), (300, 230), (400, 190), (500, 230), (525, 360), (430, 285)],
            hair,
            smooth=True,
        )
    else:
        canvas.shape(
            [(272, 330), (300, 215), (420, 180), (515, 240), (528, 330), (470, 280), (330, 275)],
            hair,
            smooth=True,
        )
    if chance.random() < 0.5:
        for x in (350, 450):
            canvas.draw.ellipse(
                [(x - 40) * 2, 340 * 2, (x + 40) * 2, 410 * 2], outline=DEEP, width=12
            )
        canvas.line([(390, 372), (400, 368), (410, 372)], 6, DEEP)
    canvas.line([(365, 455), (400, 470), (435, 455)], 7, "#7d4a3a")
    canvas.shape([(330, 640), (400, 730), (470, 640), (400, 660)], SAND)
    return canvas.finished()


def logo() -> Image.Image:
    """Draw the clinic's mark, a leaf in a heart, 512 pixels square on nothing."""
    large = Image.new("RGBA", (1024, 1024))
    draw = ImageDraw.Draw(large)
    left = curve(
        [(512, 930), (300, 770), (110, 560), (96, 360), (210, 170), (380, 150), (512, 250)]
    )
    right = [(1024 - x, y) for x, y in reversed(left)]
    draw.polygon([*left, *right], fill=TEAL)
    draw.polygon(
        curve([(512, 740), (500, 560), (600, 420), (780, 380), (740, 560), (512, 740)]), fill=MINT
    )
    draw.polygon(
        curve([(512, 740), (480, 610), (400, 520), (290, 490), (340, 640), (512, 740)]), fill=SEA
    )
    return large.resize((512, 512), Image.Resampling.LANCZOS)
