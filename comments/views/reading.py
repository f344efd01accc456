"""Reading replies beyond what a page shows at first."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.models import CommentSettings, ReaderComment
from comments.services import open_page
from comments.threads import place_of, rest_of_thread
from comments.views.writing import find_page
from core.keys import stored_key


@require_safe
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead to the part of the page, or of the thread, that holds a comment."""
    comment = find_comment(comment_id)
    start, after = place_of(comment)
    if after is not None:
        thread = reverse("comments:thread", args=[comment.page_id, comment.root_key])
        return redirect(f"{thread}{f'?after={after}' if after else ''}#c{comment.pk}")
    query = f"?from={start}" if start else ""
    return redirect(f"{comment.page.get_url(request)}{query}#c{comment.pk}")


@require_safe
def thread(request: HttpRequest, page_id: int, key: int) -> HttpResponse:
    """Show one thread from a reply on (`?after=`), on a page of its own."""
    page = find_page(page_id)
    found = rest_of_thread(page, key, after=stored_key(request.GET.get("after")))
    if found is None:
        raise Http404("There is no such thread.")
    settings = CommentSettings.for_page(page)
    context: dict[str, Any] = {
        "page": page,
        "thread": found,
        "is_open": not settings.closed_because(page, timezone.now()),
        "is_beginning": not stored_key(request.GET.get("after")),
    }
    return render(request, "comments/thread_page.html", context)


def find_comment(comment_id: int) -> ReaderComment:
    """Return a comment that readers see, on a page that they see.

    Raises:
        Http404: when there is none; hidden ones are as missing as those that never were.
    """
    comment = ReaderComment.objects.shown().filter(pk=comment_id).select_related("page").first()
    if comment is None or open_page(comment.page_id) is None:
        raise Http404("There is no such reply.")
    return comment
