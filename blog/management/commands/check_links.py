"""`manage.py check_links`: whether the links of live posts still work."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils import timezone

from blog.maintenance.link_checks import ask_due
from blog.maintenance.scan import look_through_due
from blog.models import LinkTarget

PAUSE = 1.0


class Command(BaseCommand):
    """Looks through the live posts and asks other sites for what they link to; for cron, daily."""

    help = (
        "Look through the live posts, and ask for each address of another site that they link to: "
        "at most once a day, whoever runs this and how often."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add how long each host is left alone."""
        parser.add_argument(
            "--pause",
            type=float,
            default=PAUSE,
            help="Seconds between two requests to one host; 1 by default.",
        )

    def handle(self, *args: Any, pause: float, **options: Any) -> None:
        """Ask until nothing is due, and print what is broken."""
        while look_through_due(now=timezone.now()):
            pass
        asked = 0
        while number := ask_due():
            asked += number
            time.sleep(pause)
        broken = LinkTarget.objects.filter(state=LinkTarget.State.BROKEN, posts__live=True)
        for target in broken.annotate(number=Count("posts")).order_by("address"):
            self.stdout.write(f"{target.address}: {target.reason} ({target.number})")
        self.stdout.write(f"{asked} addresses asked.")
