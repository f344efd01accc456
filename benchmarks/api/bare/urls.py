"""Wagtail's API v2 as its guide mounts it, with the fields that ours shows.

Models name their fields for v2 in `api_fields`. Ours have none, so that nothing of v2 is left in
the product; they get theirs here.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.api import APIField
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.images.api.fields import ImageRenditionField
from wagtail.images.api.v2.views import ImagesAPIViewSet

from blog.models import BlogPostPage, Category, Person
from images.models import CustomImage

# One of the nine files that ours lists of a picture, so made already.
RENDITION = ImageRenditionField("width-800|format-webp", source="*")
FIELDS: dict[Any, list[Any]] = {
    BlogPostPage: ["summary", "author", "category", "hero_image", "tags", "body"],
    Person: ["name", "slug", "credentials", "job_title"],
    Category: ["name", "slug"],
    CustomImage: ["description", "width", "height", APIField("rendition", serializer=RENDITION)],
}
for model, fields in FIELDS.items():
    model.api_fields = [
        field if isinstance(field, APIField) else APIField(field) for field in fields
    ]

router = WagtailAPIRouter("v2")
router.register_endpoint("pages", PagesAPIViewSet)
router.register_endpoint("images", ImagesAPIViewSet)


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the server runs."""
    return HttpResponse("ok\n", "text/plain")


urlpatterns = [
    path("api/v2/", router.urls),
    path("healthz", healthz),
    path("", include(wagtail_urls)),
]
