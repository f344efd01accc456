"""Addresses of the whole site."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v3.urls import api as wagtail_api
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views.log_in import SiteLogInView
from accounts.views.private_places import open_private_collection, open_private_page
from cms.views import image_file, robots
from core.wagtail_internals import require_admin_access
from delivery.feeds.llms_txt import llms
from delivery.feeds.sitemap import sitemap
from delivery.previews import open_in_front_end

urlpatterns = [
    path(
        "admin/front-end-preview/<key:page_id>/",
        require_admin_access(open_in_front_end),
        name="front_end_preview",
    ),
    path("admin/", include("accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    # In the place of Wagtail's, which looks at any number of passwords.
    path(
        "documents/authenticate_with_password/<key:restriction_id>/",
        open_private_collection,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("api/content/v1/", include("delivery.urls")),
    path("api/v3-preview/", wagtail_api.urls),
    path("feeds/", include("delivery.feeds.urls")),
    path("search/", include("search.urls")),
    path("report-a-problem/", include("blog.urls")),
    path("comments/", include("comments.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("llms.txt", llms, name="llms"),
    re_path(r"^media/(?P<path>(?:avatar_images|images|original_images)/.+)$", image_file),
    path("_util/login/", SiteLogInView.as_view(), name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<key:page_view_restriction_id>/<key:page_id>/",
        open_private_page,
        name="wagtailcore_authenticate_with_password",
    ),
    path("", include(wagtail_urls)),
]
