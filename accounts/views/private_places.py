"""The passwords of private pages and collections."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.events import record
from accounts.refusals import PasswordRefused, mark_refused
from accounts.throttle import count_try, counters_of_private_place, take_back
from core.wagtail_internals import authenticate_with_password_for_documents as open_collection
from core.wagtail_internals import authenticate_with_password_for_pages as open_page


def open_private_page(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponse:
    """Take the password of a private page."""
    place = f"page {page_view_restriction_id}"
    return _throttled(open_page, request, place, page_view_restriction_id, page_id)


def open_private_collection(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Take the password of a collection of documents."""
    return _throttled(open_collection, request, f"collection {restriction_id}", restriction_id)


def _throttled(
    view: Callable[..., Any], request: HttpRequest, place: str, *args: int
) -> HttpResponse:
    if request.method != "POST":
        shown: HttpResponse = view(request, *args)
        return shown
    counters = counters_of_private_place(request, place)
    try:
        count_try(counters, remedy="If you do not have the password, ask who sent you here.")
    except PasswordRefused as refusal:
        record("private_place_locked", request=request, place=place)
        page = render(request, "accounts/private_place_locked.html", {"message": refusal.message})
        return mark_refused(page, refusal)
    response: HttpResponse = view(request, *args)
    # Wagtail's views lead on when the password was right, and show the form again when not.
    if response.status_code == 302:
        take_back(counters)
    else:
        record("private_place_refused", request=request, place=place)
    return response
