"""What the pages of the log-in and of the account share."""

import time
from typing import Any

import django_otp
from django import forms
from django.http import HttpResponse

from accounts.events import record
from accounts.models import User
from accounts.passwords import refusal_in
from accounts.refusals import mark_refused
from accounts.two_factor import CodeRefused

PASSWORD_GIVEN = "password_given"  # noqa: S105 - when, in the session
PATIENCE = 30 * 60  # seconds between the password and what follows from it


def half_logged_in(request: Any) -> User | None:
    """Return who gave a password a while ago at most, and still has to give a code."""
    user: User | None = request.half_logged_in()
    if user and time.time() - request.session.get(PASSWORD_GIVEN, 0) > PATIENCE:
        return None
    return user


def complete(request: Any, user: User, device: Any) -> None:
    """Make a session one that was opened by password and code."""
    request.user = user
    # Whoever knew the session's key before must not know it now.
    request.session.cycle_key()
    request.session.pop(PASSWORD_GIVEN, None)
    django_otp.login(request, device)
    record("log_in", request=request, user=user, by="code")


def refuse(view: Any, form: forms.Form, refusal: CodeRefused | None = None) -> HttpResponse:
    """Show a form again with what is wrong with its code.

    Args:
        view: the form's.
        form: the form.
        refusal: why the code opens nothing, unless the form says itself what is wrong.
    """
    status = 422
    not_looked_at = refusal_in(form)
    if refusal:
        form.add_error("code", refusal.message)
        status = 429 if refusal.wait_until else 422
    context = view.get_context_data(form=form)
    response: HttpResponse = view.render_to_response(context, status=status)
    if refusal and refusal.seconds:
        response["Retry-After"] = str(refusal.seconds)
    if not_looked_at:
        mark_refused(response, not_looked_at)
    return response
