"""What Wagtail does not document is asked for by one module, and is still there."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from core.wagtail_internals import INTERNALS, Internal

ROOT = Path(__file__).parents[2]
OURS = sorted(
    path
    for app in ROOT.glob("*/apps.py")
    for path in app.parent.rglob("*.py")
    if path.name != "wagtail_internals.py" and "migrations" not in path.parts
)


@pytest.mark.parametrize("internal", INTERNALS.values(), ids=INTERNALS)
def test_wagtail_still_has_it(internal: Internal) -> None:
    assert hasattr(import_module(internal.module), internal.name), (
        f"Wagtail has no {internal.module}.{internal.name} any more. {internal.use} Put its new "
        "name, or what takes its place, into core/wagtail_internals.py."
    )


def test_nothing_else_asks_for_it() -> None:
    listed = {(internal.module, internal.name) for internal in INTERNALS.values()}
    found = []
    for path in OURS:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith(
                "wagtail"
            ):
                continue
            for alias in node.names:
                if (node.module, alias.name) in listed or alias.name.startswith("_"):
                    found.append(f"{path.relative_to(ROOT)}: {alias.name}")
    assert not found, f"Import this from core.wagtail_internals: {found}"
