"""Saying that a reply is helpful, or that a moderator should see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.forms import ReportForm
from comments.models import Reaction
from comments.services import Author, Sending, keep_refused, react, take_back
from comments.views.reading import find_comment
from comments.views.tokens import has_no_token
from core.budgets import TEN_MINUTES, Budget, BudgetSpent, spend
from core.hashes import token_hash
from core.network import network_key, network_of
from core.origins import is_foreign
from core.recognition import Level, recognise

REACTIONS = 30  # by one network in ten minutes


@never_cache
@csrf_exempt  # checked in the view: a missing token costs a second click
@require_http_methods(["GET", "HEAD", "POST"])
def helpful(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Count a "helpful"; htmx gets the new count alone."""
    comment = find_comment(comment_id)
    context = {"comment": comment, "page": comment.page}
    if request.method != "POST" or has_no_token(request):
        return render(request, "comments/helpful.html", context)
    try:
        _spend(request)
    except BudgetSpent as spent:
        return _too_often(request, context, spent)
    network = network_of(request)
    helpful_ = Reaction.Kind.HELPFUL
    if request.POST.get("action") == "take_back":
        counted: bool | None = (
            None if take_back(comment=comment, kind=helpful_, network=network) else False
        )
    else:
        counted = react(
            comment=comment, kind=helpful_, network=network, reason="", now=timezone.now()
        )
    if request.headers.get("HX-Request") == "true":
        comment.refresh_from_db(fields=["helpful_count"])
        return render(request, "comments/helpful_button.html", context | {"counted": counted})
    return redirect("comments:permalink", comment.pk)


@never_cache
@csrf_exempt  # checked in the view: a missing token costs a second click
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Ask why a reply is reported, and put it before the moderators."""
    comment = find_comment(comment_id)
    context = {"comment": comment, "page": comment.page}
    is_sent = request.method == "POST" and not (has_no_token(request) and is_foreign(request))
    form = ReportForm(request.POST if is_sent else None)
    if request.method != "POST" or has_no_token(request) or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "comments/report.html", context | {"form": form}, status=status)
    try:
        _spend(request)
    except BudgetSpent as spent:
        return _too_often(request, context, spent)
    if request.POST.get("action") == "take_back":
        take_back(comment=comment, kind=Reaction.Kind.REPORT, network=network_of(request))
        return render(request, "comments/report_taken_back.html", context)
    react(
        comment=comment,
        kind=Reaction.Kind.REPORT,
        network=network_of(request),
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    reason = form.cleaned_data["reason"]
    keep_refused(
        page=comment.page.specific,
        author=Author(name="A reader", email=""),
        text=reason,
        why=f"it came as a report of reply {comment.pk}",
        now=timezone.now(),
        sending=Sending(
            network=network_of(request),
            kept_name=token_hash(f"kept report {comment.pk} {reason}"),
        ),
    )
    context["is_urgent"] = recognise(reason).level >= Level.CONCERN
    return render(request, "comments/reported.html", context)


def _spend(request: HttpRequest) -> None:
    network = network_key(network_of(request))
    spend([Budget("reactions-of-address", network, REACTIONS, TEN_MINUTES)])


def _too_often(
    request: HttpRequest, context: dict[str, object], spent: BudgetSpent
) -> HttpResponse:
    response = render(request, "comments/too_often.html", context, status=429)
    response["Retry-After"] = str(spent.retry_after)
    return response
