"""The one way in which a comment is made, and the ways in which it changes."""

from comments.gates import CommentRefused
from comments.services.changing import (
    EDIT_WITHIN,
    edit_comment,
    may_be_edited,
    react,
    request_removal,
    withdraw_comment,
)
from comments.services.cleaning import NAME_LENGTH, TEXT_LENGTH
from comments.services.deciding import erase_comments, hold_comment, set_status
from comments.services.posting import Author, confirm_comment, follow, open_page, post_comment

__all__ = [
    "EDIT_WITHIN",
    "NAME_LENGTH",
    "TEXT_LENGTH",
    "Author",
    "CommentRefused",
    "confirm_comment",
    "edit_comment",
    "erase_comments",
    "follow",
    "hold_comment",
    "may_be_edited",
    "open_page",
    "post_comment",
    "react",
    "request_removal",
    "set_status",
    "withdraw_comment",
]
