"""One's own account: Wagtail's page, which asks for the password before a log-in is changed."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views import account
from wagtail.admin.views.account import BaseSettingsPanel

from accounts.forms import OwnNameEmailForm, OwnPasswordChangeForm
from accounts.models import User
from accounts.passwords import refusal_in
from accounts.refusals import mark_refused
from core.wagtail_internals import WagtailAdminTemplateMixin


class CheckedOnceMixin:
    """Makes a panel's form once: a password is looked at, and counted, once for each sending."""

    @cached_property
    def made_form(self) -> Any:
        """The form."""
        return super().get_form()  # type: ignore[misc]

    def get_form(self) -> Any:
        """Return it."""
        return self.made_form


class NameEmailPanel(CheckedOnceMixin, account.NameEmailSettingsPanel):
    """Name and address; a new address takes the password."""

    form_class = OwnNameEmailForm


class PasswordPanel(CheckedOnceMixin, account.ChangePasswordPanel):
    """A new password against the old one."""

    form_class = OwnPasswordChangeForm


class SessionsPanel(BaseSettingsPanel):
    """The way to end one's sessions elsewhere.

    A link to a page with a button: a button inside the account's form would be pressed by Enter.
    """

    name = "sessions"
    title = "Other devices"
    order = 550
    template_name = "accounts/admin/sessions_panel.html"

    def get_form(self) -> Any:
        """Return a form without fields: there is nothing to save here."""
        return forms.Form(prefix=self.name)


OURS = {
    account.NameEmailSettingsPanel: NameEmailPanel,
    account.ChangePasswordPanel: PasswordPanel,
}


class AccountView(account.AccountView):
    """Wagtail's, with panels of ours in the places of two of its own."""

    def get_panels(self) -> list[Any]:
        """Return the panels, the same for the whole answer."""
        return self.panels

    @cached_property
    def panels(self) -> list[Any]:
        """The panels."""
        return [
            OURS.get(type(panel), lambda *_, panel=panel: panel)(
                panel.request, panel.user, panel.profile
            )
            for panel in super().get_panels()
        ]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save, or say what is wrong."""
        response: HttpResponse = super().post(request)
        if response.status_code == 200:  # Wagtail's way to show the page again
            response.status_code = 422
            if refusal := refusal_in(*(panel.get_form() for panel in self.panels)):
                mark_refused(response, refusal)
        return response


class EndSessionsView(WagtailAdminTemplateMixin, TemplateView):
    """Asks, then ends every session of the user but this one."""

    template_name = "accounts/admin/end_sessions.html"
    page_title = "Log out everywhere else"
    header_icon = "logout"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        account_page = {"url": reverse("wagtailadmin_account"), "label": "Account"}
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, account_page, {"url": "", "label": self.page_title}]

    def post(self, request: Any) -> HttpResponse:
        """End them."""
        user = User.objects.get(pk=request.user.pk)
        user.end_sessions()
        update_session_auth_hash(request, user)
        messages.success(request, "You are logged out everywhere else.")
        return redirect("wagtailadmin_account")
