"""Rendering stale documents, after the commit of what made them stale and in the background."""

import logging

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django_tasks import task

from delivery import documents, events
from delivery.models import StaleDocument

logger = logging.getLogger(__name__)

# So many are rendered at once after a change: an editor's own post is there when its page is. The
# rest of a change to hundreds follows in the background, within seconds.
SOON = 5


@task()
def render_stale(most: int = SOON) -> int:
    """Render stale documents, the longest stale first.

    Harmless at any time and on several nodes at once: a page is rendered by one of them while
    the others wait, and a note is only taken away by who has rendered after it.

    Args:
        most: after how many documents to stop.

    Returns:
        How many were rendered.
    """
    waiting = StaleDocument.objects.values("page_id").annotate(first=Min("pk")).order_by("first")
    done = 0
    for row in waiting[:most]:
        try:
            done += _render(row["page_id"])
        except Exception:
            # It stays stale and is tried again; one broken post does not hold up the others.
            logger.exception("Could not render the document of page %s", row["page_id"])
    return done


@transaction.atomic
def _render(page_id: int) -> int:
    notes = StaleDocument.objects.select_for_update().filter(page_id=page_id).order_by("pk")
    keys = list(notes.values_list("pk", flat=True))
    if not keys:
        return 0  # somebody else was faster
    now = timezone.now()
    before = events.state_of(page_id)
    document = documents.store(page_id, now=now)
    if document is not None:
        events.announce(document, before=before, now=now)
    StaleDocument.objects.filter(pk__in=keys).delete()
    return 1
