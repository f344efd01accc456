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
from .sources import FurtherReading, Source
from .upkeep import LinkTarget, PostUpkeep, broken_links, posts_without_sources

__all__ = [
    "BlogIndexPage",
    "BlogPostPage",
    "Category",
    "ClinicalReviewSettings",
    "ClinicalReviewTask",
    "EditorialCheckSettings",
    "FurtherReading",
    "LinkTarget",
    "Person",
    "PostReview",
    "PostTag",
    "PostUpkeep",
    "ProblemReport",
    "RelatedPost",
    "ReviewReset",
    "SignOff",
    "Source",
    "broken_links",
    "posts_without_sources",
    "public_posts",
]
