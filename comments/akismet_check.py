"""The optional spam service, asked in the background and only with AKISMET_KEY."""

from datetime import datetime

import akismet
from django.conf import settings

from comments.models import ReaderComment, Status, Verdict

# The service demands an address. What it gets is from the block that RFC 5737 keeps for examples:
# whoever wrote the comment is not its business.
NO_ADDRESS = "192.0.2.1"


def check(comment_id: int, now: datetime) -> None:
    """Ask about a comment, and hold it when the service takes it for spam.

    The service learns the name and the text, which are public once approved, and the page. It
    learns neither e-mail address nor network.

    Raises:
        akismet.AkismetError: when the service can't be asked; the outbox tries again.
    """
    from comments.services import hold_comment

    comment = ReaderComment.objects.filter(pk=comment_id).first()
    if comment is None or comment.status not in (Status.PENDING, Status.APPROVED):
        return
    config = akismet.Config(key=settings.ENVIRONMENT.akismet_key, url=settings.ENVIRONMENT.site_url)
    with akismet.SyncClient(config=config) as client:
        answer = client.comment_check(
            user_ip=NO_ADDRESS,
            comment_type="comment",
            comment_author=comment.user_name,
            comment_content=comment.comment,
        )
    if answer == akismet.CheckResponse.HAM:
        return
    ReaderComment.objects.filter(pk=comment.pk).update(
        verdict=Verdict.SPAM, verdict_reason="Akismet takes it for spam."
    )
    hold_comment(comment=comment, reason="Akismet takes it for spam.", now=now)
