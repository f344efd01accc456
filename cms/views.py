"""Views of the whole site."""

import posixpath
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.models import Site

from images.models import ORIGINALS
from images.originals import image_of, may_see_original

HOUR = 60 * 60
DAY = 24 * 60 * 60
YEAR = 365 * DAY


@require_safe
def image_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send an image file of the media library.

    A node without a bucket or a file server in front serves its images itself. Documents are
    not among them: they go through Wagtail's own view, which checks who may read them. The name
    of a file that pages show holds a hash of its content, so that it can be kept for ever.
    Originals are for who may choose images, unless the desk says otherwise; the pictures that
    staff have of themselves are for staff.

    Args:
        request: the request.
        path: below MEDIA_ROOT.

    Raises:
        Http404: when there is no such file, when it is not for this reader, or when the path
            leaves its folder by `..`.
    """
    if posixpath.normpath(path) != path:
        raise Http404("The path of an image has no “..”.")
    folder = path.split("/")[0]
    shared: dict[str, Any] = {"public": True, "max_age": YEAR, "immutable": True}
    if folder == ORIGINALS:
        image = image_of(path)
        if image is None or not (image.original_is_public or may_see_original(request.user, image)):
            raise Http404("There is no such image, or it is not for everybody.")
        # The desk may take its word back.
        shared = {"public": True, "max_age": HOUR}
        if not image.original_is_public:
            shared = {"private": True, "no_cache": True}
    elif folder == "avatar_images":
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404("There is no such image, or it is not for everybody.")
        shared = {"private": True, "no_cache": True}
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError) as error:  # a name that no file system takes
        raise Http404("There is no such image.") from error
    patch_cache_control(response, **shared)
    if folder != "images":
        patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what not to read, and where the sitemap is (RFC 9309)."""
    site = Site.find_for_request(request)
    root = site.root_url if site else settings.WAGTAILADMIN_BASE_URL
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('search:search')}",
        "Disallow: /comments/",
        "",
        f"Sitemap: {root}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), "text/plain; charset=utf-8")
