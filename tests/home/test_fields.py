"""Sections in data migrations: kept, changed and saved in their stored form."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from blog.models import BlogPostPage

TEXT = ("text", {"heading": "Why sleep matters", "text": "<p>Because.</p>"})
QUOTE = (
    "quote",
    {"quote": "Sleep.", "speaker": "Somebody", "source": "A book, 2020", "source_url": ""},
)


@pytest.fixture
def migration_apps(db: None) -> Apps:
    """The models as a new data migration gets them."""
    apps: Apps = MigrationLoader(connection).project_state().apps
    return apps


def stored(post: BlogPostPage) -> list[dict[str, Any]]:
    return list(BlogPostPage.objects.get(pk=post.pk).body.raw_data)


def test_saving_in_a_migration_keeps_every_section(
    migration_apps: Apps, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post(body=[TEXT, QUOTE])
    before = stored(post)

    historical = migration_apps.get_model("blog", "BlogPostPage").objects.get(pk=post.pk)
    assert list(historical.body.raw_data) == before
    historical.save()

    assert stored(post) == before


def test_a_migration_changes_sections_where_they_stand(
    migration_apps: Apps, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post(body=[TEXT, QUOTE])

    historical = migration_apps.get_model("blog", "BlogPostPage").objects.get(pk=post.pk)
    historical.body.raw_data[0]["value"]["heading"] = "Why rest matters"
    historical.save()

    assert [section["type"] for section in stored(post)] == ["text", "quote"]
    assert stored(post)[0]["value"]["heading"] == "Why rest matters"


def test_a_migration_may_write_the_whole_field(
    migration_apps: Apps, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post(body=[TEXT, QUOTE])
    kept = stored(post)[1:]

    historical = migration_apps.get_model("blog", "BlogPostPage").objects.get(pk=post.pk)
    historical.body = kept  # type: ignore[assignment]
    historical.save()

    assert stored(post) == kept


@pytest.mark.parametrize(
    ("app", "model", "field"),
    [
        ("blog", "BlogPostPage", "body"),
        ("blog", "BlogPostPage", "updates"),
        ("home", "StandardPage", "body"),
    ],
)
def test_no_stream_has_blocks_in_migrations(
    migration_apps: Apps, app: str, model: str, field: str
) -> None:
    found = migration_apps.get_model(app, model)._meta.get_field(field)
    assert not found.stream_block.child_blocks
