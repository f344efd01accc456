"""Writing a reply.

The page that a reply belongs to is cached for everybody, so its form carries neither a token nor
a time stamp. A script fetches both when the reader begins to write; without it, what was sent is
shown once more, now with both, and sent by a second click.
"""

from typing import Any

from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from comments.forms import ReplyForm, stamp
from comments.models import ReaderComment, Status
from comments.services import Author, CommentRefused, open_page, post_comment


@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponse:
    """Return what a form needs to be sent, as JSON: `csrf_token` and `stamp`."""
    return JsonResponse({"csrf_token": get_token(request), "stamp": stamp()})


@never_cache
@csrf_exempt  # checked in the view: a missing token costs a second click, not the text
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, page_id: int, comment_id: int | None = None) -> HttpResponse:
    """Show the reply form on a page of its own, or store what was sent with it.

    Args:
        request: the request.
        page_id: key of the page.
        comment_id: key of the comment to answer, in the address of a "Reply" link.
    """
    page = _page(page_id)
    if not page.comments_open:
        return render(request, "comments/closed.html", {"page": page}, status=403)
    if request.method != "POST":
        parent = _parent(page, comment_id)
        form = ReplyForm(initial={"reply_to": comment_id, "stamp": stamp()})
        return _show(request, page, form, parent=parent)
    form = ReplyForm(request.POST)
    if _has_no_token(request):
        return _show(request, page, _prepared(request), check=True)
    if form.is_valid():
        try:
            comment = post_comment(
                page=page,
                author=Author(
                    name=form.cleaned_data["name"],
                    email=form.cleaned_data["email"],
                    user=request.user if request.user.is_authenticated else None,
                ),
                text=form.cleaned_data["comment"],
                reply_to=form.cleaned_data["reply_to"],
                now=timezone.now(),
            )
        except CommentRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            if comment.status == Status.APPROVED:
                return redirect(comment.get_absolute_url())
            return redirect("comments:thanks", page_id=page.pk)
    return _show(request, page, _prepared(request, errors_of=form), status=422)


@never_cache
@require_safe
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that a reply came and what happens next."""
    return render(request, "comments/thanks.html", {"page": _page(page_id)})


def _page(page_id: int) -> Page:
    page = open_page(page_id)
    if page is None:
        raise Http404("There is no such page.")
    return page


def _parent(page: Page, key: int | None) -> ReaderComment | None:
    """Return the comment that is answered; hidden ones are as missing as those that never were."""
    if key is None:
        return None
    parent = ReaderComment.objects.shown(page, key)
    if parent is None:
        raise Http404("There is no such reply.")
    return parent


def _has_no_token(request: HttpRequest) -> bool:
    """Whether the request lacks a valid token against forgery."""
    check = CsrfViewMiddleware(lambda request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, _token_is_required, (), {}) is not None


def _token_is_required(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _prepared(request: HttpRequest, errors_of: ReplyForm | None = None) -> ReplyForm:
    """Return the form with what was typed and a fresh stamp; with errors, if there are any."""
    data = request.POST.copy()
    data["stamp"] = stamp()
    form = ReplyForm(data)
    # Without errors nothing is judged yet: the reader is only asked to look at it again.
    form._errors = (  # type: ignore[attr-defined]
        errors_of.errors if errors_of is not None else ErrorDict()
    )
    return form


def _show(
    request: HttpRequest,
    page: Page,
    form: ReplyForm,
    *,
    parent: ReaderComment | None = None,
    check: bool = False,
    status: int = 200,
) -> HttpResponse:
    if (
        parent is None
        and (key := str(form["reply_to"].value() or "")).isdecimal()
        and len(key) < 12
    ):
        parent = ReaderComment.objects.shown(page, int(key))
    context: dict[str, Any] = {"page": page, "form": form, "parent": parent, "check": check}
    return render(request, "comments/reply.html", context, status=status)
