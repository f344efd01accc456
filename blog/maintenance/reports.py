"""The desk's reports of what is to be mended in live posts."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, Prefetch, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from blog.desk.permissions import works_at_desk
from blog.models import BlogPostPage, LinkTarget, posts_without_sources
from core.exports import HarmlessExportMixin

State = LinkTarget.State
# All but what works, that which counts as broken first. What was never asked is listed too: where
# nobody checks links, an empty report would say that they are well.
LISTED = (State.BROKEN, State.FAILED, State.UNCLEAR, State.UNKNOWN)
HERE, ELSEWHERE = "here", "elsewhere"


class DeskReportView(HarmlessExportMixin, ReportView):
    """A report for who works at the desk."""

    is_searchable = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Admit who works at the desk."""
        if not works_at_desk(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class PostsColumn(Column):
    """The posts that have a link, each with the way to its editor."""

    cell_template_name = "blog/admin/posts_cell.html"


class AddressColumn(TitleColumn):
    """An address, to be looked at in a tab of its own."""

    cell_template_name = "blog/admin/address_cell.html"


class LinkFilterSet(WagtailFilterSet):
    """Which addresses are listed."""

    state = django_filters.ChoiceFilter(
        label="State",
        choices=[(state.value, state.label) for state in LISTED],
        widget=forms.RadioSelect,
        empty_label="All",
    )
    place = django_filters.ChoiceFilter(
        label="Where",
        method="filter_place",
        choices=[(HERE, "In this site"), (ELSEWHERE, "Elsewhere")],
        widget=forms.RadioSelect,
        empty_label="All",
    )

    class Meta:
        model = LinkTarget
        fields = ["state", "place"]

    def filter_place(self, queryset: Any, name: str, value: str) -> Any:
        """Narrow to this site or to others."""
        return queryset.filter(host="") if value == HERE else queryset.exclude(host="")


class BrokenLinksView(DeskReportView):
    """Where links of live posts lead in vain, and why."""

    model = LinkTarget
    page_title = "Broken links"
    header_icon = "link"
    index_url_name = "broken_links_report"
    index_results_url_name = "broken_links_report_results"
    filterset_class = LinkFilterSet
    export_filename = "broken-links"
    list_export = ["address", "state", "reason", "live_posts", "failing_since", "asked_at"]
    export_headings = {"live_posts": "Posts", "state": "State", "reason": "Why"}
    columns = [
        AddressColumn(
            "address",
            label="Address",
            get_url=lambda target: target.address if target.address.startswith("http") else None,
            link_attrs={"rel": "noreferrer", "target": "_blank"},
        ),
        Column("state", label="State", accessor="get_state_display"),
        Column("reason", label="Why"),
        PostsColumn("live_posts", label="Posts"),
        DateColumn("failing_since", label="Since"),
        DateColumn("asked_at", label="Last asked"),
    ]

    def get_queryset(self) -> QuerySet[LinkTarget]:
        """Return what does not work, what counts as broken first, the longest broken first."""
        weight = Case(*(When(state=state, then=place) for place, state in enumerate(LISTED)))
        posts = BlogPostPage.objects.live().only("pk", "title").order_by("title")
        return (
            LinkTarget.objects.filter(state__in=LISTED, posts__live=True)
            .distinct()
            .annotate(weight=weight)
            .prefetch_related(Prefetch("posts", posts, to_attr="live_posts"))
            .order_by("weight", F("failing_since").asc(nulls_last=True), "address")
        )

    def to_row_dict(self, item: LinkTarget) -> dict[str, Any]:
        """Write states and posts in words."""
        row: dict[str, Any] = super().to_row_dict(item)
        titles = "; ".join(post.title for post in row["live_posts"])
        return row | {"state": item.get_state_display(), "live_posts": titles}


class SourcesFilterSet(WagtailFilterSet):
    """Which posts are listed."""

    class Meta:
        model = BlogPostPage
        fields = ["category"]


class PostsWithoutSourcesView(DeskReportView):
    """The live posts whose sections state facts without a source."""

    model = BlogPostPage
    page_title = "Posts without sources"
    header_icon = "doc-full-inverse"
    index_url_name = "posts_without_sources_report"
    index_results_url_name = "posts_without_sources_report_results"
    filterset_class = SourcesFilterSet
    export_filename = "posts-without-sources"
    list_export = ["title", "upkeep.unsourced_sections", "category", "author", "last_published_at"]
    export_headings = {"upkeep.unsourced_sections": "Sections without a source"}
    columns = [
        TitleColumn(
            "title",
            label="Post",
            get_url=lambda post: reverse("wagtailadmin_pages:edit", args=[post.pk]),
        ),
        Column(
            "sections",
            label="Sections without a source",
            accessor=lambda post: "; ".join(post.upkeep.unsourced_sections),
        ),
        Column("category", label="Category"),
        Column("author", label="Author"),
        DateColumn("last_published_at", label="Last published"),
    ]

    def get_queryset(self) -> QuerySet[BlogPostPage]:
        """Return the posts, those published last first."""
        posts = posts_without_sources().select_related("category", "author", "upkeep")
        return posts.defer("body").order_by("-last_published_at", "pk")
