"""Keeping the index: what a page says, stored as words with weights and as passages."""

from search.indexing.storing import (
    forget,
    mark_stale,
    note_missing,
    refresh,
    refresh_stale,
)

__all__ = [
    "forget",
    "mark_stale",
    "note_missing",
    "refresh",
    "refresh_stale",
]
