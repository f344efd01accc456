"""Publishing what is scheduled, for sites that have no cron."""

import logging
import threading

from django.core.management import call_command
from django.db import DatabaseError, connections

logger = logging.getLogger(__name__)

INTERVAL = 30  # seconds; a post goes live at most this long after the time its editor set


def publish_scheduled_in_background() -> threading.Event:
    """Publish and expire scheduled pages from a thread of this process, until it ends.

    Wagtail's own command does the work; running it on several nodes at once is harmless, for a
    revision that is published loses its schedule.

    Returns:
        An event that stops the thread when it is set.
    """
    stop = threading.Event()

    def work() -> None:
        # The first pass waits too: by then the server has made its processes.
        while not stop.wait(INTERVAL):
            try:
                call_command("publish_scheduled", verbosity=0)
            except DatabaseError:
                logger.exception("Scheduled pages could not be published; trying again")
            finally:
                connections.close_all()

    threading.Thread(target=work, name="publish-scheduled", daemon=True).start()
    return stop
