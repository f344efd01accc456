"""The report of images whose use may not be in order."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn, UsageCountColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from core.exports import HarmlessExportMixin

from .models import CustomImage


def may_change_images(user: Any) -> bool:
    """Return whether a user may complete what the report lists."""
    policy = policy_registry.get_by_type(CustomImage)
    return bool(policy.user_has_permission(user, "change"))


class ImageFilterSet(WagtailFilterSet):
    """Which images are listed."""

    lacks = django_filters.ChoiceFilter(
        label="Without",
        method="filter_lacks",
        choices=[("credit", "Credit"), ("licence", "Licence")],
        widget=forms.RadioSelect,
        empty_label="Either",
    )

    class Meta:
        model = CustomImage
        fields = ["lacks"]

    def filter_lacks(self, queryset: Any, name: str, value: str) -> Any:
        """Narrow to what lacks one of the two."""
        return queryset.filter(**{value: ""})


class ImagesWithoutCreditView(HarmlessExportMixin, ReportView):
    """The images of which nobody wrote down who made them, or under which terms they are used."""

    model = CustomImage
    page_title = "Images without credit or licence"
    header_icon = "image"
    index_url_name = "images_without_credit_report"
    index_results_url_name = "images_without_credit_report_results"
    filterset_class = ImageFilterSet
    is_searchable = False
    export_filename = "images-without-credit"
    list_export = ["title", "credit", "licence", "usage_count", "created_at"]
    columns = [
        TitleColumn(
            "title",
            label="Image",
            get_url=lambda image: reverse("wagtailimages:edit", args=[image.pk]),
        ),
        Column("credit", label="Credit"),
        Column("licence", label="Licence"),
        UsageCountColumn("usage_count", label="Usage"),
        DateColumn("created_at", label="Uploaded"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Admit who may change images."""
        if not may_change_images(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[CustomImage]:
        """Return the images that the user may change, those that are used most first."""
        policy = policy_registry.get_by_type(CustomImage)
        images: QuerySet[CustomImage] = policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        return (
            images.filter(Q(credit="") | Q(licence=""))
            .annotate(usage_count=ReferenceIndex.usage_count_subquery(CustomImage))
            .order_by("-usage_count", "title", "pk")
        )
