"""The demo's pictures, drawn by the project itself."""

from collections.abc import Callable

from PIL import Image

from demo.pictures import landscapes, mind, things
from demo.pictures.people import logo, portrait

__all__ = ["PICTURES", "draw", "logo", "portrait"]

PICTURES: dict[str, Callable[[], Image.Image]] = {
    function.__name__: function
    for function in (
        mind.synapse,
        mind.brain,
        mind.balance,
        mind.conversation,
        mind.hands,
        landscapes.horizon,
        landscapes.night,
        landscapes.path,
        landscapes.waves,
        landscapes.branches,
        things.pills,
        things.spray,
        things.notebook,
        things.questionnaire,
    )
}


def draw(name: str) -> Image.Image:
    """Draw a picture of 1600 by 1000 pixels.

    Raises:
        KeyError: when there is no picture of this name.
    """
    return PICTURES[name]()
