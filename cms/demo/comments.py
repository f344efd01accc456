"""The demo's threads of comments."""

from datetime import datetime, timedelta

from comments.services import Author, post_comment

from blog.models import BlogPostPage
from cms.demo.content import Comment


def add_comments(
    page: BlogPostPage,
    comments: tuple[Comment, ...],
    *,
    published: datetime,
    reply_to: int | None = None,
) -> None:
    """Post comments and their replies as readers would, then decide on them as a moderator.

    Args:
        page: the page they stand below.
        comments: the comments.
        published: when the page was published; comments count their days from there.
        reply_to: key of the comment that they answer.
    """
    for comment in comments:
        stored = post_comment(
            page=page,
            author=Author(name=comment.name, email=comment.email),
            text=comment.text,
            reply_to=reply_to,
            now=published + timedelta(days=comment.days_after),
        )
