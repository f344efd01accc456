"""Wagtail's users, with two-factor log-in in list and form."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users

from accounts.models import User
from accounts.passwords import refusal_in
from accounts.refusals import mark_refused
from accounts.two_factor import devices_of_outer_user, reset, standing
from accounts.users.forms import TeamCreationForm, TeamEditForm
from accounts.users.permissions import may_change


class TeamIndexView(users.IndexView):
    """The users; the owner sees who logs in with a code."""

    def get_base_queryset(self) -> QuerySet[User]:
        """Return all users with whether they have a device."""
        queryset: QuerySet[User] = super().get_base_queryset()
        return queryset.annotate(has_two_factor=Exists(devices_of_outer_user()))

    @cached_property
    def columns(self) -> list[Any]:
        """Return Wagtail's columns and one for two-factor log-in."""
        columns: list[Any] = super().columns
        return [*columns, BooleanColumn("has_two_factor", label="Two-factor", width="10%")]


class FormOfUserMixin:
    """Tells the form who is logged in."""

    request: Any

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return what the form takes."""
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"by": self.request.user}


class TeamCreateView(FormOfUserMixin, users.CreateView):
    """A new user."""


class TeamEditView(FormOfUserMixin, users.EditView):
    """One user, with a way to reset a lost device."""

    def save_instance(self) -> User:
        """Save; who changes their own log-in here stays logged in."""
        user: User = super().save_instance()
        if self.editing_self:
            update_session_auth_hash(self.request, user)
        return user

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Show the form again; the status says whether a password was looked at."""
        response: HttpResponse = super().form_invalid(form)
        refusal = refusal_in(form)
        return mark_refused(response, refusal) if refusal else response

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the reset, where there is a device; one's own is in one's account."""
        buttons: list[Button] = list(super().header_more_buttons)
        if not self.editing_self and standing(self.object).is_enrolled:
            url = reverse("wagtailusers_users:reset_two_factor", args=[self.object.pk])
            buttons.append(
                Button("Reset two-factor log-in", url=url, icon_name="lock-open", priority=40)
            )
        return buttons


class ResetTwoFactorView(generic.EditView):
    """Asks, then takes the codes out of the log-in of somebody who lost their device."""

    permission_required = "change"
    template_name = "accounts/admin/reset.html"
    page_title = "Reset two-factor log-in"
    header_icon = "lock-open"
    fields: ClassVar[list[str]] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who may change this user; nobody comes round their own code here.

        Raises:
            PermissionDenied: to others.
        """
        self.object = self.get_object()
        if request.user == self.object or not may_change(request.user, self.object):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Reset it."""
        by = User.objects.get(pk=cast(User, request.user).pk)
        if reset(user=self.object, by=by):
            text = f"{self.object} logs in with the password alone now."
            if standing(self.object).is_required:
                text = f"{self.object} sets up a new device at the next log-in."
            messages.success(request, text)
        return redirect("wagtailusers_users:edit", self.object.pk)


class TeamViewSet(users.UserViewSet):
    """Users."""

    index_view_class = TeamIndexView
    add_view_class = TeamCreateView
    copy_view_enabled = False  # a person is there once
    edit_view_class = TeamEditView
    edit_template_name = "accounts/admin/edit_user.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form, which limits what can be given away."""
        return TeamEditForm if for_update else TeamCreationForm

    @property
    def reset_two_factor_view(self) -> Any:
        """Return the view that resets a device."""
        return self.construct_view(ResetTwoFactorView, form_class=None)

    def get_urlpatterns(self) -> list[Any]:
        """Add the reset."""
        return [
            *super().get_urlpatterns(),
            path("reset-two-factor/<key:pk>/", self.reset_two_factor_view, name="reset_two_factor"),
        ]
