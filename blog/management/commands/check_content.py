"""Carry out the checks while writing over everything that is published."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from blog.checks import Finding, Severity
from blog.checks.running import check_post
from blog.models import BlogPostPage

FAIL_ON = {
    "error": (Severity.ERROR,),
    "warning": (Severity.ERROR, Severity.WARNING),
}


class Command(BaseCommand):
    """Print what the editorial checks find in the live posts, by post and section."""

    help = "Carries out the editorial checks over all live posts and prints what they find."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what makes the command fail."""
        parser.add_argument(
            "--fail-on",
            choices=FAIL_ON,
            help="end with status 1 when there is an error, or an error or a warning",
        )

    def handle(self, *args: Any, fail_on: str | None = None, **options: Any) -> None:
        """Check every live post.

        Raises:
            CommandError: when something is found that `--fail-on` names, or a check failed.
        """
        count = failures = weighty = 0
        for post in BlogPostPage.objects.live().order_by("path").iterator():
            report = check_post(post)
            count += 1
            failures += len(report.failed)
            weighty += report.count(*FAIL_ON[fail_on]) if fail_on else 0
            if report.found or report.failed:
                self.stdout.write(f"{post.title} ({post.slug})")
            for name in report.failed:
                self.stdout.write(f"  The check “{name}” could not be carried out; see the log.")
            for group in report.groups:
                self.stdout.write(f"  {group.title}")
                for found in group.found:
                    self.stdout.write(f"    {_line(found.check, found.finding)}")
        self.stdout.write(f"{count} posts checked.")
        if failures:
            raise CommandError(f"Checks that could not be carried out: {failures}.")
        if weighty:
            raise CommandError(f"Findings that count as failures: {weighty}.")


def _line(check: str, finding: Finding) -> str:
    field = ".".join(finding.place.path) or finding.place.field
    return f"{finding.severity}: {check}: {finding.what}" + (f" [{field}]" if field else "")
