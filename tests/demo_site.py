"""The demo's content in a test's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from demo import loader
from search import indexing


@contextmanager
def loaded_demo(django_db_blocker: Any) -> Iterator[list[str]]:
    """Load the demo for all tests of a module, each of which rolls back to it.

    Args:
        django_db_blocker: pytest-django's fixture.

    Yields:
        What the demo said while loading.
    """
    said: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        # The images' sizes are made by whoever asks first; here only for the pages asked for.
        patch.setattr(loader, "warm", lambda site: None)
        loader.load(say=said.append)
        while indexing.refresh_stale():
            pass
        yield said
        transaction.set_rollback(True)
