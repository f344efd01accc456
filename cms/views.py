"""Views of the whole site."""

import posixpath
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic.base import TemplateView
from django.views.static import serve
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Site

from cms.guide import read_guide

DAY = 24 * 60 * 60
YEAR = 365 * DAY


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def image_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send an image file of the media library.

    A node without a bucket or a file server in front serves its images itself. Documents are
    not among them: they go through Wagtail's own view, which checks who may read them. A file's
    name changes with its content, so that it can be kept for ever.

    Args:
        request: the request.
        path: below MEDIA_ROOT.

    Raises:
        Http404: when there is no such file, or the path leaves its folder by `..`.
    """
    if posixpath.normpath(path) != path:
        raise Http404("The path of an image has no “..”.")
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))


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


class EditorGuideView(WagtailAdminTemplateMixin, TemplateView):
    """The guide for everybody who may enter the admin, as the checkout has it."""

    template_name = "cms/admin/guide.html"
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the guide; its title is the page's."""
        guide = read_guide()
        self.page_title = guide.title
        context: dict[str, Any] = super().get_context_data(guide=guide, **kwargs)
        return context

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the home page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]
