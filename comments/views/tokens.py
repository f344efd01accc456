"""Tokens against forgery, for pages that are the same for everybody.

Pages are cached, so nothing in them carries a token. A script fetches one when somebody begins to
write or click; without it, what was sent is shown once more, now with a token, and sent by a
second click.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from comments.forms import stamp
from comments.permissions import may_moderate


@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """Return what a form needs to be sent, as JSON: `csrf_token`, `stamp` and `staff_name`.

    The last is empty for readers; who moderates replies under that name.
    """
    staff = request.user if request.user.is_authenticated else None
    return JsonResponse(
        {
            "csrf_token": get_token(request),
            "stamp": stamp(),
            "staff_name": staff_name(staff) if staff and may_moderate(staff) else "",
        }
    )


def has_no_token(request: HttpRequest) -> bool:
    """Whether the request lacks a valid token against forgery."""
    check = CsrfViewMiddleware(lambda request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, _token_is_required, (), {}) is not None


def has_lost_cookie(request: HttpRequest) -> bool:
    """Whether a form brings its token and no cookie: the browser was given both together."""
    is_given = bool(request.POST.get("csrfmiddlewaretoken"))
    return is_given and settings.CSRF_COOKIE_NAME not in request.COOKIES


def staff_name(user: Any) -> str:
    """Return the name that a member of the team replies under; never their address."""
    return (user.get_full_name() or "The clinic")[:50]


def _token_is_required(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
