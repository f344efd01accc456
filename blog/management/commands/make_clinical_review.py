"""`manage.py make_clinical_review`: the workflow by which clinicians sign posts."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.roles import CLINICAL_REVIEWER, make_roles
from blog.clinical_review.workflow import make_workflow


class Command(BaseCommand):
    """Makes the workflow, and gives it to the blogs that have none; safe at any time."""

    help = "Make the workflow Clinical review and give it to the blogs without a workflow."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say which blogs have it now."""
        workflow = make_workflow(make_roles()[CLINICAL_REVIEWER])
        pages = workflow.workflow_pages.select_related("page")
        titles = ", ".join(f"“{place.page.title}”" for place in pages) or "no page yet"
        self.stdout.write(f"{workflow.name} is given to: {titles}.")
