"""The list of posts, also by category, tag and author."""

from typing import Any, ClassVar

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, Site
from wagtail.search import index

from blog.managers import BlogPostQuerySet
from core.routing import LoadedAncestorsMixin

from .post import Tag, public_posts
from .snippets import Category, Person

POSTS_PER_PAGE = 12


class BlogIndexPage(LoadedAncestorsMixin, RoutablePageMixin, Page):
    """All posts, newest first, with listings at readable addresses below it."""

    introduction = models.TextField(max_length=400, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["blog.BlogPostPage"]
    max_count_per_parent = 1
    template = "blog/blog_index_page.html"

    class Meta:
        verbose_name = "blog index"

    def posts(self, request: HttpRequest) -> BlogPostQuerySet:
        """Return the posts that anybody may read, newest first."""
        site = Site.find_for_request(request)
        if site is None:
            raise Http404("No site answers to this host name.")
        return public_posts(site).child_of(self).newest_first().for_cards()

    @path("", name="all")
    def all_posts(self, request: HttpRequest) -> HttpResponse:
        """List all posts."""
        return self._listing(request, self.posts(request))

    @path("category/<slug:slug>/", name="category")
    def by_category(self, request: HttpRequest, slug: str) -> HttpResponse:
        """List the posts of a category."""
        category = get_object_or_404(Category, slug=slug)
        return self._listing(
            request, self.posts(request).filter(category=category), category=category
        )

    @path("tag/<slug:slug>/", name="tag")
    def by_tag(self, request: HttpRequest, slug: str) -> HttpResponse:
        """List the posts with a tag."""
        tag = get_object_or_404(Tag, slug=slug)
        return self._listing(request, self.posts(request).filter(tagged_items__tag=tag), tag=tag)

    @path("author/<slug:slug>/", name="author")
    def by_author(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show a person's profile and the posts that they wrote or reviewed."""
        person = get_object_or_404(Person.objects.select_related("photo"), slug=slug)
        posts = self.posts(request)
        return self._listing(
            request,
            posts.filter(models.Q(author=person) | models.Q(review__reviewer=person)),
            person=person,
        )

    def _listing(
        self,
        request: HttpRequest,
        posts: BlogPostQuerySet,
        *,
        category: Category | None = None,
        tag: Tag | None = None,
        person: Person | None = None,
    ) -> HttpResponse:
        site = Site.find_for_request(request)
        used = public_posts(site).filter(category=OuterRef("pk"))
        try:
            page_of_posts = Paginator(posts, POSTS_PER_PAGE).page(request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404("The list has no such page.") from error
        return self.render(
            request,
            context_overrides={
                "posts": page_of_posts,
                "categories": Category.objects.filter(Exists(used)),
                "category": category,
                "tag": tag,
                "person": person,
                "listing_url": f"{site.root_url}{request.path}",
            },
        )

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Add the listings by category and the profiles to the index's own entry."""
        urls: list[dict[str, Any]] = super().get_sitemap_urls(request)
        base = self.get_full_url(request)
        site = self.get_site()
        if site is None:
            return urls
        public = public_posts(site)
        filed = Category.objects.filter(Exists(public.filter(category=OuterRef("pk"))))
        urls += [
            {"location": base + self.reverse_subpage("category", [category.slug])}
            for category in filed
        ]
        of_person = models.Q(author=OuterRef("pk")) | models.Q(review__reviewer=OuterRef("pk"))
        urls += [
            {"location": base + self.reverse_subpage("author", [person.slug])}
            for person in Person.objects.filter(Exists(public.filter(of_person)))
        ]
        return urls
