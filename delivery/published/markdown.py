"""A whole post as Markdown, from its document: no block needs a template for it."""

import re
from typing import Any

from wagtail import blocks

from core.blocks import facts_of, title_of
from images.blocks import (
    DocumentChooserBlock,
    ImageBlock,
    ImageChooserBlock,
    PageChooserBlock,
)

LOWEST_HEADING = 6
# What would begin emphasis, a link, an image, code, HTML or an escape.
SIGNS = re.compile(r"[\\`*_\[\]<>]")


def post_as_markdown(
    stream: blocks.StreamBlock, summary: dict[str, Any], body: dict[str, Any]
) -> str:
    """Return a post as CommonMark.

    Args:
        stream: the block of its body.
        summary: the post, after `schemas.PostSummary`.
        body: its sections and the rest, after `schemas.Post`.
    """
    parts = [f"# {plain(summary['title'])}", plain(summary["summary"]), _byline(summary)]
    parts += _read(stream, body["sections"], level=2)
    parts += _sources(body["sources"])
    parts.append(f"[{summary['url']}]({summary['url']})")
    return "\n\n".join(part for part in parts if part) + "\n"


def _sources(sources: list[dict[str, Any]]) -> list[str]:
    """Return the lists of what is cited and of what there is to read beside."""
    parts = []
    for heading, listed in (
        ("Sources", [source for source in sources if source["number"]]),
        ("Further reading", [source for source in sources if not source["number"]]),
    ):
        if listed:
            parts += [f"## {heading}", "\n".join(_source(source) for source in listed)]
    return parts


def _source(source: dict[str, Any]) -> str:
    mark = f"{source['number']}." if source["number"] else "-"
    withdrawn = source["withdrawn"]
    said = (
        f"**Withdrawn on {withdrawn['on']}: {plain(withdrawn['reason'])}.** " if withdrawn else ""
    )
    place = ", ".join(filter(None, (plain(source["publication"]), str(source["year"]))))
    return (
        f"{mark} {said}{plain(source['authors'])} *{plain(source['title'])}.* {place}. "
        f"<{source['url']}>"
    )


def _byline(summary: dict[str, Any]) -> str:
    words = []
    for role, person in (("By", summary["author"]), ("Reviewed by", summary["reviewer"])):
        if person:
            words.append(
                f"{role} {', '.join(filter(None, (person['name'], person['credentials'])))}"
            )
    words.append(f"published {summary['first_published_at'][:10]}")
    return "*" + " · ".join(words) + "*"


def _read(block: blocks.Block, value: Any, *, level: int) -> list[str]:
    """Return the paragraphs of a value.

    Args:
        block: the value's block.
        value: as the document has it; see `delivery.published.sections.value_of`.
        level: of the heading that its title would be.
    """
    if value in (None, "", []) or isinstance(value, bool):
        return []
    match block:
        case ImageBlock() | ImageChooserBlock():
            return [f"![{value['alt']}]({value['src']})"]
        case PageChooserBlock() | DocumentChooserBlock():
            return []  # the link that it belongs to leads there
        case blocks.RichTextBlock():
            return [value["markdown"]]
        case blocks.StructBlock():
            return _struct(block, value, level=level)
        case blocks.StreamBlock():
            return [
                part
                for item in value
                if (child := block.child_blocks.get(item["type"]))
                for part in _read(child, item["value"], level=level)
            ]
        case blocks.ListBlock() if all(isinstance(item, str) for item in value):
            return ["\n".join(f"- {plain(item)}" for item in value)]
        case blocks.ListBlock():
            return [part for item in value for part in _read(block.child_block, item, level=level)]
    return [plain(value)]


def plain(text: Any) -> str:
    """Return a text as one line of Markdown that says just that."""
    return SIGNS.sub(r"\\\g<0>", " ".join(str(text).split()))


def _struct(block: blocks.StructBlock, value: dict[str, Any], *, level: int) -> list[str]:
    facts = facts_of(block)
    if facts.reads_as == "link":
        words = plain(value[facts.title_field])
        return [f"[{words}]({value['href']})" if value["href"] else words]
    if facts.reads_as == "table":
        return _table(value, level=level)
    title = title_of(block, value)
    parts = [f"{'#' * min(level, LOWEST_HEADING)} {plain(title)}"] if title else []
    for name, child in block.child_blocks.items():
        if name in (facts.title_field, *facts.style_fields):
            continue
        found = _read(child, value.get(name), level=level + 1)
        # A word or a sentence among others says by its name what it is.
        if found and title and level > 2 and isinstance(value[name], (str, int, float)):
            found = [f"**{_label(name)}:** {found[0]}"]
        parts += found
    return parts


def _table(value: dict[str, Any], *, level: int) -> list[str]:
    """Return a comparison as a table; Markdown has no captions, so it stands above."""
    rows = [["", *(_cell(treatment["name"]) for treatment in value["treatments"])]]
    for row in value["rows"]:
        rows.append([_cell(row["attribute"]), *(_cell(cell["value"]) for cell in row["cells"])])
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return [
        f"{'#' * level} {plain(value['heading'])}",
        plain(value.get("introduction") or ""),
        f"*{plain(value['caption'])}*",
        "\n".join(lines),
    ]


def _cell(value: Any) -> str:
    if isinstance(value, dict) and "markdown" in value:
        value = value["markdown"]
    elif isinstance(value, dict):
        words = [str(part).removesuffix(".0") for part in value.values() if part not in ("", None)]
        value = ", ".join(words)
    return " ".join(str(value).split()).replace("|", "\\|")


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
