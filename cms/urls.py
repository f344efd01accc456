"""Addresses of the whole site."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms.views import image_file, robots

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/content/v1/", include("delivery.urls")),
    path("feeds/", include("delivery.feed_urls")),
    path("search/", include("search.urls")),
    path("comments/", include("comments.urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    re_path(r"^media/(?P<path>(?:avatar_images|images|original_images)/.+)$", image_file),
    path("", include(wagtail_urls)),
]
