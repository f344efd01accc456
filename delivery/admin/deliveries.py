"""The log of webhook deliveries in the admin."""

import json
from typing import Any, ClassVar

import django_filters
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from core.wagtail_internals import DateRangePickerWidget
from delivery.models import TEST_EVENT, WebhookDelivery, WebhookEndpoint, WebhookEvent
from delivery.webhooks.queue import send_again

MAY_SEND_AGAIN = "delivery.change_webhookendpoint"

STATES = {
    "waiting": ("Waiting", Q(done_at=None, attempts=0)),
    "retrying": ("Trying again", Q(done_at=None, attempts__gt=0)),
    "delivered": ("Delivered", Q(done_at__isnull=False, succeeded=True)),
    "failed": ("Failed", Q(done_at__isnull=False, succeeded=False)),
}


class WebhookDeliveryFilterSet(WagtailFilterSet):
    """The filters of the log."""

    endpoint = django_filters.ModelChoiceFilter(
        queryset=WebhookEndpoint.objects.all(), label="Webhook"
    )
    event_type = django_filters.ChoiceFilter(
        choices=[*WebhookEvent.choices, (TEST_EVENT, "A test")], label="Event"
    )
    state = django_filters.ChoiceFilter(
        choices=[(name, label) for name, (label, _) in STATES.items()],
        method="filter_state",
        label="State",
    )
    created_at = django_filters.DateFromToRangeFilter(label="Queued", widget=DateRangePickerWidget)

    class Meta:
        model = WebhookDelivery
        fields = ["endpoint", "event_type", "state", "created_at"]

    def filter_state(
        self, queryset: QuerySet[WebhookDelivery], name: str, value: str
    ) -> QuerySet[WebhookDelivery]:
        """Narrow down to where deliveries stand."""
        return queryset.filter(STATES[value][1]) if value in STATES else queryset


class WebhookDeliveryIndexView(IndexView):
    """The log, the newest first."""

    any_permission_required: ClassVar[list[str]] = ["view"]

    def get_base_queryset(self) -> QuerySet[WebhookDelivery]:
        """Return all deliveries with their webhooks, without what only one's own page shows."""
        queryset: QuerySet[WebhookDelivery] = super().get_base_queryset()
        return queryset.select_related("endpoint").defer(
            "payload", "request_headers", "response_body"
        )


class WebhookDeliveryInspectView(InspectView):
    """One delivery: the last request and its answer."""

    any_permission_required: ClassVar[list[str]] = ["view"]

    def get_object(self, queryset: Any = None) -> WebhookDelivery:
        """Return the delivery with its webhook."""
        return get_object_or_404(WebhookDelivery.objects.select_related("endpoint"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the payload as people read it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        delivery: WebhookDelivery = self.object
        return context | {
            "delivery": delivery,
            "payload": json.dumps(
                delivery.payload, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2
            ),
            "may_send_again": bool(delivery.done_at) and self.request.user.has_perm(MAY_SEND_AGAIN),
        }


class WebhookDeliveryViewSet(ModelViewSet):
    """Webhook deliveries: a log."""

    model = WebhookDelivery
    name = "webhook_deliveries"
    url_prefix = "webhook-deliveries"
    icon = "history"
    menu_label = "Webhook deliveries"
    menu_order = 200
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = WebhookDeliveryIndexView
    inspect_view_class = WebhookDeliveryInspectView
    inspect_template_name = "delivery/admin/inspect_delivery.html"
    filterset_class = WebhookDeliveryFilterSet
    ordering = ("-created_at", "-pk")
    list_per_page = 50
    form_fields: ClassVar[list[str]] = []
    list_display: ClassVar[list[Any]] = [
        "event_type",
        Column("endpoint", label="Webhook", sort_key="endpoint__name"),
        StatusTagColumn(
            "state", label="State", primary=lambda delivery: delivery.state == "Delivered"
        ),
        Column("response_status", label="Status", sort_key="response_status"),
        Column("attempts", label="Attempts", sort_key="attempts"),
        DateColumn("created_at", label="Queued", sort_key="created_at"),
        DateColumn("tried_at", label="Last attempt", sort_key="tried_at"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add sending again."""
        return [
            *super().get_urlpatterns(),
            path("send-again/<key:pk>/", require_POST(self.send_again_view), name="send_again"),
        ]

    def send_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Queue a delivery that ended once more."""
        if not request.user.has_perm(MAY_SEND_AGAIN):
            raise PermissionDenied
        delivery = get_object_or_404(WebhookDelivery.objects.select_related("endpoint"), pk=pk)
        if not send_again(delivery=delivery, now=timezone.now()):
            messages.warning(request, "It still waits to be sent; nothing was changed.")
        elif delivery.endpoint.is_active:
            messages.success(request, "It is sent again within seconds, under the same id.")
        else:
            messages.warning(
                request, "It waits until the webhook is active. Edit the webhook to switch it on."
            )
        return redirect("webhook_deliveries:inspect", pk)
