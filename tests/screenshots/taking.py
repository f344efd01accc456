"""Takes one picture and stores it small."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, expect

from home.guide.reading import SCALE
from tests.demo import Demo, log_in
from tests.screenshots.pictures import Picture

SCREEN: ViewportSize = {"width": 1100, "height": 900}
COLOURS = 64
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)


def take(picture: Picture, *, browser: Browser, demo: Demo, folder: Path) -> Path:
    """Log in, open what the picture is of, and store it.

    Args:
        picture: one of the list.
        browser: to look with.
        demo: whose admin is looked at.
        folder: where the file goes.

    Returns:
        The file's path.
    """
    context = browser.new_context(
        base_url=demo.url,
        viewport=SCREEN,
        device_scale_factor=SCALE,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    log_in(page, demo, picture.role)
    picture.open(page)
    _settle(page)
    data = page.screenshot(
        clip=_part(page, picture), animations="disabled", caret="hide", type="png"
    )
    context.close()
    path = folder / picture.file
    # Screens have few colours: a palette makes a quarter of the file, and text stays sharp.
    image = Image.open(BytesIO(data)).convert("RGB")
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    return path


def _settle(page: Page) -> None:
    """Wait for what still loads or moves: no picture shows half a panel."""
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """async () => {
            await document.fonts.ready;
            const images = [...document.images].filter(image => image.checkVisibility());
            await Promise.all(images.map(image => image.decode().catch(() => null)));
            const running = document.getAnimations().filter(animation =>
                Number.isFinite(animation.effect?.getComputedTiming().endTime));
            await Promise.all(running.map(animation => animation.finished.catch(() => null)));
        }"""
    )


def _part(page: Page, picture: Picture) -> FloatRect:
    """Return what is cut out of the screen.

    Raises:
        AssertionError: when nothing on screen is of that description.
    """
    if not picture.cut:
        return {"x": 0, "y": 0, "width": SCREEN["width"], "height": picture.most}
    boxes = [_box(page, picture, selector) for selector in picture.cut]
    left = min(box["x"] for box in boxes) - picture.air
    # Beside the admin's menu, which would be a strip of another colour.
    edge = _box(page, picture, "main")["x"]
    if left < edge <= left + picture.air:
        left = edge
    left, top = max(0, left), max(0, min(box["y"] for box in boxes) - picture.air)
    right = max(box["x"] + box["width"] for box in boxes) + picture.air
    right = min(SCREEN["width"], right)
    bottom = max(box["y"] + box["height"] for box in boxes) + picture.air
    bottom = min(SCREEN["height"], bottom)
    height = min(bottom - top, picture.most)
    return {"x": left, "y": top, "width": right - left, "height": height}


def _box(page: Page, picture: Picture, selector: str) -> FloatRect:
    box = page.locator(selector).filter(visible=True).first.bounding_box()
    assert box, f"{picture.file}: nothing on screen is {selector}"
    return box
