"""Reader comments and what stands around them."""

from comments.models.mail import MailedLink, Subscription
from comments.models.moderation import ClassifierWord, NotificationPreference
from comments.models.reader_comment import (
    AFTER_ALL,
    MAXIMUM_KEY,
    MAXIMUM_LEVEL,
    STEP,
    Attention,
    CommentableMixin,
    CommentEdit,
    Danger,
    Follow,
    Reaction,
    ReaderComment,
    ReaderCommentQuerySet,
    Status,
    Verdict,
)
from comments.models.rules import GateRule
from comments.models.settings import CommentSettings

__all__ = [
    "AFTER_ALL",
    "MAXIMUM_KEY",
    "MAXIMUM_LEVEL",
    "STEP",
    "Attention",
    "ClassifierWord",
    "CommentEdit",
    "CommentSettings",
    "CommentableMixin",
    "Danger",
    "Follow",
    "GateRule",
    "MailedLink",
    "NotificationPreference",
    "Reaction",
    "ReaderComment",
    "ReaderCommentQuerySet",
    "Status",
    "Subscription",
    "Verdict",
]
