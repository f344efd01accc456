"""What lies on a desk and in a medicine cabinet."""

from PIL import Image

from demo.pictures.painting import CORAL, DEEP, MINT, OCHRE, SAND, SEA, TEAL, WHITE, Canvas

SHADOW = "#c9ddd8"


def pills() -> Image.Image:
    """Draw a medicine bottle with tablets beside it."""
    canvas = Canvas(MINT, SAND)
    canvas.ellipse((800, 850), 620, 60, SHADOW)
    canvas.box(560, 330, 900, 850, OCHRE, 46)
    canvas.box(540, 230, 920, 350, WHITE, 24)
    canvas.box(560, 480, 900, 720, WHITE)
    canvas.box(600, 530, 780, 552, TEAL, 11)
    canvas.box(600, 580, 850, 600, SEA, 10)
    canvas.box(600, 630, 820, 650, SEA, 10)
    for x, y, colour in (
        (1010, 820, CORAL),
        (1130, 790, WHITE),
        (1240, 826, TEAL),
        (430, 826, WHITE),
    ):
        canvas.ellipse((x, y), 62, 34, colour)
        canvas.line([(x - 40, y), (x, y + 3), (x + 40, y)], 5, SHADOW)
    return canvas.finished()


def spray() -> Image.Image:
    """Draw a nasal spray with a fine mist."""
    canvas = Canvas(SAND, MINT)
    canvas.glow((800, 230), 260, WHITE, 0.9)
    for row in range(5):
        for column in range(-row - 1, row + 2):
            canvas.circle((800 + column * 46, 250 - row * 42), 7 + row, SEA)
    canvas.ellipse((800, 880), 380, 46, SHADOW)
    canvas.shape([(765, 300), (835, 300), (880, 520), (720, 520)], TEAL)
    canvas.box(600, 510, 1000, 600, DEEP, 40)
    canvas.box(690, 590, 910, 880, WHITE, 34)
    canvas.box(690, 680, 910, 800, CORAL)
    return canvas.finished()


def notebook() -> Image.Image:
    """Draw an open notebook with a pencil and a cup."""
    canvas = Canvas("#e9d9c2", SAND)
    canvas.box(330, 250, 1150, 830, DEEP, 26)
    canvas.box(350, 240, 740, 810, WHITE, 16)
    canvas.box(740, 240, 1130, 810, "#faf7f0", 16)
    for y in range(330, 760, 62):
        canvas.box(400, y, 690, y + 8, SHADOW, 4)
    for y, done in ((330, True), (420, True), (510, False), (600, False)):
        canvas.box(800, y, 840, y + 40, TEAL if done else SHADOW, 10)
        canvas.box(866, y + 14, 1070, y + 26, SHADOW, 6)
    canvas.line([(1000, 900), (1180, 640), (1300, 470)], 30, OCHRE)
    canvas.shape([(1284, 462), (1318, 484), (1336, 420)], "#5b3a24")
    canvas.circle((1360, 760), 130, WHITE)
    canvas.circle((1360, 760), 98, "#7a4d33")
    return canvas.finished()


def questionnaire() -> Image.Image:
    """Draw a questionnaire on a clipboard with answers ticked."""
    canvas = Canvas(MINT, "#cfe6e1")
    canvas.box(470, 120, 1130, 940, DEEP, 36)
    canvas.box(510, 180, 1090, 900, WHITE, 16)
    canvas.box(680, 80, 920, 190, OCHRE, 30)
    chosen = (0, 2, 1, 3, 1)
    for row, answer in enumerate(chosen):
        y = 270 + row * 124
        canvas.box(560, y, 860 + 30 * (row % 3), y + 18, SHADOW, 9)
        for column in range(4):
            x = 600 + column * 130
            canvas.circle((x, y + 64), 26, TEAL if column == answer else SHADOW)
            if column != answer:
                canvas.circle((x, y + 64), 18, WHITE)
    canvas.line([(1180, 920), (1260, 700), (1330, 500)], 34, CORAL)
    canvas.shape([(1311, 494), (1349, 508), (1350, 436)], SAND)
    return canvas.finished()
