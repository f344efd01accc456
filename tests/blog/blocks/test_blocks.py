"""Sections refuse what would mislead a reader, with a message at the field."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from blog.blocks import PostBodyBlock
from blog.blocks.media import video_player_url
from blog.models import BlogPostPage
from tests import factories

BLOCKS = PostBodyBlock().child_blocks


def errors_of(name: str, **changes: Any) -> Any:
    block = BLOCKS[name]
    value = {**block.get_preview_value(), **changes}
    with pytest.raises(ValidationError) as refusal:
        block.clean(block.normalize(value))
    return str(refusal.value.as_json_data())


@pytest.mark.django_db
@pytest.mark.parametrize("name", BLOCKS)
def test_preview_of_each_type_is_a_valid_section_with_icon_and_description(name: str) -> None:
    factories.picture()
    block = BLOCKS[name]

    assert block.clean(block.normalize(block.get_preview_value()))
    assert block.meta.icon != "placeholder"
    assert block.meta.group
    assert block.get_description()


def test_image_section_needs_an_image_and_says_so_at_the_chooser() -> None:
    block = BLOCKS["image"]
    with pytest.raises(ValidationError) as refusal:
        block.clean(block.normalize({"image": None, "caption": "", "source": ""}))

    errors = refusal.value.as_json_data()
    assert errors["blockErrors"]["image"]["blockErrors"]["image"]["messages"] == [
        "Choose an image."
    ]


@pytest.mark.django_db
def test_caption_without_an_image_is_refused() -> None:
    figure = {"image": None, "caption": "<p>Alone.</p>", "source": ""}

    assert "empty the caption" in errors_of("science", figure=figure)


def test_row_with_too_few_cells_is_named() -> None:
    rows = [{"attribute": "Acts on", "cells": [("text", "<p>Glutamate</p>")]}]

    assert "This row has 1 cell for 2 treatments" in errors_of("comparison", rows=rows)


@pytest.mark.parametrize(
    ("url", "player"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=5",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        ),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"),
        ("https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", ""),
        ("https://www.youtube.com/watch?v=<script>", ""),
        ("https://example.com/video.mp4", ""),
    ],
)
def test_only_known_players_are_loaded(url: str, player: str) -> None:
    assert video_player_url(url) == player


@pytest.mark.django_db
def test_video_from_elsewhere_is_refused_with_an_example() -> None:
    assert "https://vimeo.com/76979871" in errors_of("video", url="https://example.com/a.mp4")


@pytest.mark.parametrize("phone", ["988", "+1 555 010 0199", "(555) 010-0199"])
def test_phone_numbers_of_all_kinds_are_links(phone: str) -> None:
    block = BLOCKS["call_to_action"]
    links = [("phone", {"text": "Call", "phone": phone})]
    value = {**block.get_preview_value(), "links": links}
    link = block.clean(block.normalize(value))["links"][0].value

    assert link.href == "tel:" + "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def test_post_is_not_reviewed_by_its_author(make_post: Callable[..., BlogPostPage]) -> None:
    post = make_post()
    post.reviewer = post.author

    with pytest.raises(ValidationError, match="Authors do not review their own posts"):
        post.clean()
