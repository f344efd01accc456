"""Rendering stale documents, after the commit of what made them stale and in the background."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone
from django_tasks import task
from wagtail.models import Site

from blog.models import public_posts
from delivery import events
from delivery.models import PublishedDocument, StaleDocument
from delivery.published import documents

logger = logging.getLogger(__name__)

# So many are rendered at once after a change: an editor's own post is there when its page is. The
# rest of a change to hundreds follows in the background, within seconds.
SOON = 5
TRY_AGAIN_AFTER = timedelta(minutes=1)


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
    due = StaleDocument.objects.filter(marked_at__lte=timezone.now())
    # Taking away needs no rendering and does not wait its turn.
    keys = _withdrawn(due)
    waiting = due.values("page_id").annotate(first=Min("pk")).order_by("first")
    keys += [row["page_id"] for row in waiting[:most] if row["page_id"] not in keys]
    done = 0
    for key in keys:
        try:
            done += _render(key)
        except Exception:
            # It stays stale and is tried again later; one broken post does not hold up others.
            logger.exception("Could not render the document of page %s", key)
            later = timezone.now() + TRY_AGAIN_AFTER
            StaleDocument.objects.filter(page_id=key).update(marked_at=later)
    return done


def _withdrawn(due: QuerySet[StaleDocument]) -> list[int]:
    """Return the pages among stale ones that have a public document and are not public any more."""
    found = []
    documents = PublishedDocument.objects.filter(is_public=True, page_id__in=due.values("page_id"))
    for site in Site.objects.filter(pk__in=documents.values("site")).order_by("pk"):
        public = public_posts(site).order_by().values("pk")
        gone = documents.filter(site=site).exclude(page_id__in=public)
        found += list(gone.values_list("page_id", flat=True))
    return found


@transaction.atomic
def _render(page_id: int) -> int:
    notes = StaleDocument.objects.select_for_update().filter(page_id=page_id).order_by("pk")
    keys = list(notes.values_list("pk", flat=True))
    if not keys:
        return 0  # somebody else was faster
    now = timezone.now()
    for change in documents.store(page_id, now=now):
        events.announce(change, now=now)
    StaleDocument.objects.filter(pk__in=keys).delete()
    return 1
