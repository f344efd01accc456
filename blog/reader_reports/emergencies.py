"""Problem reports in which somebody may be in danger, for who looks at emergencies."""

from django.urls import reverse

from blog.models import ProblemReport
from home import emergencies
from home.emergencies import Kind, Message

PROBLEM_REPORT = "problem_report"


def message_of(key: int) -> Message | None:
    """Return what a report says."""
    report = ProblemReport.objects.filter(pk=key).first()
    if report is None:
        return None
    url = reverse("wagtailsnippets_blog_problemreport:edit", args=[report.pk])
    return Message(words=report.text, writer=report.email, url=url)


emergencies.kinds[PROBLEM_REPORT] = Kind(label="Problem report", message=message_of)
