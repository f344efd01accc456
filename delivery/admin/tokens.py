"""API tokens in the admin: made, listed, revoked."""

from datetime import date, datetime, time
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, UserColumn
from wagtail.admin.views.generic import CreateView, DeleteView, IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from delivery.api.tokens import LIFETIME, issue, revoke
from delivery.models import ApiToken, Scope


def in_a_year() -> date:
    """Return the day on which a token made today ends, unless another is chosen."""
    return timezone.localdate() + LIFETIME


class ApiTokenForm(forms.Form):
    """What a token is for, what it opens, and how long."""

    name = forms.CharField(max_length=100, help_text=ApiToken._meta.get_field("name").help_text)
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one scope."},
        help_text="As little as the program needs.",
    )
    expires_at = forms.DateField(
        label="Expires", widget=AdminDateInput, initial=in_a_year, help_text="The last day."
    )

    def clean_expires_at(self) -> datetime:
        """Return the end of the chosen day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["expires_at"], time.max))


class ApiTokenFilterSet(WagtailFilterSet):
    """The filter of the list."""

    state = django_filters.ChoiceFilter(
        choices=[("active", "Active"), ("expired", "Expired"), ("revoked", "Revoked")],
        method="filter_state",
        label="State",
    )

    class Meta:
        model = ApiToken
        fields = ["state"]

    def filter_state(
        self, queryset: QuerySet[ApiToken], name: str, value: str
    ) -> QuerySet[ApiToken]:
        """Narrow down to what still opens something, or does not."""
        expired = Q(expires_at__lte=timezone.now())
        if value == "revoked":
            return queryset.filter(revoked_at__isnull=False)
        if value == "expired":
            return queryset.filter(expired, revoked_at=None)
        return queryset.filter(~expired, revoked_at=None).exclude(created_by__is_active=False)


class ApiTokenIndexView(IndexView):
    """The tokens; each is known by its first characters."""

    any_permission_required: ClassVar[list[str]] = ["view"]

    def get_base_queryset(self) -> QuerySet[ApiToken]:
        """Return all tokens with who made them."""
        queryset: QuerySet[ApiToken] = super().get_base_queryset()
        return queryset.select_related("created_by__wagtail_userprofile")  # has the avatar

    def get_delete_url(self, instance: ApiToken) -> str | None:
        """Return the address that revokes a token, unless it is revoked."""
        return None if instance.revoked_at else super().get_delete_url(instance)

    def get_list_more_buttons(self, instance: ApiToken) -> list[Any]:
        """Call it what it is: nothing is deleted."""
        return _call_it_revoking(
            super().get_list_more_buttons(instance), self.get_delete_url(instance)
        )


class ApiTokenCreateView(CreateView):
    """Makes a token and shows it, once."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form takes; it is no model form."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def form_valid(self, form: ApiTokenForm) -> HttpResponse:
        """Make the token; what it is refused for stands at the field."""
        try:
            self.object, text = issue(**form.cleaned_data, by=self.request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
            self.is_valid(form)  # lets Wagtail word the message above the form
            response: HttpResponse = self.form_invalid(form)
            return response
        log(self.object, "wagtail.create", user=self.request.user)
        return TemplateResponse(
            self.request,
            "delivery/admin/token_created.html",
            {
                "token": self.object,
                "text": text,
                "page_title": "API token created",
                "header_icon": "key",
            },
        )


class ApiTokenInspectView(InspectView):
    """One token, without what was shown at its making."""

    any_permission_required: ClassVar[list[str]] = ["view"]

    def get_field_label(self, field_name: str, field: Any) -> str:
        """Return a label, also for what is no column."""
        own = {"scope_labels": "Scopes", "state": "State"}
        return own.get(field_name) or str(super().get_field_label(field_name, field))

    def get_state_display_value(self) -> str:
        """Return whether it still opens anything."""
        return str(self.object.state_at(timezone.now()))

    def get_delete_url(self) -> str | None:
        """Return the address that revokes the token, unless it is revoked."""
        return None if self.object.revoked_at else super().get_delete_url()

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Call it what it is: nothing is deleted."""
        return _call_it_revoking(list(super().header_more_buttons), self.get_delete_url())


class ApiTokenRevokeView(DeleteView):
    """Revokes a token; its row stays for the record."""

    page_title = "Revoke"
    success_message = "%(object)s is revoked."
    template_name = "delivery/admin/revoke_token.html"
    confirmation_message = (
        "The program that uses this token gets no more answers. This can't be taken back."
    )

    def delete_action(self) -> None:
        """Revoke the token."""
        revoke(token=self.object, now=timezone.now())
        log(self.object, "delivery.revoke_token", user=self.request.user)


class ApiTokenViewSet(ModelViewSet):
    """API tokens."""

    model = ApiToken
    name = "content_api_tokens"
    # Wagtail has "api-tokens" of its own, for its own API.
    url_prefix = "content-api-tokens"
    icon = "key"
    menu_label = "API tokens"
    menu_order = 300
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ApiTokenIndexView
    add_view_class = ApiTokenCreateView
    inspect_view_class = ApiTokenInspectView
    delete_view_class = ApiTokenRevokeView
    delete_template_name = ApiTokenRevokeView.template_name
    filterset_class = ApiTokenFilterSet
    inspect_view_fields: ClassVar[list[str]] = [
        "name",
        "prefix",
        "scope_labels",
        "state",
        "created_by",
        "created_at",
        "expires_at",
        "last_used_at",
        "revoked_at",
    ]
    list_display: ClassVar[list[Any]] = [
        "name",
        Column("prefix", label="Token", accessor=lambda token: f"{token.prefix}…"),
        Column("scope_labels", label="Scopes"),
        StatusTagColumn(
            "state",
            label="State",
            accessor=lambda token: token.state_at(timezone.now()),
            primary=lambda token: token.state_at(timezone.now()) == "Active",
        ),
        UserColumn("created_by", label="Created by", blank_display_name="-"),
        DateColumn("expires_at", label="Expires", sort_key="expires_at"),
        DateColumn("last_used_at", label="Last used", sort_key="last_used_at"),
    ]
    list_per_page = 50
    search_fields: ClassVar[list[str]] = ["name", "prefix"]

    def get_form_class(self, for_update: bool = False) -> type[forms.Form]:
        """Return the form; nothing of a token can be changed later."""
        return ApiTokenForm


def _call_it_revoking(buttons: list[Any], url: str | None) -> list[Any]:
    for button in buttons:
        if url and button.url == url:
            button.label = "Revoke"
            button.icon_name = "cross"
    return buttons
