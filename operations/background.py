"""What happens without anybody asking: scheduled pages, the outbox, webhooks, housekeeping."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone

from blog.clinical_review import reminders
from blog.maintenance.link_checks import ask_due
from blog.maintenance.scan import look_through_due
from comments import classifiers, notifications
from core import outbox, personal_data
from delivery import webhooks
from delivery.published import staleness
from delivery.published.tasks import render_stale
from home import emergencies
from operations.scheduling import work_off_schedules
from search import indexing as search_indexing
from search import unfound

logger = logging.getLogger(__name__)

REST = 1.0  # seconds between two looks at the clock


@dataclass
class Job:
    """Something that is done again and again.

    Args:
        name: for the log.
        every: seconds between two beginnings.
        do: does it; harmless on several nodes at once.
        due: seconds on the monotonic clock at which it is done next.
    """

    name: str
    every: float
    do: Callable[[], Any]
    due: float = field(default=0.0)


def jobs() -> list[Job]:
    """Return what is done in the background.

    A post goes live at most half a minute after its editor's time, a mail leaves within seconds.
    Running any of them on several nodes at once is harmless: what is scheduled is locked while it
    is published, an outbox item is leased, what is purged is gone.
    """
    asking = (
        [Job("ask whether links work", 30, lambda: ask_due(now=timezone.now))]
        if settings.ENVIRONMENT.check_links
        else []
    )
    return [
        Job("publish scheduled pages", 30, lambda: work_off_schedules(now=timezone.now())),
        Job("render stale documents", 1, lambda: render_stale.call(most=100)),
        Job("look again at stale pages for the search", 2, search_indexing.refresh_stale),
        Job("look for pages that the search does not know", 600, search_indexing.note_missing),
        Job(
            "forget old searches without result",
            86_400,
            lambda: unfound.forget_old(timezone.localdate()),
        ),
        Job("close posts to replies", 3600, lambda: staleness.mark_closing(timezone.now())),
        Job("remind of due reviews", 3600, lambda: reminders.remind(timezone.now())),
        Job("look through live posts", 30, lambda: look_through_due(now=timezone.now())),
        # Three times a minute: an emergency is told within one.
        Job("tell of emergencies", 20, lambda: emergencies.tell_due(timezone.now())),
        Job("work off the outbox", 2, outbox.work_off),
        Job("send webhooks", 2, webhooks.work_off),
        Job("send digests", 600, lambda: notifications.queue_digests(timezone.now())),
        Job("train the spam classifier", 3600, lambda: classifiers.classifier().train()),
        Job("purge what is kept too long", 3600, lambda: personal_data.purge(timezone.now())),
        Job("purge old webhook deliveries", 3600, lambda: webhooks.purge(now=timezone.now())),
        *asking,
    ]


def work(*, until: Callable[[], bool]) -> None:
    """Do all jobs at their times.

    A job that fails is logged and done again at its next time; the others go on.

    Args:
        until: returns whether to stop.
    """
    todo = jobs()
    while not until():
        for job in todo:
            if time.monotonic() < job.due:
                continue
            try:
                job.do()
            except Exception:
                logger.exception("Could not %s; trying again", job.name)
            job.due = time.monotonic() + job.every
        connections.close_all()
        time.sleep(REST)


@contextmanager
def working_beside() -> Iterator[None]:
    """Run the jobs in a process of their own while the server runs.

    A thread of this process would not do: the server forks its workers from here, and a worker
    that inherits an open connection to PostgreSQL talks across the thread's own queries.
    """
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "manage.py", "work_in_background", "--beside", str(os.getpid())],
        cwd=settings.BASE_DIR,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def disconnect() -> None:
    """Close all connections, those in pools too, before workers are forked off this process."""
    connections.close_all()
    for connection in connections.all():
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
