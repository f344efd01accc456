"""One's own reply: confirming, changing and withdrawing it. A random token opens each page."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import mailed_links, personal_data, services
from comments.forms import EditForm, ReplyForm, stamp
from comments.judging import CommentRefused
from comments.models import CommentSettings, Danger, MailedLink, ReaderComment, Status
from comments.views.privacy import secret_address
from comments.views.writing import KEEP, MASK
from core.hashes import token_hash
from core.network import network_of
from core.recognition import Level, recognise


@secret_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a writer to confirm their reply, and confirm it by POST alone.

    Mail scanners follow links; they don't press buttons.
    """
    now = timezone.now()
    link = mailed_links.find(MailedLink.Purpose.CONFIRM, token)
    if link is None:
        return render(request, "comments/link_unknown.html", status=403)
    comment = link.comment
    if (
        comment is None
        or not mailed_links.is_valid(link, now)
        or comment.status != Status.UNCONFIRMED
    ):
        return _spent(request, link, now)
    if request.method == "POST":
        if request.POST.get("seen", comment.text_hash) != comment.text_hash:
            context = {"comment": comment, "page": comment.page, "is_changed": True}
            return render(request, "comments/confirm.html", context, status=409)
        seen = request.POST.get("seen")
        confirmed = services.confirm_comment(link=link, now=now, seen=seen)
        if confirmed is None:
            return _spent(request, link, now)
        own = mailed_links.issue(MailedLink.Purpose.OWN, now=now, comment=confirmed)
        return redirect("comments:own", own)
    return render(request, "comments/confirm.html", {"comment": comment, "page": comment.page})


def _spent(request: HttpRequest, link: MailedLink, now: datetime) -> HttpResponse:
    """Say why a link does nothing any more; a text that was never confirmed can be sent again."""
    comment = link.comment
    context: dict[str, Any] = {"comment": comment, "page": comment.page if comment else None}
    if comment:
        confirms = CommentSettings.for_page(comment.page).confirm_email
        context["told"] = comment.status_told(confirms=confirms)
    if comment and comment.status == Status.UNCONFIRMED and not mailed_links.is_valid(link, now):
        page = services.open_page(comment.page_id)
        if page and not CommentSettings.for_page(page).closed_because(page, now):
            context["page"] = page
            context["token"] = True
            context["form"] = ReplyForm(
                initial={
                    "name": comment.user_name,
                    "email": comment.user_email,
                    "comment": comment.comment,
                    "follow": comment.follow,
                    "reply_to": comment.reply_to_id,
                    "stamp": stamp(),
                }
            )
    return render(request, "comments/link_spent.html", context, status=410)


@secret_address
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Show a writer where their reply stands, and let them change, withdraw or ask to remove it."""
    now = timezone.now()
    link = mailed_links.find(MailedLink.Purpose.OWN, token)
    if link is None or link.comment is None:
        return render(request, "comments/link_unknown.html", status=403)
    comment = link.comment
    form = EditForm(initial={"comment": comment.comment}, auto_id="own-%s")
    status = 200
    findings: list[personal_data.Finding] = []
    if request.method == "POST":
        form = EditForm(request.POST, auto_id="own-%s")
        try:
            if findings := _personal(request, form):
                status = 200
            elif _act(request.POST.get("action", ""), comment, form, now):
                if request.POST["action"] == "withdraw":
                    # The link opened what is gone now; this is the last that it shows.
                    context = {"page": comment.page, "is_gone": True}
                    return render(request, "comments/own.html", context)
                return redirect(f"{reverse('comments:own', args=[token])}?saved")
            else:
                status = 422
                _keep(request, comment, "the change was not complete", now)
        except CommentRefused as refusal:
            _keep(request, comment, refusal.message, now)
            form.is_valid()
            form.add_error("comment" if refusal.field == "comment" else None, refusal.message)
            status = 422
        if not findings and not form.errors:
            form.add_error(None, "Choose what to do: save, withdraw or ask us to remove it.")
    page = comment.page
    typed = form["comment"].value() or ""
    confirms = CommentSettings.for_page(page).confirm_email
    context = {
        "comment": comment,
        "told": comment.status_told(confirms=confirms),
        "page": page,
        "form": form,
        "findings": findings,
        "masked": personal_data.mask(typed) if findings else "",
        "is_saved": "saved" in request.GET and request.method != "POST",
        "may_be_edited": services.may_be_edited(comment, now),
        "editable_until": comment.posted_at + services.EDIT_WITHIN,
        # What came too late is shown, to be kept.
        "typed": typed if request.method == "POST" and typed != comment.comment else "",
        "is_gone": comment.status in (Status.REMOVED, Status.SPAM) and not comment.comment,
        "is_urgent": comment.danger >= Danger.CONCERN
        or recognise(typed[: services.TEXT_LENGTH]).level >= Level.CONCERN,
    }
    return render(request, "comments/own.html", context, status=status)


def _personal(request: HttpRequest, form: EditForm) -> list[personal_data.Finding]:
    """Return what in a changed text identifies somebody, unless its writer has chosen already.

    Where they chose the text without it, the form holds that one afterwards.
    """
    choice = request.POST.get("personal")
    if request.POST.get("action") != "edit" or choice == KEEP or not form.is_valid():
        return []
    text = form.cleaned_data["comment"]
    if recognise(text).level >= Level.CONCERN:
        return []  # nobody in danger is asked to choose
    if choice == MASK:
        form.cleaned_data["comment"] = personal_data.mask(text)
        return []
    return personal_data.find(text)


def _keep(request: HttpRequest, comment: ReaderComment, why: str, now: datetime) -> None:
    """Keep a change that could not be taken, if it speaks of danger."""
    text = request.POST.get("comment", "")
    services.keep_refused(
        page=comment.page.specific,
        author=services.Author(name=comment.user_name, email=""),
        text=text,
        why=f"as a change of reply {comment.pk}: {why}",
        now=now,
        sending=services.Sending(
            network=network_of(request), kept_name=token_hash(f"kept own {comment.pk} {text}")
        ),
    )


def _act(action: str, comment: ReaderComment, form: EditForm, now: datetime) -> bool:
    if action == "edit":
        if not form.is_valid():
            return False
        services.edit_comment(comment=comment, text=form.cleaned_data["comment"], by=None, now=now)
        return True
    if action == "withdraw":
        services.withdraw_comment(comment=comment, now=now)
        return True
    if action == "remove":
        services.request_removal(comment=comment, now=now)
        return True
    return False
