"""Schedules whose time comes when their post may not go live any more."""

import logging
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import Revision

from blog.publishing.guard import PublishingRefused
from core.outbox import queue_mail

logger = logging.getLogger(__name__)


def end_refused_schedule(revision: Revision, refused: PublishingRefused, *, now: datetime) -> None:
    """Take a refused text off its schedule, and tell whoever planned it and whoever wrote it.

    Without that it would be tried and refused twice a minute, and nobody would hear of it.

    Args:
        revision: the text that was due.
        refused: why it may not go live.
        now: the time.
    """
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    post = revision.content_object
    log(instance=post, action="blog.schedule_refused", data={"reasons": refused.messages})
    logger.warning("A scheduled post may not go live: %s", post.pk)
    path = reverse("wagtailadmin_pages:edit", args=[post.pk])
    people = [person for person in (revision.user, post.owner) if person and person.is_active]
    for address in sorted({person.email for person in people if person.email}):
        queue_mail(
            key=f"schedule-refused:{revision.pk}:{address}",
            to=address,
            template="blog/mail/schedule_refused.txt",
            context={
                "post": post,
                "reasons": refused.messages,
                "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}",
            },
            now=now,
        )
