"""Setting two-factor log-in up: the QR code, a first code as proof, the back-up codes."""

from base64 import b32encode
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts.forms import EnrolForm, PasswordEnrolForm
from accounts.models import User
from accounts.two_factor import CodeRefused, device_of_key, enrol, new_key, picture_of
from accounts.views.steps import complete, refuse

KEY = "two_factor_key"  # in the session, until the app has proved that it knows it


@method_decorator(sensitive_post_parameters(), name="dispatch")
class EnrolMixin(FormView):
    """Enrols `user`; the pages of account and log-in are made of it.

    The secret waits in the session, not with the user: what somebody else saw at another screen
    never becomes the user's secret.
    """

    request: Any
    user: User
    is_renewal = False
    codes_template_name: str

    def get_form_class(self) -> type[forms.Form]:
        """Return the form; a renewal was opened by a code, and needs no password."""
        return EnrolForm if self.is_renewal else PasswordEnrolForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the user, whose password is asked for."""
        kwargs = super().get_form_kwargs()
        return kwargs if self.is_renewal else kwargs | {"user": self.user}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the QR code; the same one until it is used."""
        self.request.session.setdefault(KEY, new_key())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Enrol, or show what is wrong beside the same QR code."""
        self.request.session.setdefault(KEY, new_key())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Enrol and show the back-up codes, once."""
        try:
            device, codes = enrol(
                user=self.user,
                key=self.request.session[KEY],
                code=form.cleaned_data["code"],
                is_renewal=self.is_renewal,
            )
        except CodeRefused as refusal:
            return refuse(self, form, refusal)
        del self.request.session[KEY]
        complete(self.request, self.user, device)
        return TemplateResponse(
            self.request, self.codes_template_name, self.get_codes_context(codes)
        )

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Show the page again."""
        return refuse(self, form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret, as picture and as text."""
        device = device_of_key(self.user, self.request.session[KEY])
        secret = b32encode(device.bin_key).decode()
        return super().get_context_data(**kwargs) | {
            "picture": picture_of(device),
            # In groups of four, as it is typed.
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        }

    def get_codes_context(self, codes: list[str]) -> dict[str, Any]:
        """Return what the page with the back-up codes shows."""
        return {"codes": codes}
