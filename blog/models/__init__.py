"""Posts, the index that lists them, the people who write and review, and categories."""

from .index import BlogIndexPage
from .post import BlogPostPage, PostTag, RelatedPost, public_posts
from .snippets import Category, Person
from .sources import FurtherReading, Source, posts_citing

__all__ = [
    "BlogIndexPage",
    "BlogPostPage",
    "Category",
    "FurtherReading",
    "Person",
    "PostTag",
    "RelatedPost",
    "Source",
    "posts_citing",
    "public_posts",
]
