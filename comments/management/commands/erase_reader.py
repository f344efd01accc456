"""`manage.py erase_reader`: erases everything that is kept about one reader."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.personal_data import erase_person


class Command(BaseCommand):
    """Erases what is kept about the owner of an e-mail address."""

    help = "Erase what is kept about the owner of an e-mail address, for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the address."""
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="It can't be taken back.")

    def handle(self, *args: Any, email: str, yes: bool, **options: Any) -> None:
        """Erase.

        Raises:
            CommandError: without --yes.
        """
        if not yes:
            raise CommandError(
                "This erases all that is kept about the address for good. Look at them with "
                f"`manage.py export_reader {email}`, then add --yes."
            )
        for name, number in erase_person(email, now=timezone.now()).items():
            self.stdout.write(f"{name}: {number} erased")
