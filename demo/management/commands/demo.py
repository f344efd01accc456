"""`manage.py demo`: the site with its demo content, ready to be looked at."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cms.management.commands.serve import check_address
from cms.static_stamp import stamp_static_files, static_files_are_current
from demo.loader import load
from demo.log_ins import make_log_ins, write_log_ins


class Command(BaseCommand):
    """Migrates, loads the demo content, prints the log-ins and, if asked, serves.

    It may run as often as wanted: what is there stays as it is, what is missing is added.
    """

    help = "Load the demo content and print its log-ins; with --serve, serve the site."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the address."""
        parser.add_argument("--serve", action="store_true", help="Serve the site afterwards.")
        parser.add_argument("--host", default="127.0.0.1", help="Address to serve on.")
        parser.add_argument("--port", default=8000, type=int, help="Port to serve on.")

    def handle(self, *args: Any, serve: bool, host: str, port: int, **options: Any) -> None:
        """Load, print, serve.

        Raises:
            CommandError: when the address is taken, or the database or a folder can't be used.
        """
        if serve:
            # Before the minute that a first run takes, not after it.
            check_address(host, port)
        try:
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            if not static_files_are_current():
                self.say("Preparing style sheets and scripts …")
                call_command("collectstatic", verbosity=0, interactive=False)
                stamp_static_files()
            # Wagtail notes each page that is published; a newcomer has other things to read.
            logging.disable(logging.INFO)
            load(say=self.say)
            logging.disable(logging.NOTSET)
            log_ins = make_log_ins(settings.ENVIRONMENT.var_dir)
            path = write_log_ins(log_ins, settings.ENVIRONMENT.var_dir)
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be used: {str(error).strip()}. Check DATABASE_URL, or leave "
                "it out to use a SQLite file in var/."
            ) from error
        except OSError as error:
            raise CommandError(
                f"{error.filename} cannot be written ({error.strerror}). Make the folder writable, "
                "or name another by VAR_DIR=/srv/clinic-blog/var"
            ) from error
        self.announce(log_ins, path)
        if serve:
            call_command("serve", host=host, port=port)

    def say(self, text: str) -> None:
        """Tell what is being done, at once."""
        self.stdout.write(text)
        self.stdout.flush()

    def announce(self, log_ins: list[tuple[str, str, str]], path: Path) -> None:
        """Print where the site is and who may log in."""
        width = max(len(username) for _, username, _ in log_ins)
        self.say(f"\nThe site:  {settings.WAGTAILADMIN_BASE_URL}/")
        self.say(f"The admin: {settings.WAGTAILADMIN_BASE_URL}/admin/")
        for role, username, password in log_ins:
            self.say(f"  {role:<18} {username:<{width}}  {password}")
        self.say(f"The log-ins are in {path} too. Stop the site with Ctrl+C.\n")
