"""Asking for a new password, and choosing it by the mailed link."""

from typing import Any

from django import forms
from django.http import HttpResponse
from wagtail.admin.views import account

from accounts.resetting import ResetRefused, ask_for_reset
from accounts.throttle import clear_account, remember_browser


class ResetView(account.PasswordResetView):
    """Asks for the address, and answers alike whether anybody has it or not."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Have the link mailed, or say when it can be asked for again."""
        try:
            ask_for_reset(email=form.cleaned_data["email"], request=self.request)
        except ResetRefused as refusal:
            form.add_error("email", refusal.message)
            response = self.form_invalid(form)
            response.status_code = 429
            response["Retry-After"] = str(refusal.seconds)
            return response
        return super(account.auth_views.PasswordResetView, self).form_valid(form)


class ResetConfirmView(account.PasswordResetConfirmView):
    """Takes the new password."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it; whoever reads the owner's mail is no guesser any more."""
        response: HttpResponse = super().form_valid(form)
        clear_account(form.user.email)
        remember_browser(response, form.user.email)
        return response
