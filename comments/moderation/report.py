"""What happened in the reply areas: how much, how fast, where."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from comments.models import Danger, ReaderComment, Status
from comments.permissions import may_moderate
from core.wagtail_internals import WagtailAdminTemplateMixin
from home.emergencies import minutes_to_first_look

WEEKS = 12
TOP = 10  # posts
HEIGHT = 120  # of the chart's highest bar, in its own units


@dataclass(frozen=True)
class Week:
    """The replies of one week.

    Args:
        begins: its Monday.
        approved: how many were approved by now.
        others: how many were not.
        scale: units of the chart for one reply.
        place: how many weeks stand before it.
    """

    begins: date
    approved: int
    others: int
    scale: float
    place: int

    @property
    def approved_height(self) -> int:
        """The height of the lower bar, in the chart's units."""
        return round(self.approved * self.scale)

    @property
    def others_height(self) -> int:
        """The height of the upper bar."""
        return round(self.others * self.scale)

    @property
    def approved_top(self) -> int:
        """Where the lower bar begins, from above."""
        return HEIGHT - self.approved_height

    @property
    def others_top(self) -> int:
        """Where the upper bar begins."""
        return self.approved_top - self.others_height

    @property
    def left(self) -> int:
        """Where the bars begin, from the left."""
        return self.place * 50 + 8


class CommentReportView(WagtailAdminTemplateMixin, TemplateView):
    """The report of the last twelve weeks."""

    template_name = "comments/admin/report.html"
    page_title = "Reader comments"
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let moderators in."""
        if not may_moderate(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Say where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": "Reader comments: report"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures."""
        now = timezone.now()
        recent = ReaderComment.objects.filter(
            posted_at__gt=now - timedelta(weeks=WEEKS), by_staff=False
        )
        rows = (
            recent.order_by()
            .values_list("status")
            .annotate(Count("pk"), urgent=Count("pk", filter=Q(danger=Danger.EMERGENCY)))
        )
        states = Counter({status: number for status, number, _ in rows})
        return super().get_context_data(**kwargs) | {
            "weeks": by_week(recent, now),
            "height": HEIGHT,
            "number": states.total(),
            "states": [
                (label, states[value], f"{reverse('reader_comments:index')}?status={value}")
                for value, label in Status.choices
            ],
            "hours_to_approval": hours_to_approval(recent),
            "posts": recent.order_by()
            .values("page", "page__title")
            .annotate(number=Count("pk"))
            .order_by("-number", "page__title")[:TOP],
            "urgent": sum(urgent for _, _, urgent in rows),
            "minutes_to_first_look": minutes_to_first_look(now),
        }


def by_week(comments: QuerySet[ReaderComment], now: datetime) -> list[Week]:
    """Return the last weeks, the oldest first, those without replies too."""
    counts: dict[date, Counter[bool]] = {}
    rows = comments.order_by().annotate(week=TruncWeek("posted_at")).values_list("week", "status")
    for week, status, number in rows.annotate(Count("pk")):
        counts.setdefault(week.date(), Counter())[status == Status.APPROVED] += number
    monday = timezone.localtime(now).date()
    monday -= timedelta(days=monday.weekday())
    weeks = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    highest = max((count.total() for count in counts.values()), default=0) or 1
    return [
        Week(
            begins=week,
            approved=counts.get(week, Counter())[True],
            others=counts.get(week, Counter())[False],
            scale=HEIGHT / highest,
            place=place,
        )
        for place, week in enumerate(weeks)
    ]


def hours_to_approval(comments: QuerySet[ReaderComment]) -> float | None:
    """Return the median time from posting to approval in hours; None without approvals."""
    times = [
        (approved - posted).total_seconds() / 3600
        for posted, approved in comments.exclude(first_approved_at=None).values_list(
            "posted_at", "first_approved_at"
        )
    ]
    return round(median(times), 1) if times else None
