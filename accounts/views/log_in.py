"""The log-in: a password, then a code where one belongs to it."""

import time
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView, RedirectURLMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin.views.account import LoginView as WagtailLoginView

from accounts.forms import CodeForm, SiteLogInForm
from accounts.models import User
from accounts.refusals import mark_refused
from accounts.throttle import remember_browser
from accounts.two_factor import CodeRefused, spend_code, standing
from accounts.views.enrolling import EnrolMixin
from accounts.views.steps import PASSWORD_GIVEN, complete, half_logged_in, refuse


class TwoStepMixin:
    """A log-in page that leads to the second step, before and after the password."""

    request: HttpRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, or lead on who has given the password."""
        if user := half_logged_in(request):
            return self.lead_on(user)
        response: HttpResponse = super().get(request, *args, **kwargs)  # type: ignore[misc]
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Log in by the password, and ask for the code where there is one."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        user: User = form.get_user()
        if standing(user).asks_for_more:
            self.request.session[PASSWORD_GIVEN] = time.time()
            response = self.lead_on(user)
        remember_browser(response, user.email)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again; the status says whether the password was looked at."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        if refusal := getattr(self.request, "password_refusal", None):
            mark_refused(response, refusal)
        return response

    def lead_on(self, user: User) -> HttpResponse:
        """Go to the second step, and from there to where this log-in was to lead."""
        target = self.get_redirect_url()  # type: ignore[attr-defined]
        return redirect(_with_next(_second_step_of(user), target))


class LogInView(TwoStepMixin, WagtailLoginView):
    """The admin's log-in."""


class SiteLogInView(TwoStepMixin, LoginView):
    """The log-in of private pages, in the place of Wagtail's own."""

    template_name = "wagtailcore/login.html"
    form_class = SiteLogInForm


class SecondStepMixin(RedirectURLMixin):
    """A page for who has given the password and has this step before them."""

    request: Any
    user: User
    step: str

    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Take the user of the password; who has nothing to do here is led to where they have."""
        user = half_logged_in(request)
        if user is None:
            return redirect(_with_next("wagtailadmin_login", self.get_redirect_url()))
        if request.POST.get("start_again"):
            logout(request)
            return redirect("wagtailadmin_login")
        # A password alone never comes to a page that replaces a device.
        if _second_step_of(user) != self.step:
            return redirect(_with_next(_second_step_of(user), self.get_redirect_url()))
        self.user = user
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_default_redirect_url(self) -> str:
        """Return the admin's home page."""
        return reverse("wagtailadmin_home")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who logs in and where it leads."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"username": self.user.get_username(), "next": self.get_success_url()}


class CodeView(SecondStepMixin, FormView):
    """Asks for the code."""

    template_name = "accounts/admin/code.html"
    form_class = CodeForm
    step = "log_in_code"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Log in, or say what is wrong with the code."""
        try:
            device = spend_code(user=self.user, code=form.cleaned_data["code"])
        except CodeRefused as refusal:
            return refuse(self, form, refusal)
        complete(self.request, self.user, device)
        return super().form_valid(form)

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Show the page again."""
        return refuse(self, form)


class EnrolAtLogInView(SecondStepMixin, EnrolMixin):
    """Sets two-factor log-in up for a role that requires it, before anything else."""

    template_name = "accounts/admin/enrol_at_log_in.html"
    codes_template_name = "accounts/admin/codes_at_log_in.html"
    step = "log_in_enrol"

    def get_codes_context(self, codes: list[str]) -> dict[str, Any]:
        """Add where the log-in leads."""
        return super().get_codes_context(codes) | {"next": self.get_success_url()}


def _second_step_of(user: User) -> str:
    return "log_in_code" if standing(user).is_enrolled else "log_in_enrol"


def _with_next(name: str, target: str) -> str:
    query = f"?{urlencode({'next': target})}" if target else ""
    return reverse(name) + query
