"""Turning a page into its document."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from blog.citations import citing, sources_of
from blog.clinical_review.services import Standing, standing_of
from blog.clinical_review.texts import HEAD
from blog.listings import listing_url
from blog.models import BlogPostPage, Person, public_posts
from comments.models import CommentSettings, ReaderComment
from delivery.models import PublishedDocument, Sequence
from delivery.published.markdown import post_as_markdown
from delivery.published.resolving import Resolver, citation
from delivery.published.sections import value_of
from images.preloading import preloaded_references


@dataclass(frozen=True)
class Document:
    """A post, rendered.

    Args:
        values: the columns of `PublishedDocument` that follow from the post.
        etag: a hash of what consumers see.
    """

    values: dict[str, Any]
    etag: str

    @property
    def path(self) -> str:
        """The page's address without the host."""
        return str(self.values["path"])


def render(post: BlogPostPage, site: Site) -> Document:
    """Render a post: the published one, or a draft for its preview.

    Args:
        post: the post; with its sections and all else as they are to be shown.
        site: the site that it belongs to.
    """
    resolver = Resolver(site)
    standing = standing_of(post)
    sources = sources_of(post)
    with (
        preloaded_references(post, images=[post.hero_image_id]) as loaded,
        citing(sources, write=citation),
    ):
        post.hero_image = loaded.image(post.hero_image_id)
        summary = _summary(post, resolver, standing)
        body = {
            "seo": {
                "title": post.seo_title or post.title,
                "description": post.search_description or post.summary,
                "canonical_url": summary["url"],
            },
            "sections": value_of(post.body.stream_block, post.body, resolver),
            "review": _review(standing),
            "updates": [dict(update) for update in post.update_list],
            "sources": [
                *(resolver.source(cited.source, cited.number) for cited in sources.cited),
                *(resolver.source(source, None) for source in sources.further),
            ],
        }
    # Through JSON, so that what is compared and what is stored are the same.
    summary, body = (
        json.loads(json.dumps(part, cls=DjangoJSONEncoder)) for part in (summary, body)
    )
    tags = [tag["slug"] for tag in summary["tags"]]
    author, category = post.author, post.category
    reviewer = standing.reviewer if standing.is_complete else None
    chosen = [item.related_id for item in post.related_posts.all()]
    keys = {f"post-{post.pk}", "posts"}
    keys |= {f"person-{person.slug}" for person in (author, reviewer) if person}
    keys |= {f"category-{category.slug}"} if category else set()
    keys |= {f"tag-{slug}" for slug in tags}
    keys |= {f"image-{key}" for key in resolver.images}
    keys |= {f"page-{key}" for key in resolver.pages}
    values = {
        "site": site,
        "is_public": True,
        "slug": post.slug,
        "path": (post.get_url_parts() or (0, "", ""))[2] or "",
        "summary": summary,
        "body": body,
        "markdown": post_as_markdown(post.body.stream_block, summary, body),
        "surrogate_keys": sorted(keys),
        "chosen_related": chosen,
        "category_slug": category.slug if category else "",
        "author_slug": author.slug if author else "",
        "reviewer_slug": reviewer.slug if reviewer else "",
        "tag_slugs": "".join(f"/{slug}" for slug in tags) + "/",
        "image_keys": "".join(f"/{key}" for key in sorted(resolver.images)) + "/",
        "first_published_at": post.first_published_at,
    }
    return Document(values, _hash(summary, body, chosen))


@dataclass(frozen=True)
class Change:
    """What consumers see change.

    Args:
        document: as it is now.
        was_public: whether it was there for them before.
    """

    document: PublishedDocument
    was_public: bool


def store(page_id: int, *, now: datetime) -> list[Change]:
    """Render a page's document anew and store it; a trace of it where it is not public any more.

    The caller holds a transaction and sees to it that only one renders this page at a time.

    Args:
        page_id: key of the page.
        now: the time of the change.

    Returns:
        What changed for consumers, in this order: mostly nothing or one document; two when the
        post moved to another site.
    """
    stored = {document.site_id: document for document in _documents_of(page_id)}
    post = BlogPostPage.objects.filter(pk=page_id).first()
    site = _site_of(post) if post else None
    if post is None or site is None or not public_posts(site).filter(pk=page_id).exists():
        post = site = None
    changes = [
        _withdraw(document, now)
        for site_id, document in stored.items()
        if document.is_public and not (site and site_id == site.pk)
    ]
    if post is None or site is None:
        return changes
    rendered = render(post, site)
    document = stored.get(site.pk) or PublishedDocument(page_id=page_id)
    was_public = bool(document.pk and document.is_public)
    if was_public and document.etag == rendered.etag:
        return changes
    for name, value in rendered.values.items():
        setattr(document, name, value)
    document.etag = rendered.etag
    return [*changes, Change(_save(document, now), was_public)]


def _documents_of(page_id: int) -> Iterable[PublishedDocument]:
    return PublishedDocument.objects.filter(page_id=page_id).order_by("pk")


def _withdraw(document: PublishedDocument, now: datetime) -> Change:
    document.is_public = False
    document.summary, document.body, document.markdown = {}, {}, ""
    document.etag = ""
    document.chosen_related, document.surrogate_keys = [], []
    document.image_keys = document.tag_slugs = ""
    return Change(_save(document, now), was_public=True)


def _save(document: PublishedDocument, now: datetime) -> PublishedDocument:
    document.sequence = Sequence.take()
    # Others wait now. The time goes with the numbers, however long a rendering took before.
    newest = PublishedDocument.objects.order_by("-sequence").values_list("modified_at", flat=True)
    document.modified_at = max(now, newest.first() or now)
    document.save()
    return document


def _site_of(page: Page) -> Site | None:
    site: Site | None = page.get_site()
    return site


def _summary(post: BlogPostPage, resolver: Resolver, standing: Standing) -> dict[str, Any]:
    url = resolver.absolute(post.url or "")
    blog_url = url.removesuffix(f"{post.slug}/")
    replies = ReaderComment.objects.of_page(post.pk).threads()
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
        "category": _subject(post.category, blog_url),
        "tags": [_subject(tag, blog_url) for tag in post.tags.all()],
        "author": _person(post.author, blog_url),
        # Said only while the whole text is what a reviewer read.
        "reviewer": _person(standing.reviewer, blog_url) if standing.is_complete else None,
        "reviewed_on": standing.reviewed_on if standing.is_complete else None,
        "image": resolver.image(post.hero_image),
        "crisis_resources_first": post.shows_crisis_resources_first,
        "comments_open": not CommentSettings.for_page(post).closed_because(post, timezone.now()),
        "comment_count": replies.aggregate(total=Sum("thread_count"))["total"] or 0,
    }


def _review(standing: Standing) -> dict[str, Any]:
    return {
        "state": standing.state,
        "reviewed_on": standing.reviewed_on,
        "sections": [
            {
                "id": key,
                "state": "reviewed" if day else "not_reviewed",
                "reviewed_on": day,
            }
            for key, day in standing.sections.items()
            if key != HEAD
        ],
    }


def _subject(subject: Any, blog_url: str) -> dict[str, str] | None:
    if subject is None:
        return None
    return {"name": subject.name, "slug": subject.slug, "url": listing_url(blog_url, subject)}


def _person(person: Person | None, blog_url: str) -> dict[str, str] | None:
    if person is None:
        return None
    return {
        "name": person.name,
        "slug": person.slug,
        "credentials": person.credentials,
        "job_title": person.job_title,
        "url": listing_url(blog_url, person),
    }


def _hash(*parts: Any) -> str:
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
