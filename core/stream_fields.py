"""Model fields shared by the page models."""

import json
from typing import Any

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from core.wagtail_internals import StreamValue


class StoredStreamBlock(StreamBlock):
    """A stream of sections in their stored form, for where nobody knows their blocks.

    Wagtail drops each section of a type that it does not know. In a migration that would be all
    of them, and the first `save()` would empty the field.
    """

    def to_python(self, value: Any) -> StreamValue:
        """Return a stream whose `raw_data` is what is stored; its sections stay unread."""
        if isinstance(value, StreamValue):
            return value
        if isinstance(value, str):
            value = json.loads(value or "[]")
        # What a default gives as pairs has no stored form without its blocks.
        stored = [section for section in value or [] if isinstance(section, dict)]
        return StreamValue(self, stored, is_lazy=True)


class UnmigratedStreamField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    A change of a block then makes no migration: the database column is JSON whatever the blocks
    are, and migrations stay readable. A data migration of blocks reads and changes `raw_data`,
    and saves the page:

        for post in apps.get_model("blog", "BlogPostPage").objects.all():
            for section in post.body.raw_data:
                ...
            post.save()
    """

    def __init__(self, block_types: Any, **kwargs: Any) -> None:
        # A migration has the empty list that `deconstruct` wrote.
        super().__init__(StoredStreamBlock() if block_types == [] else block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to the migration writer without its blocks."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
