"""Narrowing the queue down: by filters and by words."""

import django_filters
from django.db.models import Q, QuerySet
from django_filters.constants import EMPTY_VALUES
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from comments.models import Danger, ReaderComment, Status, Verdict
from core.wagtail_internals import DateRangePickerWidget


class ReaderCommentFilterSet(WagtailFilterSet):
    """The filters of the queue; bulk actions on a whole listing obey them too."""

    status = django_filters.MultipleChoiceFilter(choices=Status.choices, label="Status")
    danger = django_filters.MultipleChoiceFilter(
        choices=[choice for choice in Danger.choices if choice[0]], label="Danger"
    )
    reported = django_filters.BooleanFilter(label="Reported by readers", method="filter_reported")
    verdict = django_filters.ChoiceFilter(
        choices=[choice for choice in Verdict.choices if choice[0]], label="Classifier"
    )
    page = django_filters.ModelChoiceFilter(
        queryset=lambda request: Page.objects.filter(
            pk__in=ReaderComment.objects.order_by().values("page").distinct()
        ).order_by("title"),
        label="Post",
    )
    posted_at = django_filters.DateFromToRangeFilter(label="Posted", widget=DateRangePickerWidget)

    class Meta:
        model = ReaderComment
        fields = ["status", "danger", "reported", "verdict", "page", "posted_at", "by_staff"]

    def filter_reported(
        self, queryset: QuerySet[ReaderComment], name: str, value: bool | None
    ) -> QuerySet[ReaderComment]:
        """Narrow down to what readers reported since the last decision, or did not."""
        if value in EMPTY_VALUES:
            return queryset
        return queryset.filter(report_count__gt=0) if value else queryset.filter(report_count=0)


def search(queryset: QuerySet[ReaderComment], words: str) -> QuerySet[ReaderComment]:
    """Return the comments with all words in text, name or page title."""
    for word in words.replace("\x00", "").split()[:10]:
        queryset = queryset.filter(
            Q(comment__icontains=word)
            | Q(user_name__icontains=word)
            | Q(page__title__icontains=word)
        )
    return queryset
