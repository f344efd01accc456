"""`manage.py update_search`: builds the index of the search anew."""

from typing import Any

from django.core.management.base import BaseCommand

from search import indexing
from search.models import SearchEntry


class Command(BaseCommand):
    """Looks at every live page again; for after an update, an import or a restored backup."""

    help = "Build the search index anew and print how many pages it holds."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the index."""
        SearchEntry.objects.update(is_stale=True)
        indexing.note_missing()
        while indexing.refresh_stale():
            pass
        self.stdout.write(f"{SearchEntry.objects.count()} pages can be found.")
