"""Keeping the index: what a page says, stored as words with weights and as passages."""

from search.indexing.storing import (
    forget,
    forget_unused_terms,
    mark_stale,
    note_missing,
    refresh,
    refresh_stale,
)

__all__ = [
    "forget",
    "forget_unused_terms",
    "mark_stale",
    "note_missing",
    "refresh",
    "refresh_stale",
]
