"""The recogniser as it is shipped, without what the desk added."""

import gc
from functools import cache

from core.recognition.data import shipped
from core.recognition.recogniser import Recogniser


@cache
def shipped_recogniser() -> Recogniser:
    """Return the recogniser with nothing but the shipped data; made once."""
    # Hundreds of thousands of small things that live as long as the process: without this each
    # collection of garbage would walk over all of them, a quarter of a second, for ever.
    gc.disable()
    try:
        return Recogniser(shipped())
    finally:
        gc.freeze()
        gc.enable()
