"""Writing a reply."""

from typing import Any

from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from comments import mailed_links, personal_data
from comments.confidentiality import confirming
from comments.forms import ReplyForm, StaffReplyForm, stamp, still_good
from comments.judging import CommentRefused
from comments.models import CommentSettings, MailedLink, ReaderComment, Status
from comments.permissions import may_moderate
from comments.services import (
    NAME_LENGTH,
    Author,
    Sending,
    ends_of,
    keep_refused,
    open_page,
    post_comment,
)
from comments.views.tokens import has_lost_cookie, has_no_token, staff_name
from core.budgets import BudgetSpent
from core.hashes import token_hash
from core.keys import stored_key
from core.network import network_of
from core.origins import came_from_this_site, is_foreign
from core.recognition import Level, recognise

# What the writer chose when their reply identifies somebody.
MASK, KEEP = "mask", "keep"


@never_cache
@csrf_exempt  # checked in the view: a missing token costs a second click, not the text
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, page_id: int, comment_id: int | None = None) -> HttpResponse:
    """Show the reply form on a page of its own, or store what was sent with it.

    Args:
        request: the request. From htmx, the answer is the form's part of the page only.
        page_id: key of the page.
        comment_id: key of the comment to answer, in the address of a "Reply" link.
    """
    page = find_page(page_id)
    settings = CommentSettings.for_page(page)
    # However much came: the beginning tells whether its writer must find help first.
    name, typed = request.POST.get("name", ""), request.POST.get("comment", "")
    is_urgent = recognise(f"{name[:NAME_LENGTH]}\n{ends_of(typed)}").level >= Level.CONCERN
    if reason := settings.closed_because(page, timezone.now()):
        if request.method == "POST" and not has_no_token(request):
            _keep(request, page, reason)
        context = {"page": page, "reason": reason, "is_urgent": is_urgent}
        # What was typed on a page that was open for long is shown, to be kept.
        context["typed"] = request.POST.get("comment", "")
        return render(request, "comments/closed.html", context, status=403)
    show = ReplyPage(request, page, is_urgent)
    if request.method != "POST":
        form = show.form_class(initial={"reply_to": comment_id, "stamp": stamp()})
        return show(form, parent=_parent(page, comment_id))
    form = show.form_class(request.POST)
    if has_no_token(request):
        if is_foreign(request):
            # Another site's words never come back here, ready to be sent by who is logged in.
            return show(show.form_class(initial={"stamp": stamp()}))
        if not show.staff and came_from_this_site(request):
            _keep(request, page, "it has to be sent once more")
        return show(show.prepared(), check=True, cookies_blocked=has_lost_cookie(request))
    if not form.is_valid():
        if not show.staff:
            _keep(request, page, "the form was not complete")
        return show(show.prepared(errors_of=form), status=422)
    text = form.cleaned_data["comment"]
    if show.staff and request.POST.get("confidential") != KEEP and (said := confirming(text)):
        return show(show.prepared(), confirming=said)
    # Nobody in danger is asked to choose: what identifies somebody is held anyway.
    findings = [] if show.staff or is_urgent else personal_data.find(text)
    if findings and (choice := request.POST.get("personal")) != KEEP:
        if choice != MASK:
            return show(show.prepared(), findings=findings, masked=personal_data.mask(text))
        text = personal_data.mask(text)
    try:
        comment = post_comment(
            page=page,
            author=show.author(form),
            text=text,
            reply_to=form.cleaned_data["reply_to"],
            now=timezone.now(),
            follow=form.cleaned_data.get("follow", ""),
            sending=_sending(
                request,
                name=form.cleaned_data["stamp"],
                trap_filled=form.cleaned_data["trap_filled"],
            ),
        )
    except CommentRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        # What can't be answered is not answered by the next sending either.
        lost_parent = refusal.field == "reply_to"
        return show(show.prepared(errors_of=form, lost_parent=lost_parent), status=422)
    except BudgetSpent as spent:
        form.add_error(
            None,
            "Many replies came in a short time. Nothing is lost: please send it again "
            f"{_in_words(spent.retry_after)}.",
        )
        response = show(show.prepared(errors_of=form), status=429)
        response["Retry-After"] = str(spent.retry_after)
        return response
    return show.sent(comment)


class ReplyPage:
    """Shows the form to one reader, as a page or as the part of one that htmx asked for.

    Args:
        request: the request.
        page: the page that the reply belongs to.
        is_urgent: whether what was typed speaks of an emergency; then help stands first.
    """

    def __init__(self, request: HttpRequest, page: Page, is_urgent: bool) -> None:
        self.request = request
        self.page = page
        self.is_urgent = is_urgent
        user = request.user
        self.staff = user if user.is_authenticated and may_moderate(user) else None
        self.form_class: type[ReplyForm] = StaffReplyForm if self.staff else ReplyForm
        self.settings = CommentSettings.for_page(page)
        self.is_part = request.headers.get("HX-Request") == "true"

    def __call__(
        self,
        form: ReplyForm,
        *,
        parent: ReaderComment | None = None,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        """Show the form."""
        if parent is None and (key := stored_key(form["reply_to"].value())):
            parent = ReaderComment.objects.of_page(self.page).shown().filter(pk=key).first()
        context |= {
            "page": self.page,
            "form": form,
            "parent": parent,
            "is_urgent": self.is_urgent,
            "staff_name": staff_name(self.staff) if self.staff else "",
            "token": True,
            "is_part": self.is_part,
            "first_is_held": self.settings.trusted_after > 0,
            "neutral_texts": self.settings.neutral_texts if self.staff else [],
        }
        template = "comments/reply_part.html" if self.is_part else "comments/reply.html"
        return render(self.request, template, context, status=status)

    def author(self, form: ReplyForm) -> Author:
        """Return who writes."""
        if self.staff:
            return Author(name=staff_name(self.staff), email=self.staff.email, user=self.staff)
        return Author(name=form.cleaned_data["name"], email=form.cleaned_data["email"])

    def prepared(
        self, errors_of: ReplyForm | None = None, *, lost_parent: bool = False
    ) -> ReplyForm:
        """Return the form with what was typed and a good stamp; with errors, if there are any.

        Args:
            errors_of: the form that was judged.
            lost_parent: whether it becomes a reply to the post itself.
        """
        data = self.request.POST.copy()
        if lost_parent:
            data["reply_to"] = ""
        if not still_good(data.get("stamp", "")):
            data["stamp"] = stamp()
        form = self.form_class(data)
        # Without errors nothing is judged yet: the reader is only asked to look at it again.
        form._errors = (  # type: ignore[attr-defined]
            errors_of.errors if errors_of is not None else ErrorDict()
        )
        return form

    def sent(self, comment: ReaderComment) -> HttpResponse:
        """Say that a reply came; lead its writer to where they can change it."""
        if comment.status == Status.APPROVED and self.staff and not self.is_part:
            return redirect("comments:permalink", comment.pk)
        # Only who sent it just now may change it: the address is not proven yet.
        if comment.was_sent_before:
            own = ""
        else:
            own = mailed_links.issue(MailedLink.Purpose.OWN, now=timezone.now(), comment=comment)
        if self.is_part:
            context = {
                "page": self.page,
                "comment": comment,
                "told": comment.status_told(confirms=self.settings.confirm_email),
                "own": own,
                "is_urgent": self.is_urgent,
            }
            return render(self.request, "comments/sent.html", context)
        if own:
            return redirect("comments:own", own)
        return redirect("comments:thanks", page_id=self.page.pk)


def _sending(
    request: HttpRequest, *, name: str | None = None, trap_filled: bool = False
) -> Sending:
    stamped, text = request.POST.get("stamp", ""), request.POST.get("comment", "")
    return Sending(
        network=network_of(request),
        name=name,
        # With the text: what somebody writes instead takes the place of nothing.
        kept_name=token_hash(f"kept {stamped} {text}") if stamped else None,
        trap_filled=trap_filled,
    )


def _keep(request: HttpRequest, page: Page, why: str) -> None:
    """Keep what did not get as far as the write service, if it speaks of danger."""
    keep_refused(
        page=page,
        author=Author(name=request.POST.get("name", ""), email=""),
        text=request.POST.get("comment", ""),
        why=why,
        now=timezone.now(),
        sending=_sending(request),
    )


@never_cache
@require_safe
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that a reply came and what happens next."""
    return render(request, "comments/thanks.html", {"page": find_page(page_id)})


def find_page(page_id: int) -> Page:
    """Return a public page that takes replies.

    Raises:
        Http404: when there is none.
    """
    page = open_page(page_id)
    if page is None:
        raise Http404("There is no such page.")
    return page


def _parent(page: Page, key: int | None) -> ReaderComment | None:
    """Return the comment that is answered; hidden ones are as missing as those that never were."""
    if key is None:
        return None
    parent = ReaderComment.objects.of_page(page).shown().filter(pk=key).first()
    if parent is None:
        raise Http404("There is no such reply.")
    return parent


def _in_words(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return "in a minute" if minutes <= 1 else f"in {minutes} minutes"
