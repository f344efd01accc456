"""What readers' problem reports keep about people."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from blog.models import ProblemReport
from core.personal_data import Holding, register

# What the desk has dealt with is kept as long as it may have to say what it did.
KEEP_HANDLED = timedelta(days=365)


def _of(email: str) -> QuerySet[ProblemReport]:
    return ProblemReport.objects.filter(email__iexact=email)


def export_reports(email: str) -> list[dict[str, Any]]:
    """Return the problem reports of the owner of an e-mail address."""
    return [
        {
            "post": report.post.title,
            "text": report.text,
            "reported_at": report.reported_at.isoformat(),
            "state": report.get_state_display(),
        }
        for report in _of(email).select_related("post").order_by("reported_at", "pk")
    ]


def erase_reports(email: str, now: datetime) -> int:
    """Delete a person's problem reports."""
    return _of(email).delete()[0]


def purge_reports(now: datetime) -> int:
    """Delete what the desk dealt with long ago."""
    handled = ProblemReport.objects.exclude(state=ProblemReport.State.OPEN)
    return handled.filter(reported_at__lt=now - KEEP_HANDLED).delete()[0]


def register_holdings() -> None:
    """Tell the registry what problem reports keep about people."""
    register(
        Holding(
            name="problem_reports",
            label="Problem reports, with an e-mail address where one was given",
            kept="until the desk has dealt with them, and 365 days",
            export=export_reports,
            erase=erase_reports,
            purge=purge_reports,
        )
    )
