"""A whole post as Markdown, from its document: no block needs a template for it."""

import re
from typing import Any

# What names a thing within a section, as the blocks call it.
TITLES = ("heading", "question", "term", "name", "attribute")
# For programs, not for readers.
HIDDEN = ("href", "player_url", "id", "style")
LOWEST_HEADING = 6
# What would begin emphasis, a link, an image, code, HTML or an escape.
SIGNS = re.compile(r"[\\`*_\[\]<>]")


def post_as_markdown(summary: dict[str, Any], body: dict[str, Any]) -> str:
    """Return a post as CommonMark.

    Args:
        summary: the post, after `schemas.PostSummary`.
        body: its sections and the rest, after `schemas.Post`.
    """
    parts = [f"# {plain(summary['title'])}", plain(summary["summary"]), _byline(summary)]
    for section in body["sections"]:
        parts += _value(section["type"], section["value"], level=2)
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


def _value(name: str, value: Any, *, level: int) -> list[str]:
    """Return a value's paragraphs."""
    if value in (None, "", []):
        return []
    if isinstance(value, dict):
        if "markdown" in value and "html" in value:
            return [value["markdown"]]
        if "srcset" in value:
            return [f"![{value['alt']}]({value['src']})"]
        if "cells" in value:
            return []  # a row, which its table shows
        return _fields(value, level=level)
    if isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            return ["\n".join(f"- {plain(item)}" for item in value)]
        return [part for item in value for part in _value(name, _unwrapped(item), level=level)]
    if isinstance(value, bool):
        return []
    return [plain(value)]


def plain(text: Any) -> str:
    """Return a text as one line of Markdown that says just that."""
    return SIGNS.sub(r"\\\g<0>", " ".join(str(text).split()))


def _fields(value: dict[str, Any], *, level: int) -> list[str]:
    if "text" in value and "href" in value:
        return [
            f"[{plain(value['text'])}]({value['href']})" if value["href"] else plain(value["text"])
        ]
    if "rows" in value and "treatments" in value:
        return _table(value, level=level)
    parts = []
    title = next((name for name in TITLES if value.get(name)), "")
    if title:
        parts.append(f"{'#' * min(level, LOWEST_HEADING)} {plain(value[title])}")
    for name, item in value.items():
        if name == title or name in HIDDEN:
            continue
        found = _value(name, item, level=level + 1)
        # A word or a sentence among others says by its name what it is.
        if found and isinstance(item, (str, int, float)) and not isinstance(item, bool):
            found = [f"**{_label(name)}:** {found[0]}"] if title and level > 2 else found
        parts += found
    return parts


def _table(value: dict[str, Any], *, level: int) -> list[str]:
    """Return a comparison as a table; Markdown has no captions, so it stands above."""
    rows = [["", *(_cell(treatment["name"]) for treatment in value["treatments"])]]
    for row in value["rows"]:
        rows.append([_cell(row["attribute"]), *(_cell(_unwrapped(cell)) for cell in row["cells"])])
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


def _unwrapped(item: Any) -> Any:
    """Return the value of an item of a stream, or the item itself."""
    if isinstance(item, dict) and set(item) == {"id", "type", "value"}:
        return item["value"]
    return item


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()
