"""Two-factor log-in in one's own account."""

import time
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.log_actions import log

from accounts import notices
from accounts.events import record
from accounts.forms import CodeForm
from accounts.models import User
from accounts.two_factor import (
    CodeRefused,
    back_up_codes_left,
    make_back_up_codes,
    spend_code,
    standing,
    switch_off,
)
from accounts.views.enrolling import EnrolMixin
from accounts.views.steps import PATIENCE, refuse
from core.wagtail_internals import WagtailAdminTemplateMixin

RENEWING = "renewing_two_factor"  # since when, in the session
TITLE = "Two-factor log-in"


class TwoFactorPanel(BaseSettingsPanel):
    """The way to it from the account page."""

    name = "two_factor"
    title = TITLE
    order = 600
    template_name = "accounts/admin/panel.html"

    def get_form(self) -> forms.Form:
        """Return a form without fields: there is nothing to save here."""
        return forms.Form(prefix=self.name)

    def get_context_data(self) -> dict[str, Any]:
        """Add the user's standing."""
        return {"standing": standing(self.user)}


class OwnPageMixin(WagtailAdminTemplateMixin):
    """A page of the account, about whoever is logged in."""

    page_title = TITLE
    header_icon = "lock"
    request: Any
    user: User

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Take the user whose page it is."""
        super().setup(request, *args, **kwargs)
        # Not the lazy request.user, which the log-in by a new device replaces.
        self.user = User.objects.get(pk=request.user.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        account = {"url": reverse("wagtailadmin_account"), "label": "Account"}
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, account, {"url": "", "label": TITLE}]

    def get_codes_context(self, codes: list[str]) -> dict[str, Any]:
        """Return what the page with the back-up codes shows."""
        return {
            "codes": codes,
            "header_title": TITLE,
            "header_icon": self.header_icon,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
        }


@method_decorator(sensitive_post_parameters(), name="dispatch")
class TwoFactorView(OwnPageMixin, FormView):
    """Whether it is on; what can be done about it takes a code."""

    template_name = "accounts/admin/two_factor.html"
    codes_template_name = "accounts/admin/codes.html"
    form_class = CodeForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was asked for, if there is anything that a code protects."""
        if not standing(self.user).is_enrolled:
            return redirect("two_factor_enrol")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Renew, make back-up codes or switch off, or say what is wrong with the code."""
        action = self.request.POST.get("action")
        if action == "switch_off" and standing(self.user).is_required:
            form.add_error(None, "Your role requires two-factor log-in. It stays on.")
            return refuse(self, form)
        try:
            spend_code(user=self.user, code=form.cleaned_data["code"])
        except CodeRefused as refusal:
            return refuse(self, form, refusal)
        if action == "switch_off":
            switch_off(user=self.user, by=self.user)
            messages.success(self.request, "Two-factor log-in is off. Your password is enough.")
            return redirect("two_factor")
        if action == "back_up_codes":
            codes = make_back_up_codes(user=self.user)
            log(self.user, "accounts.make_back_up_codes", user=self.user)
            record("back_up_codes_made", user=self.user)
            notices.tell(self.user, notices.BACK_UP_CODES)
            return TemplateResponse(
                self.request, self.codes_template_name, self.get_codes_context(codes)
            )
        self.request.session[RENEWING] = time.time()
        return redirect("two_factor_enrol")

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Show the page again."""
        return refuse(self, form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the user's standing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "standing": standing(self.user),
            "codes_left": back_up_codes_left(self.user),
        }


class EnrolView(OwnPageMixin, EnrolMixin):
    """Sets it up, or moves it to another device when a code of the old one was given."""

    template_name = "accounts/admin/enrol.html"
    codes_template_name = "accounts/admin/codes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in who has no device, or gave its code a while ago at most."""
        self.is_renewal = standing(self.user).is_enrolled
        since = time.time() - self.request.session.get(RENEWING, 0)
        if self.is_renewal and since > PATIENCE:
            messages.error(request, "Type a code of the device that you use now first.")
            return redirect("two_factor")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Enrol; one code of the old device opens one renewal."""
        response = super().form_valid(form)
        if response.status_code == 200:
            self.request.session.pop(RENEWING, None)
        return response
