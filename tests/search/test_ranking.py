"""What readers of the demo type, and what they find, on PostgreSQL as on SQLite."""

from collections.abc import Iterator
from typing import Any

import pytest
from wagtail.models import Site

from tests.demo_site import loaded_demo
from tests.search.queries import LEAST_FOUND, QUERIES, missed

# On SQLite, the tests of the demo's content ask the same (tests/demo_content/test_demo.py).
pytestmark = [pytest.mark.exhaustive, pytest.mark.xdist_group("demo-search")]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with loaded_demo(django_db_blocker):
        yield


def test_right_answer_stands_among_the_first_three(loaded: None, site: Site) -> None:
    unfound = missed(site)

    assert len(QUERIES) >= 60
    assert len(unfound) <= (1 - LEAST_FOUND) * len(QUERIES), unfound
