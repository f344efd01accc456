"""`manage.py export_reader`: everything that is kept about one reader."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core.personal_data import export_person


class Command(BaseCommand):
    """Writes what is kept about the owner of an e-mail address to standard output, as JSON."""

    help = "Write what is kept about the owner of an e-mail address, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the address."""
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Export."""
        self.stdout.write(json.dumps(export_person(email), indent=2, ensure_ascii=False))
