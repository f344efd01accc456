"""Schedules: what goes live and what expires by itself, each once.

Wagtail 8.0.1's own command reads what is due and then works it off: two of them at once publish
everything twice, one that is killed between two statements loses a schedule, and one page that
can't be published keeps all later ones back. Here, each is a transaction of its own that holds
the row while it is worked on.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from blog.publishing.guard import PublishingRefused
from blog.publishing.schedules import end_refused_schedule

logger = logging.getLogger(__name__)


def work_off_schedules(*, now: datetime) -> int:
    """Take off the site what has expired, and publish what is due.

    It may run on any number of nodes at once: what somebody else works on is left to them. What
    fails is logged and done again the next time; the others go on.

    Args:
        now: the time.

    Returns:
        How much was done here.
    """
    done = 0
    for model in _models():
        expired = model.objects.filter(live=True, expire_at__lt=now)
        for key in list(expired.order_by("expire_at").values_list("pk", flat=True)):
            done += _once(expired.filter(pk=key), _expire)
    due = Revision.objects.filter(approved_go_live_at__lt=now)
    for key in list(due.order_by("approved_go_live_at").values_list("pk", flat=True)):
        done += _once(due.filter(pk=key), _publish)
    return done


def _models() -> list[Any]:
    """Return what has schedules, as Wagtail's command does: all pages are one of them."""
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]


def _once(rows: models.QuerySet[Any], do: Callable[[Any], None]) -> bool:
    """Do something with a row, if nobody else does and it is still to be done."""
    try:
        # SQLite has no row locks and needs none: a transaction there is the only one that writes.
        with transaction.atomic():
            row = rows.select_for_update(skip_locked=True).first()
            if row is None:
                return False
            do(row)
    except Exception:
        logger.exception("Could not work off a schedule of %s; trying again", rows.model.__name__)
        return False
    return True


def _expire(thing: Any) -> None:
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    """Publish what is due, or end its schedule when it may not go live any more."""
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except PublishingRefused as refused:
        end_refused_schedule(revision, refused, now=timezone.now())
