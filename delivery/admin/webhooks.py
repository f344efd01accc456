"""Webhooks in the admin: who listens, the secret, and a test."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import CreateView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from delivery.models import WebhookEndpoint, WebhookEvent
from delivery.webhooks.sending import send_test

RECENT = 10  # deliveries, on the webhook's own page


class WebhookEndpointForm(forms.ModelForm):
    """A webhook without its secret, which nobody chooses."""

    url = forms.URLField(
        label="URL",
        max_length=500,
        assume_scheme="https",
        help_text=WebhookEndpoint._meta.get_field("url").help_text,
    )
    events = forms.MultipleChoiceField(
        choices=WebhookEvent.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one event."},
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "events", "is_active"]


class WebhookCreateView(CreateView):
    """Makes a webhook, then shows its secret."""

    def get_success_url(self) -> str:
        """Return the page with the secret."""
        return reverse("webhooks:secret", args=[self.object.pk])


class WebhookInspectView(InspectView):
    """One webhook: what it is told, how it went, a test, and the way to its secret."""

    any_permission_required: ClassVar[list[str]] = ["view", "change"]

    def get_field_label(self, field_name: str, field: Any) -> str:
        """Return a label, also for what is no column."""
        if field_name == "event_labels":
            return "Events"
        return str(super().get_field_label(field_name, field))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the secret."""
        buttons: list[Button] = list(super().header_more_buttons)
        if self.user_has_permission("change"):
            url = reverse("webhooks:secret", args=[self.object.pk])
            buttons.append(Button("Show secret", url=url, icon_name="key", priority=15))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the last deliveries."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "webhook": self.object,
            "recent": self.object.deliveries.defer("payload").order_by("-created_at", "-pk")[
                :RECENT
            ],
            "may_test": self.user_has_permission("change"),
        }


class WebhookViewSet(ModelViewSet):
    """Webhooks."""

    model = WebhookEndpoint
    name = "webhooks"
    url_prefix = "webhooks"
    icon = "link-external"
    menu_label = "Webhooks"
    menu_order = 100
    add_to_reference_index = False
    copy_view_enabled = False  # each has a secret of its own
    inspect_view_enabled = True
    add_view_class = WebhookCreateView
    inspect_view_class = WebhookInspectView
    inspect_template_name = "delivery/admin/inspect_webhook.html"
    inspect_view_fields: ClassVar[list[str]] = [
        "name",
        "url",
        "event_labels",
        "is_active",
        "created_at",
    ]
    list_display: ClassVar[list[Any]] = [
        "name",
        "url",
        Column("event_labels", label="Events"),
        BooleanColumn("is_active", label="Active", sort_key="is_active"),
        DateColumn("created_at", label="Created", sort_key="created_at"),
    ]
    list_filter: ClassVar[list[str]] = ["is_active"]
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["name", "url"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form."""
        return WebhookEndpointForm

    def get_urlpatterns(self) -> list[Any]:
        """Add the secret and the test."""
        return [
            *super().get_urlpatterns(),
            path("secret/<key:pk>/", require_safe(self.secret_view), name="secret"),
            path("test/<key:pk>/", require_POST(self.test_view), name="test"),
        ]

    def secret_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the secret, and note who saw it."""
        webhook = self._changeable(request, pk)
        log(webhook, "delivery.show_secret")
        return render(
            request,
            "delivery/admin/secret.html",
            {"webhook": webhook, "page_title": "Secret", "header_icon": "key"},
        )

    def test_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a test at once, and show what came of it."""
        delivery = send_test(endpoint=self._changeable(request, pk), now=timezone.now)
        if delivery.succeeded:
            messages.success(request, f"The receiver took the test ({delivery.response_status}).")
        else:
            messages.error(
                request,
                f"The test failed. {delivery.get_failure_display()}: {delivery.failure_detail}",
            )
        return redirect("webhook_deliveries:inspect", delivery.pk)

    def _changeable(self, request: HttpRequest, pk: int) -> WebhookEndpoint:
        if not self.permission_policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        return get_object_or_404(WebhookEndpoint, pk=pk)
