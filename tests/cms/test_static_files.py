"""Static files as collectstatic leaves them."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from cms.settings import STORAGES


@pytest.fixture
def collected(settings: LazySettings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": STORAGES["staticfiles"]}
    call_command("collectstatic", verbosity=0, interactive=False)
    return tmp_path


def test_one_stylesheet_and_one_script_hold_all_their_parts(collected: Path) -> None:
    [style] = list(collected.glob("css/site.*.css"))
    [script] = list(collected.glob("js/site.*.js"))

    assert "@import" not in style.read_text()
    assert ".risk-card" in style.read_text()
    assert style.read_text().count("{") == style.read_text().count("}")
    assert not re.search(r"^import ", script.read_text(), re.MULTILINE)
    assert "data-table-of-contents" in script.read_text()
    assert style.with_name(style.name + ".br").exists()
