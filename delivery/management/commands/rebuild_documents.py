"""`manage.py rebuild_documents`: renders all documents anew, or verifies them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from blog.models import BlogPostPage, public_posts
from delivery.models import PublishedDocument
from delivery.published import documents

WIDTH = 30  # characters of the bar


class Command(BaseCommand):
    """Renders the document of each public post anew, and leaves a trace of what is gone."""

    help = "Render all documents of the Content API anew; with --check, only compare them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --check."""
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; end with exit code 1 when a document is not as it should be.",
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Render or compare.

        Raises:
            CommandError: with --check, when documents differ, naming them.
        """
        known = PublishedDocument.objects.filter(is_public=True).values_list("page_id", flat=True)
        posts = BlogPostPage.objects.order_by().values_list("pk", flat=True)
        keys = sorted({*known, *posts})
        wrong = []
        for number, key in enumerate(keys, start=1):
            if check:
                if not _is_current(key):
                    wrong.append(key)
            else:
                with transaction.atomic():
                    if documents.store(key, now=timezone.now()):
                        wrong.append(key)
            self._show(number, len(keys))
        self.stdout.write("")
        if check and wrong:
            names = ", ".join(str(key) for key in wrong)
            raise CommandError(
                f"{len(wrong)} of {len(keys)} documents are not current (pages {names}). "
                "Run manage.py rebuild_documents."
            )
        done = "are current" if check else f"looked at, {len(wrong)} changed"
        self.stdout.write(f"{len(keys)} documents {done}.")

    def _show(self, number: int, total: int) -> None:
        full = WIDTH * number // total
        self.stdout.write(f"\r[{'#' * full}{' ' * (WIDTH - full)}] {number}/{total}", ending="")
        self.stdout.flush()


def _is_current(page_id: int) -> bool:
    """Return whether a page's document says what it would say if it were rendered now."""
    stored = PublishedDocument.objects.filter(page_id=page_id, is_public=True).first()
    post = BlogPostPage.objects.filter(pk=page_id).first()
    site = post.get_site() if post else None
    if post is None or site is None or not public_posts(site).filter(pk=page_id).exists():
        return stored is None
    document = documents.render(post, site)
    return (
        stored is not None
        and stored.site_id == site.pk
        and stored.etag == document.etag
        and stored.path == document.path
    )
