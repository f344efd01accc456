"""Model fields shared by the page models."""

from typing import Any

from wagtail.fields import StreamField


class UnmigratedStreamField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    A change of a block then makes no migration: the database column is JSON whatever the blocks
    are, and migrations stay readable. A data migration of blocks reads the raw JSON.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to the migration writer without its blocks."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
