"""The demo's threads of comments."""

from datetime import datetime, timedelta

from blog.models import BlogPostPage
from comments.models import Reaction, ReaderComment, Status
from comments.services import Author, post_comment, react, set_status
from demo.content import Comment


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
        posted = published + timedelta(days=comment.days_after)
        stored = post_comment(
            page=page,
            author=Author(name=comment.name, email=comment.email),
            text=comment.text,
            reply_to=reply_to,
            confirmed=comment.status != Status.UNCONFIRMED,
            now=posted,
        )
        if comment.staff:
            ReaderComment.objects.filter(pk=stored.pk).update(by_staff=True)
        if comment.status not in (Status.UNCONFIRMED, Status.PENDING):
            decided = posted + timedelta(hours=2)
            # A comment that has replies was approved when they came, whatever it is now.
            set_status(comments=[stored], status=Status.APPROVED, by=None, now=decided)
            add_comments(page, comment.replies, published=published, reply_to=stored.pk)
            if comment.status != Status.APPROVED:
                set_status(comments=[stored], status=Status(comment.status), by=None, now=decided)
        stored.refresh_from_db()
        for number in range(comment.helpful):
            react(
                comment=stored,
                kind=Reaction.Kind.HELPFUL,
                network=f"198.51.{number}.0/24",
                reason="",
                now=posted,
            )
        for number, reason in enumerate(comment.reports):
            react(
                comment=stored,
                kind=Reaction.Kind.REPORT,
                network=f"198.51.{number}.0/24",
                reason=reason,
                now=posted,
            )
