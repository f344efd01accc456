"""No two modules need each other: what `make lint` holds between folders, holds between files."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp
import pytest

pytestmark = pytest.mark.rendering

APPS = sorted(path.parent.name for path in Path(__file__).parent.parent.glob("*/apps.py"))


def circles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """Yield each group of modules that import each other, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []

    def visit(module: str) -> Iterator[list[str]]:
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for imported in sorted(graph[module]):
            if imported not in index:
                yield from visit(imported)
                lowest[module] = min(lowest[module], lowest[imported])
            elif imported in stack:
                lowest[module] = min(lowest[module], index[imported])
        if lowest[module] == index[module]:
            at = stack.index(module)
            group = stack[at:]
            del stack[at:]
            if len(group) > 1:
                yield sorted(group)

    for module in sorted(graph):
        if module not in index:
            yield from visit(module)


def imports(apps: Iterable[str]) -> dict[str, set[str]]:
    """Return what each module imports, within functions too, but not for type checks alone."""
    graph = grimp.build_graph(*apps, exclude_type_checking_imports=True, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_no_modules_import_each_other() -> None:
    assert "blog" in APPS
    assert "core" in APPS
    assert list(circles(imports(APPS))) == []


def test_a_circle_is_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a", "c"}}

    assert list(circles(graph)) == [["b", "c"]]
