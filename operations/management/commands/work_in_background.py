"""`manage.py work_in_background`: scheduled pages, the outbox, housekeeping."""

import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from operations.background import jobs, work


class Command(BaseCommand):
    """Does what nobody asks for, until it is stopped.

    `manage.py serve` starts it by itself unless BACKGROUND_JOBS=false.
    """

    help = "Publish scheduled pages, send waiting mail, purge old data, until stopped."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add when to stop."""
        parser.add_argument("--once", action="store_true", help="Do everything once, for cron.")
        parser.add_argument(
            "--beside", type=int, default=0, help="Stop when the process of this number ends."
        )

    def handle(self, *args: Any, once: bool, beside: int, **options: Any) -> None:
        """Work."""
        if once:
            for job in jobs():
                job.do()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        # A server that was killed can't say goodbye: its child then belongs to another process.
        work(until=lambda: stop.is_set() or bool(beside and os.getppid() != beside))
