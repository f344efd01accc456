"""Drafts for a consumer's front end: one revision of one page, for an hour."""

from typing import Any, cast

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_denied
from wagtail.models import Page, Revision

from core.keys import stored_key
from core.refusal import Refusal

SALT = "delivery.preview"
VALID_FOR = 60 * 60  # seconds


class PreviewRefused(Refusal):
    """A token that opens nothing (any more)."""


def make_token(revision: Revision) -> str:
    """Return a token that opens a revision of a page for an hour."""
    signer = signing.TimestampSigner(salt=SALT)
    return signer.sign_object([int(revision.object_id), revision.pk])


def draft_of(token: str) -> tuple[Any, Revision]:
    """Return the page as a revision has it, and the revision.

    Raises:
        PreviewRefused: with what is wrong with the token.
    """
    try:
        page_id, revision_id = signing.TimestampSigner(salt=SALT).unsign_object(
            token, max_age=VALID_FOR
        )
    except signing.SignatureExpired:
        raise PreviewRefused(
            "This preview is older than an hour. Open it again from the editor."
        ) from None
    except (signing.BadSignature, ValueError, TypeError):
        raise PreviewRefused("This is no preview token. Take one from the editor.") from None
    revision = Revision.objects.filter(pk=revision_id, object_id=str(page_id)).first()
    if revision is None:
        raise PreviewRefused("This draft is gone. Open the preview again from the editor.")
    return revision.as_object(), revision


def newest_draft(page_id: int) -> tuple[Any, Revision]:
    """Return a page as its newest revision has it, and the revision.

    Raises:
        PreviewRefused: when there is none.
    """
    page = Page.objects.filter(pk=stored_key(page_id)).first()
    revision = page.get_latest_revision() if page else None
    if revision is None:
        raise PreviewRefused("There is no page of this number, or it was never saved as a draft.")
    return revision.as_object(), revision


@never_cache
@require_safe
def open_in_front_end(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lead an editor's preview to the front end of HEADLESS_PREVIEW_URL with a token."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        return cast(HttpResponse, permission_denied(request))
    revision = page.get_latest_revision()
    address = settings.ENVIRONMENT.headless_preview_url
    if revision is None or not address:
        return render(request, "delivery/no_preview.html", {"address": address}, status=404)
    separator = "&" if "?" in address else "?"
    query = urlencode({"token": make_token(revision), "slug": page.slug})
    return redirect(f"{address}{separator}{query}")
