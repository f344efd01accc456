"""`manage.py publish_scheduled`: Wagtail's, made safe for several at once."""

from typing import Any

from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from operations.scheduling import work_off_schedules


class Command(WagtailCommand):
    """Publishes and takes off what is due; for cron, where no background process runs."""

    help = "Publish what is scheduled and take off what has expired, each once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work off the schedules, or show them with --dryrun as Wagtail does."""
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        work_off_schedules(now=timezone.now())
