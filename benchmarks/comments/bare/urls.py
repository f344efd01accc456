"""Addresses of the bare project."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import include, path

from benchmarks.comments.bare.models import Article


def article(request: HttpRequest, key: int) -> HttpResponse:
    """Show an article with its comments and the form."""
    return render(request, "article.html", {"article": get_object_or_404(Article, pk=key)})


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the server runs."""
    return HttpResponse("ok\n", "text/plain")


urlpatterns = [
    path("article/<int:key>/", article, name="article"),
    path("comments/", include("django_comments_xtd.urls")),
    path("healthz", healthz),
]
