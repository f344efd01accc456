"""What a person sees whose form came without a valid token against forgery."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from core.origins import came_from_this_site

# What never leaves the server again, shown or hidden.
SECRET = re.compile(r"passw|pwd|token|secret|otp|^code$", re.IGNORECASE)
# What a form carries for itself: sent again, not shown.
MACHINE = re.compile(r"__|^stamp$|^next$|_to$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$")
# Says that a form came from this page: whoever has no cookie then, blocks them.
ROUND = "form__round"
MOST_SHOWN = 60  # fields


@never_cache
def form_without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form came without its cookie, why, and what to do; keep what was typed.

    Whoever really wrote it may send it again at once, with a fresh token. What another site sent
    in a person's name is neither shown nor offered to be sent, and nothing of the admin is: there
    a click does more than send words.

    Args:
        request: the request that was refused, status 403.
        reason: Django's, for developers; the log has it.
    """
    is_own = came_from_this_site(request)
    is_admin = request.path.startswith(("/admin/", "/_util/"))
    values = [
        (name, value)
        for name, given in request.POST.lists()
        for value in given
        if not SECRET.search(name)
    ]
    context = {
        "address": request.get_full_path(),
        "is_own": is_own,
        "is_blocked": is_own and ROUND in request.POST,
        "typed": [
            (_readable(name), value)
            for name, value in values
            if is_own and value.strip() and not MACHINE.search(name)
        ][:MOST_SHOWN],
        "again": [pair for pair in values if pair[0] != ROUND] if is_own and not is_admin else [],
        "round": ROUND,
    }
    return render(request, "403_csrf.html", context, status=403)


def _readable(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize()
