"""Posts, the index that lists them, the people who write and review, and categories."""

from .checks import EditorialCheckSettings
from .index import BlogIndexPage
from .post import BlogPostPage, PostTag, RelatedPost, public_posts
from .snippets import Category, Person

__all__ = [
    "BlogIndexPage",
    "BlogPostPage",
    "Category",
    "EditorialCheckSettings",
    "Person",
    "PostTag",
    "RelatedPost",
    "public_posts",
]
