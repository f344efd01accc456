"""Posts, the index that lists them, the people who write and review, and categories."""

from .checks import EditorialCheckSettings
from .index import BlogIndexPage
from .post import BlogPostPage, PostTag, RelatedPost, public_posts
from .problems import ProblemReport
from .review import (
    ClinicalReviewSettings,
    ClinicalReviewTask,
    PostReview,
    ReviewReset,
    SignOff,
)
from .snippets import Category, Person
from .sources import FurtherReading, Source, posts_citing

__all__ = [
    "BlogIndexPage",
    "BlogPostPage",
    "Category",
    "ClinicalReviewSettings",
    "ClinicalReviewTask",
    "EditorialCheckSettings",
    "FurtherReading",
    "Person",
    "PostReview",
    "PostTag",
    "ProblemReport",
    "RelatedPost",
    "ReviewReset",
    "SignOff",
    "Source",
    "posts_citing",
    "public_posts",
]
