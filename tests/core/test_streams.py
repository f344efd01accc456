"""The one walk through what a stream field stores."""

from typing import Any

from wagtail import blocks

from core.streams import walk


class Answer(blocks.StructBlock):
    words = blocks.CharBlock(label="Words")
    tags = blocks.ListBlock(blocks.CharBlock())


class Body(blocks.StreamBlock):
    answer = Answer()
    note = blocks.RichTextBlock(label="Note")


STORED: list[dict[str, Any]] = [
    {
        "type": "answer",
        "id": "a",
        "value": {
            "words": "Yes",
            "tags": [{"type": "item", "id": "t1", "value": "one"}, "by hand"],
        },
    },
    {"type": "gone", "id": "g", "value": "of a type that is no more"},
    {"type": "note", "id": "n", "value": "<p>So.</p>"},
]


def walked(raw: Any, **options: Any) -> list[tuple[Any, ...]]:
    return [(leaf.path, leaf.label, leaf.value) for leaf in walk(Body(), raw, **options)]


def test_every_value_comes_with_its_way_and_its_label() -> None:
    assert walked(STORED) == [
        (("a", "words"), "Words", "Yes"),
        (("a", "tags", "t1"), "Tags", "one"),
        (("a", "tags", ""), "Tags", "by hand"),
        (("n",), "Note", "<p>So.</p>"),
    ]


def test_a_struct_is_yielded_whole_where_that_is_asked_for() -> None:
    [first, *_] = walked(STORED, whole=(Answer,))

    assert first == (("a",), "Answer", STORED[0]["value"])


def test_what_has_another_shape_holds_nothing() -> None:
    assert walked(None) == []
    assert walked([{"type": "answer", "value": None}]) == []
    assert walked([{"type": "answer", "value": {"words": None, "tags": None}}]) == [
        (("", "words"), "Words", None)
    ]


def test_a_field_knows_the_struct_that_it_stands_in() -> None:
    [first, *_] = walk(Body(), STORED)

    assert first.parent == STORED[0]["value"]
