"""Emergencies in the admin: the list with who looked when, and the page on which one is read."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from core.permissions import users_with
from core.wagtail_internals import WagtailAdminTemplateMixin, require_admin_access
from home.emergencies import RESPOND, kinds, look_at, minutes_to_first_look
from home.models import Emergency, EmergencySettings


def may_respond(user: Any) -> bool:
    """Return whether a user looks at emergencies: as a moderator, or named in the settings."""
    if not user.is_active:
        return False
    if user.has_perm(RESPOND):
        return True
    return EmergencySettings.objects.filter(Q(first=user.pk) | Q(second=user.pk)).exists()


class EmergencyPolicy(BasePermissionPolicy):
    """Responders look at emergencies; nobody makes, changes or deletes one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether a user may do `action`."""
        return action == "view" and may_respond(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[Any]:
        """Return the users who may do one of `actions`."""
        responders = users_with(RESPOND)
        return responders if "view" in actions else responders.none()


register_permission_policy(Emergency, EmergencyPolicy(Emergency))


class EmergencyIndexView(IndexView):
    """What came, who was told and who looked."""

    any_permission_required: ClassVar[list[str]] = ["view"]
    is_searchable = False

    @property
    def columns(self) -> list[Column]:
        """Return the columns; the first opens the message."""
        return [
            TitleColumn(
                "place",
                label="Message",
                accessor=lambda each: f"{kinds[each.kind].label} on “{each.place}”",
                get_url=lambda each: reverse("open_emergency", args=[each.pk]),
            ),
            DateColumn("created_at", label="Received", sort_key="created_at"),
            Column("step", label="Told", accessor="get_step_display"),
            Column("seen_by", label="First looked at by", accessor=_looked),
            Column("minutes", label="After", accessor=_minutes),
        ]

    def get_base_queryset(self) -> QuerySet[Emergency]:
        """Return all of them, with who looked."""
        queryset: QuerySet[Emergency] = super().get_base_queryset().select_related("seen_by")
        return queryset

    def get_page_subtitle(self) -> str:
        """Say how long it takes until a person looks."""
        minutes = minutes_to_first_look(timezone.now())
        return "" if minutes is None else f"first look after {minutes:g} minutes (median, 30 days)"


def _looked(each: Emergency) -> str:
    if each.seen_at is None:
        return "Nobody yet"
    return str(each.seen_by or "A former colleague")


def _minutes(each: Emergency) -> str:
    minutes = round(each.minutes_unseen())
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


class EmergencyViewSet(ModelViewSet):
    """Emergencies."""

    model = Emergency
    name = "emergencies"
    url_prefix = "emergencies"
    icon = "warning"
    menu_label = "Emergencies"
    menu_order = 50
    copy_view_enabled = False
    add_to_admin_menu = False
    index_view_class = EmergencyIndexView
    form_fields: ClassVar[list[str]] = []
    list_per_page = 50
    ordering = ("-created_at", "-pk")


class OpenEmergencyView(WagtailAdminTemplateMixin, TemplateView):
    """One message, in the writer's words; opening it is the first look."""

    template_name = "home/admin/emergency.html"
    page_title = "Emergency"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let responders in.

        Raises:
            Http404: when there is no such emergency.
        """
        if not may_respond(request.user):
            raise PermissionDenied
        self.emergency = get_object_or_404(Emergency, pk=kwargs["pk"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way from the list."""
        index = {"url": reverse("emergencies:index"), "label": "Emergencies"}
        return [*self.breadcrumbs_items, index, {"url": "", "label": str(self.emergency)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Note the look, and add the message."""
        emergency = self.emergency
        user = self.request.user
        look_at(kind=emergency.kind, keys=[emergency.key], by=user, now=timezone.now())
        emergency.refresh_from_db()
        return super().get_context_data(**kwargs) | {
            "emergency": emergency,
            "label": kinds[emergency.kind].label,
            "message": kinds[emergency.kind].message(emergency.key),
            "minutes": _minutes(emergency),
        }


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    """Add the page on which an emergency is read."""
    view = require_admin_access(OpenEmergencyView.as_view())
    return [path("emergencies/<key:pk>/open/", view, name="open_emergency")]
