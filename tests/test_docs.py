"""What the documents name is there: their links, commands, targets of make, files and folders."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.core.management import get_commands
from markdown_it import MarkdownIt
from markdown_it.token import Token

pytestmark = pytest.mark.rendering

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "examples/*/README.md")
    for path in sorted(ROOT.glob(pattern))
]
COMMAND = re.compile(r"\bmanage\.py ([a-z]\w*)")
# In code only: prose makes all kinds of things.
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
FILE = r"[\w.*-]+(?:/[\w.*-]+)+\.(?:py|html|csv|md|toml)"
FOLDER = r"[\w.-]+(?:/[\w.-]+)*/"
PLACE = re.compile(f"{FILE}|{FOLDER}")
# What looks like a folder and is an address of the site, or stands where uploads are kept.
NO_FOLDERS = {
    *("by-path/", "categories/", "changes/", "navigation/", "people/", "redirects/", "tags/"),
    *("avatar_images/", "media/images/", "original_images/", "wagtail_uploads/"),
}


@dataclass
class Document:
    """What a document names.

    Args:
        links: where its links and pictures lead.
        anchors: the names of its headings.
        code: what it writes as code, inline or in blocks.
        drawings: its diagrams.
    """

    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    code: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)


def read(text: str) -> Document:
    found = Document()
    seen: Counter[str] = Counter()
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "fence" and token.info == "mermaid":
            found.drawings.append(token.content)
        elif token.type in ("fence", "code_block"):
            found.code.append(token.content)
        for part in token.children or ():
            found.links += [str(part.attrs[name]) for name in ("href", "src") if name in part.attrs]
            if part.type == "code_inline":
                found.code.append(part.content)
        if before and before.type == "heading_open":
            found.anchors.add(anchor(token, seen))
    return found


def anchor(heading: Token, seen: Counter[str]) -> str:
    """Return the name of a heading as code hosts make it; the second of the same is numbered."""
    words = "".join(part.content for part in heading.children or ())
    name = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
    seen[name] += 1
    return f"{name}-{seen[name] - 1}" if seen[name] > 1 else name


def dead_links(document: str, text: str) -> Iterator[str]:
    here = read(text)
    for link in here.links:
        if re.match(r"[a-z]+:", link):
            continue
        name, _, wanted = link.partition("#")
        if name:
            target = (ROOT / document).parent / name
            is_there = target.exists()
            if is_there and wanted:
                is_there = wanted in read(target.read_text(encoding="utf-8")).anchors
        else:
            is_there = wanted in here.anchors
        if not is_there:
            yield link


def missing_places(text: str) -> Iterator[str]:
    document = read(text)
    named = {code for code in document.code if PLACE.fullmatch(code)}
    for drawing in document.drawings:
        named |= set(re.findall(FILE, drawing))
    for place in sorted(named - NO_FOLDERS):
        if place.startswith("var/"):
            continue  # made by whoever runs the site
        # A folder may be named as seen from its app.
        around = [place, f"*/{place}"] if place.endswith("/") else [place]
        if not any(any(ROOT.glob(pattern)) for pattern in around):
            yield place


def unknown_commands(text: str) -> set[str]:
    return set(COMMAND.findall(text)) - set(get_commands())


def unknown_targets(text: str) -> set[str]:
    return {name for code in read(text).code for name in TARGET.findall(code)} - TARGETS


def text_of(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    assert list(dead_links(document, text_of(document))) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_folder_is_there(document: str) -> None:
    assert list(missing_places(text_of(document))) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_can_be_typed(document: str) -> None:
    assert unknown_commands(text_of(document)) == set()
    assert unknown_targets(text_of(document)) == set()


def test_what_is_not_there_is_found() -> None:
    text = """
# Two words
See [this](#two-words), [that](#no-such-heading), [a file](docs/api.md#errors) and
[another](docs/gone.md). `core/keys.py` is there, `core/gone.py` and `gone/` are not.
Type `make tea` or `manage.py gone`; make sure that you run `manage.py migrate`.

| in a table | [too](docs/api.md#gone) |
|---|---|

```mermaid
flowchart LR
  a["blog/gone.py"] --> b["blog/forms.py"]
```
"""
    dead = ["#no-such-heading", "docs/gone.md", "docs/api.md#gone"]
    assert list(dead_links("README.md", text)) == dead
    assert list(missing_places(text)) == ["blog/gone.py", "core/gone.py", "gone/"]
    assert unknown_commands(text) == {"gone"}
    assert unknown_targets(text) == {"tea"}
