"""The report of all reviews: what was never signed, what changed since, what is due."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from blog.clinical_review.services import may_sign
from blog.models import BlogPostPage
from core.exports import HarmlessExportMixin

NEVER, CHANGED, DUE = "never", "changed", "due"


class ReviewFilterSet(WagtailFilterSet):
    """Which posts are listed."""

    state = django_filters.ChoiceFilter(
        label="State",
        method="filter_state",
        choices=[
            (DUE, "Due for review"),
            (CHANGED, "Changed since the review"),
            (NEVER, "Never reviewed"),
        ],
        widget=forms.RadioSelect,
        empty_label="All",
    )

    class Meta:
        model = BlogPostPage
        fields = ["state", "category"]

    def filter_state(self, queryset: Any, name: str, value: str) -> Any:
        """Narrow to a state."""
        conditions = {
            NEVER: Q(review__isnull=True) | Q(review__reviewed_on__isnull=True),
            CHANGED: Q(review__reviewed_on__isnull=False, review__is_complete=False),
            DUE: Q(review__due_on__lte=timezone.localdate()),
        }
        return queryset.filter(conditions[value])


class ClinicalReviewReportView(HarmlessExportMixin, ReportView):
    """All live posts with where their review stands; what is due first."""

    model = BlogPostPage
    page_title = "Clinical reviews"
    header_icon = "user"
    index_url_name = "clinical_reviews_report"
    index_results_url_name = "clinical_reviews_report_results"
    filterset_class = ReviewFilterSet
    is_searchable = False
    list_export = ["title", "category", "review.reviewer", "review.reviewed_on", "review.due_on"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Admit who works on posts."""
        if not may_see_report(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; a title leads a reviewer to the signing, others to the editor."""
        target = "clinical_review" if may_sign(self.request.user) else "wagtailadmin_pages:edit"
        return [
            TitleColumn("title", label="Post", url_name=target),
            Column("category", label="Category"),
            Column("review_state", label="State", accessor=state_of),
            Column("reviewer", label="Reviewed by", accessor=reviewer_of),
            Column("due_on", label="Due", accessor=due_on),
        ]

    def get_queryset(self) -> QuerySet[BlogPostPage]:
        """Return the live posts."""
        posts: QuerySet[BlogPostPage] = (
            BlogPostPage.objects.live()
            .select_related("category", "review__reviewer")
            .defer("body")
            .order_by(F("review__due_on").asc(nulls_last=True), "title")
        )
        return posts


def may_see_report(user: Any) -> bool:
    """Return whether a user works on posts: as editor or as reviewer."""
    return may_sign(user) or bool(user.has_perm("blog.change_category"))


def due_on(post: BlogPostPage) -> str:
    """Return when a post is to be read again; nothing before its first review."""
    review = post.shown_review
    return date_format(review.due_on) if review and review.due_on else ""


def reviewer_of(post: BlogPostPage) -> str:
    """Return who reviewed a post and when."""
    review = post.shown_review
    if review is None or review.reviewed_on is None:
        return ""
    return f"{review.reviewer}, {date_format(review.reviewed_on)}"


def state_of(post: BlogPostPage) -> str:
    """Return in words where a post's review stands."""
    review = post.shown_review
    if review is None:
        return "Never reviewed"
    words = []
    if not review.is_complete:
        number = len(review.awaiting)
        words.append(f"{number} section{'s' if number > 1 else ''} changed since the review")
    if review.is_overdue:
        words.append("due for review")
    said = ", ".join(words) or "reviewed"
    return said[0].upper() + said[1:]
