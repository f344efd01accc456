"""Stopping mails about new replies: by one click in the mail program, or here."""

from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.models import Subscription
from comments.notifications import UNSUBSCRIBE_SALT
from comments.views.privacy import secret_address
from core.keys import stored_keys


@csrf_exempt  # mail programs post without a cookie: RFC 8058
@secret_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that stops the mails of one subscription; POST stops them.

    A second POST finds nothing to stop and says the same.
    """
    key = _key(token)
    if key is None:
        return render(request, "comments/link_unknown.html", status=403)
    subscription = Subscription.objects.select_related("page").filter(pk=key).first()
    context: dict[str, Any] = {"subscription": subscription, "token": token}
    if request.method == "POST":
        Subscription.objects.filter(pk=key).delete()
        return render(request, "comments/unsubscribed.html", context)
    return render(request, "comments/unsubscribe.html", context)


@secret_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """List what the owner of a subscription follows, and keep what they leave ticked."""
    key = _key(token)
    subscription = Subscription.objects.filter(pk=key).first() if key else None
    if key is None:
        return render(request, "comments/link_unknown.html", status=403)
    if subscription is None:
        return render(request, "comments/unsubscribed.html", {"token": token})
    theirs: QuerySet[Subscription] = Subscription.objects.filter(
        email_hash=subscription.email_hash
    ).select_related("page", "thread")
    if request.method == "POST":
        kept = stored_keys(request.POST.getlist("keep"))
        theirs.exclude(pk__in=kept).delete()
        if subscription.pk in kept:
            return redirect("comments:preferences", token)
        return render(request, "comments/unsubscribed.html", {"token": token})
    return render(request, "comments/preferences.html", {"subscriptions": theirs, "token": token})


def _key(token: str) -> int | None:
    try:
        key = signing.loads(token, salt=UNSUBSCRIBE_SALT)
    except signing.BadSignature:
        return None
    return key if isinstance(key, int) else None
