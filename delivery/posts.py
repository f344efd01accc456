"""Posts as the API describes them."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from ninja import Schema
from pydantic import Field, create_model
from wagtail.models import Site

from blog.blocks import PostBodyBlock
from blog.managers import BlogPostQuerySet
from blog.models import BlogPostPage, Person, public_posts
from comments.models import ReaderComment, Status
from delivery import schemas
from delivery.resolving import Resolver
from delivery.sections import schema_of, value_of

Post: type[Schema] = create_model(
    "Post",
    __base__=schemas.PostSummary,
    __doc__="A post with its sections.",
    seo=(schemas.SearchSnippet, ...),
    sections=(schema_of(PostBodyBlock()), Field(description="Discriminated by `type`.")),
    related=(list[schemas.PostSummary], Field(description="Up to three posts to read next.")),
)


def listed_posts(site: Site) -> BlogPostQuerySet:
    """Return the public posts of a site with all that a summary says."""
    posts: BlogPostQuerySet = with_summary(public_posts(site))
    return posts


def with_summary(posts: Any) -> Any:
    """Join in what a summary says."""
    replies: QuerySet[Any] = (
        ReaderComment.objects.get_queryset()
        .filter(page=OuterRef("pk"), status=Status.APPROVED)
        .order_by()
        .values("page")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        posts.select_related("category", "author", "reviewer", "hero_image", "content_type")
        .prefetch_related("hero_image__renditions", "tagged_items__tag")
        .annotate(comment_count=Coalesce(Subquery(replies), 0))
    )


def filtered(posts: Any, *, category: str, tag: str, author: str) -> Any:
    """Narrow posts down by slugs; an empty one narrows nothing."""
    if category:
        posts = posts.filter(category__slug=category)
    if tag:
        posts = posts.filter(tagged_items__tag__slug=tag)
    if author:
        posts = posts.filter(Q(author__slug=author) | Q(reviewer__slug=author))
    return posts


def summary(post: BlogPostPage, resolver: Resolver) -> dict[str, Any]:
    """Return a post as `schemas.PostSummary` describes it."""
    url = resolver.absolute(post.url or "")
    blog_url = url.removesuffix(f"{post.slug}/")
    return {
        "id": post.pk,
        "slug": post.slug,
        "title": post.title,
        "summary": post.summary,
        "url": url,
        "api_url": resolver.absolute(reverse("content-v1:getPost", args=[post.slug])),
        "first_published_at": post.first_published_at,
        "updated_at": post.updated_at,
        "reading_minutes": post.reading_minutes,
        "category": _subject(post.category, f"{blog_url}category/"),
        "tags": [_subject(item.tag, f"{blog_url}tag/") for item in post.tagged_items.all()],
        "author": _person(post.author, blog_url),
        "reviewer": _person(post.reviewer, blog_url),
        "reviewed_on": post.reviewed_on,
        "image": resolver.image(post.hero_image),
        "comments_open": post.comments_open,
        "comment_count": post.comment_count,
    }


def detail(post: BlogPostPage, site: Site, resolver: Resolver) -> dict[str, Any]:
    """Return a post as `Post` describes it."""
    related = with_summary(post.related(site)).defer(None)
    return summary(post, resolver) | {
        "seo": {
            "title": post.seo_title or post.title,
            "description": post.search_description or post.summary,
            "canonical_url": resolver.absolute(post.url or ""),
        },
        "sections": value_of(post.body.stream_block, post.body, resolver),
        "related": [summary(other, resolver) for other in related],
    }


def _subject(subject: Any, base: str) -> dict[str, str] | None:
    if subject is None:
        return None
    return {"name": subject.name, "slug": subject.slug, "url": f"{base}{subject.slug}/"}


def _person(person: Person | None, blog_url: str) -> dict[str, str] | None:
    if person is None:
        return None
    return {
        "name": person.name,
        "slug": person.slug,
        "credentials": person.credentials,
        "job_title": person.job_title,
        "url": f"{blog_url}author/{person.slug}/",
    }
