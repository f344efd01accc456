"""What is kept about a person, for that person."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import mailed_links, notifications
from comments.forms import DataRequestForm
from comments.models import MailedLink
from core import personal_data
from core.budgets import HOUR, Budget, BudgetSpent, spend
from core.hashes import email_hash
from core.network import network_key, network_of

DATA_MAILS = 3  # an hour to one address; anybody can type anybody's


def secret_address(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a page whose address holds a token out of other sites' logs and of search engines."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_data(request: HttpRequest) -> HttpResponse:
    """Mail somebody the link to their data; the answer is the same whether there is any."""
    form = DataRequestForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            email = form.cleaned_data["email"]
            try:
                _spend(request, email)
            except BudgetSpent as spent:
                form.add_error(None, "Several mails were asked for. Please try again in an hour.")
                response = render(request, "comments/request_data.html", {"form": form}, status=429)
                response["Retry-After"] = str(spent.retry_after)
                return response
            notifications.send_data_link(email=email, now=timezone.now())
            return redirect("comments:data_link_sent")
        status = 422
    return render(request, "comments/request_data.html", {"form": form}, status=status)


@never_cache
def data_link_sent(request: HttpRequest) -> HttpResponse:
    """Say that the mail is on its way."""
    return render(request, "comments/data_link_sent.html")


@secret_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: HttpRequest, token: str) -> HttpResponse:
    """Show, export (`?format=json`) or erase what is kept about the owner of an address."""
    now = timezone.now()
    link = mailed_links.find(MailedLink.Purpose.DATA, token)
    if link is None:
        return render(request, "comments/link_unknown.html", status=403)
    if not mailed_links.is_valid(link, now):
        return render(request, "comments/link_spent.html", {"is_data": True}, status=410)
    if request.method == "POST" and request.POST.get("action") == "erase":
        if request.POST.get("sure") != "yes":
            context = {"rows": _rows(link.email), "token": token}
            return render(request, "comments/erase.html", context)
        numbers = personal_data.erase_person(link.email, now=now)
        return render(request, "comments/erased.html", {"number": numbers["replies"]})
    data = personal_data.export_person(link.email)
    if request.GET.get("format") == "json":
        response = JsonResponse(data, json_dumps_params={"indent": 2})
        response["Content-Disposition"] = 'attachment; filename="my-replies.json"'
        return response
    return render(request, "comments/my_data.html", {"data": data, "rows": _rows(link.email)})


def _rows(email: str) -> list[dict[str, Any]]:
    """Return each kind of thing that is kept about somebody, with how much it is."""
    counted = ((each, len(each.export(email))) for each in personal_data.holdings())
    return [
        {
            "label": each.label,
            "number": number,
            "kept": each.kept,
            "is_erased": each.erase is not None,
        }
        for each, number in counted
        if number
    ]


def _spend(request: HttpRequest, email: str) -> None:
    spend(
        (
            Budget("data-mails-to", email_hash(email), DATA_MAILS, HOUR),
            Budget(
                "data-mails-from",
                network_key(network_of(request)),
                DATA_MAILS * 4,
                HOUR,
            ),
        )
    )
