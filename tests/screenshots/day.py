"""A day at the clinic's desk, put into the demo's database: what the pictures are to show."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from blog.models import BlogPostPage, PostReview, ProblemReport

# The post that is changed, sent to review, compared and read by the reviewer.
IN_REVIEW = "sleep-and-depression"
# A change of wording: what the pictures say must stay true.
BEFORE, AFTER = "shows how much you really sleep", "shows how long you really sleep"
SCHEDULED = "does-exercise-help-against-depression"
DUE = "what-happens-at-a-first-appointment"
CHANGED = "how-cognitive-behavioural-therapy-works"


class Changed(Exception):  # noqa: N818 - what is the case
    """The demo's content is no longer what the pictures are taken of."""


@transaction.atomic
def prepare() -> None:
    """Let the desk have a post in review, one scheduled, one due, and two reports of readers.

    Raises:
        Changed: when a post of the demo is missing, or the words that are to be edited.
    """
    editor = User.objects.get(email="editor@example.com")
    send_to_review(_post(IN_REVIEW), editor)
    schedule(_post(SCHEDULED), editor)
    edit_live(_post(CHANGED), editor)
    report_problems(_post(IN_REVIEW), _post(SCHEDULED))
    PostReview.objects.filter(post=_post(DUE)).update(
        due_on=timezone.localdate() - timedelta(days=3)
    )


def send_to_review(post: BlogPostPage, editor: User) -> None:
    """Change a sentence and ask for a review, as an editor does."""
    _replace(post, BEFORE, AFTER)
    post.save_revision(user=editor, log_action=True)
    workflow = Page.objects.get(pk=post.pk).get_workflow()
    workflow.start(post, editor)


def schedule(post: BlogPostPage, editor: User) -> None:
    """Let a change of a post go live by itself, in three days at nine."""
    day = timezone.localdate() + timedelta(days=3)
    post.go_live_at = timezone.make_aware(datetime.combine(day, time(9)))
    revision = post.save_revision(user=editor, log_action=True)
    revision.publish(user=editor)


def edit_live(post: BlogPostPage, editor: User) -> None:
    """Publish a text that no reviewer has signed."""
    section = next(part for part in post.body if part.block_type == "text")
    section.value["heading"] = "What you do yourself"
    post.save_revision(user=editor, log_action=True).publish(user=editor)


def report_problems(first: BlogPostPage, second: BlogPostPage) -> None:
    """Say what readers found wrong, one of it dealt with."""
    now = timezone.now()
    ProblemReport.objects.create(
        post=first,
        text="The link to the sleep diary leads to a page that is not there.",
        email="reader@example.com",
        reported_at=now - timedelta(hours=5),
    )
    ProblemReport.objects.create(
        post=second,
        text="A word is missing in the sentence about walking.",
        reported_at=now - timedelta(days=2),
        state=ProblemReport.State.DONE,
        note="Mended.",
    )


def _post(slug: str) -> BlogPostPage:
    try:
        return BlogPostPage.objects.get(slug=slug)
    except BlogPostPage.DoesNotExist:
        raise Changed(f"The demo has no post {slug}; see demo/posts/.") from None


def _replace(post: BlogPostPage, before: str, after: str) -> None:
    for part in post.body:
        rich_text = part.value.get("text") if part.block_type == "text" else None
        if rich_text is not None and before in rich_text.source:
            rich_text.source = rich_text.source.replace(before, after)
            return
    raise Changed(f"“{before}” is not in {post.slug}; see demo/posts/.")
