"""How many passwords are hashed at once.

A hash takes a third of a second of a processor on purpose. Log-ins that come all at once must not
take every thread and processor from those who read.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from accounts.refusals import PasswordRefused

AT_ONCE = 1  # in one process
PATIENCE = 3.0  # seconds that a thread waits for its turn


class Turns:
    """Turns for something that few may do at once, and few may wait for.

    Args:
        at_once: how many do it.
        waiting: how many wait; more are refused at once.
    """

    def __init__(self, *, at_once: int, waiting: int) -> None:
        self._free = threading.Semaphore(at_once)
        self._places = threading.Semaphore(at_once + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it.

        Raises:
            PasswordRefused: when too many wait already, or none came.
        """
        if not self._places.acquire(blocking=False):
            raise _too_busy()
        try:
            if not self._free.acquire(timeout=PATIENCE):
                raise _too_busy()
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._places.release()


def _too_busy() -> PasswordRefused:
    return PasswordRefused(
        "Many people are logging in at this moment. Wait a few seconds and send it again.",
        seconds=2,
        status=503,
    )


# Half of a process's threads at most, so that the others answer readers.
_turns = Turns(at_once=AT_ONCE, waiting=max(1, settings.ENVIRONMENT.server_threads // 2 - AT_ONCE))


class BoundedPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """Django's hasher, a few at once."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> Any:
        """Hash a password.

        Raises:
            PasswordRefused: when too many are being hashed.
        """
        with _turns.turn():
            return super().encode(password, salt, iterations)
