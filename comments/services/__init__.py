"""The one way in which a comment is made, and the ways in which it changes."""

from comments.judging import CommentRefused
from comments.services.changing import (
    EDIT_WITHIN,
    edit_comment,
    may_be_edited,
    react,
    request_removal,
    take_back,
    withdraw_comment,
)
from comments.services.cleaning import MISSING, NAME_LENGTH, TEXT_LENGTH
from comments.services.deciding import (
    erase_comments,
    hold_comment,
    may_be_published,
    set_status,
)
from comments.services.keeping import ends_of, keep_refused
from comments.services.posting import confirm_comment, open_page, post_comment
from comments.services.storing import Author, Sending, follow

__all__ = [
    "EDIT_WITHIN",
    "MISSING",
    "NAME_LENGTH",
    "TEXT_LENGTH",
    "Author",
    "CommentRefused",
    "Sending",
    "confirm_comment",
    "edit_comment",
    "ends_of",
    "erase_comments",
    "follow",
    "hold_comment",
    "keep_refused",
    "may_be_edited",
    "may_be_published",
    "open_page",
    "post_comment",
    "react",
    "request_removal",
    "set_status",
    "take_back",
    "withdraw_comment",
]
