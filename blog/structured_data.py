"""Posts in schema.org's words."""

from typing import Any

from blog.blocks.updates import UpdateKind
from blog.citations import PostSources, citing
from blog.listings import listing_url
from blog.models import BlogPostPage, Person, Source
from blog.models.sources import SourceKind
from core.blocks import facts_of
from images.models import CustomImage

# Those of schema.org's types that say most of each kind.
TYPES_OF_SOURCES = {
    SourceKind.JOURNAL_ARTICLE: "MedicalScholarlyArticle",
    SourceKind.SYSTEMATIC_REVIEW: "MedicalScholarlyArticle",
    SourceKind.GUIDELINE: "MedicalGuideline",
    SourceKind.REGULATOR: "WebPage",
    SourceKind.REPORT: "Report",
    SourceKind.BOOK: "Book",
    SourceKind.WEB_PAGE: "WebPage",
}


def person(who: Person, *, blog_url: str) -> dict[str, Any]:
    """Return an author or reviewer as a `Person`.

    Args:
        who: the person.
        blog_url: the blog's absolute address, below which the profile stands.
    """
    return _without_empty(
        {
            "@type": "Person",
            "@id": f"{listing_url(blog_url, who)}#person",
            "name": who.name,
            "honorificSuffix": who.credentials,
            "jobTitle": who.job_title,
            "url": listing_url(blog_url, who),
            "sameAs": who.website,
        }
    )


def medical_web_page(
    post: BlogPostPage,
    *,
    url: str,
    blog_url: str,
    clinic_id: str,
    image_url: str,
    sources: PostSources,
) -> dict[str, Any]:
    """Return a post as a page that is both a `MedicalWebPage` and a `BlogPosting`.

    Args:
        post: the post.
        url: its absolute address.
        blog_url: the blog's absolute address.
        clinic_id: the `@id` of the publisher.
        image_url: absolute address of the image for shares; empty without.
        sources: what it cites.
    """
    # Said only while what is shown is what was reviewed.
    review = post.shown_review
    is_reviewed = bool(review and review.is_complete)
    modified = post.updated_at or post.first_published_at
    return _without_empty(
        {
            "@type": ["MedicalWebPage", "BlogPosting"],
            "@id": f"{url}#post",
            "url": url,
            "mainEntityOfPage": url,
            "headline": post.title,
            "description": post.search_description or post.summary,
            "inLanguage": "en-US",
            "isAccessibleForFree": True,
            "datePublished": post.first_published_at.isoformat() if post.first_published_at else "",
            "dateModified": modified.isoformat() if modified else "",
            "author": person(post.author, blog_url=blog_url) if post.author else None,
            "reviewedBy": person(review.reviewer, blog_url=blog_url)
            if is_reviewed and review and review.reviewer
            else None,
            "lastReviewed": review.reviewed_on.isoformat()
            if is_reviewed and review and review.reviewed_on
            else "",
            "publisher": {"@id": clinic_id},
            "image": image(post.hero_image, url=image_url) if image_url else None,
            "articleSection": post.category.name if post.category else "",
            "keywords": [tag.name for tag in post.tag_list],
            "timeRequired": f"PT{post.reading_minutes}M",
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": update["text"],
                    "datePublished": update["changed_on"].isoformat(),
                }
                for update in post.update_list
                if update["kind"] == UpdateKind.CORRECTION
            ],
            "citation": [citation(cited.source) for cited in sources.cited],
        }
    )


def image(what: CustomImage | None, *, url: str) -> dict[str, Any]:
    """Return an image as an `ImageObject` with who made it and under which terms it is used.

    Args:
        what: the image of the library; None where it is not known.
        url: its absolute address.
    """
    licence = what.licence if what else ""
    return _without_empty(
        {
            "@type": "ImageObject",
            "url": url,
            "caption": what.description if what else "",
            "creditText": what.credit if what else "",
            # Editors write a licence's name or its address; a name alone is a work's.
            "license": licence
            if not licence or licence.startswith("https://")
            else {"@type": "CreativeWork", "name": licence},
        }
    )


def faq_page(post: BlogPostPage, *, url: str) -> dict[str, Any] | None:
    """Return the questions and answers of a post as an `FAQPage`, or None without any."""
    # An answer stands alone there, without the list that its numbers lead to.
    with citing(PostSources()):
        questions = [
            {
                "@type": "Question",
                "name": item["question"],
                "acceptedAnswer": {"@type": "Answer", "text": str(item["answer"])},
            }
            for section in post.body
            if (field := facts_of(section.block).questions_field)
            for item in section.value[field]
        ]
    if not questions:
        return None
    return {"@type": "FAQPage", "@id": f"{url}#faq", "mainEntity": questions}


def citation(source: Source) -> dict[str, Any]:
    """Return a source as the work that a post cites."""
    kind = TYPES_OF_SOURCES[SourceKind(source.kind)]
    is_article = kind == "MedicalScholarlyArticle"
    return _without_empty(
        {
            "@type": kind,
            "name": source.title,
            "author": source.authors,
            "datePublished": str(source.year),
            "publicationType": "Systematic review"
            if is_article and source.kind == SourceKind.SYSTEMATIC_REVIEW
            else "",
            "isPartOf": {"@type": "CreativeWork", "name": source.publication}
            if source.publication
            else None,
            "identifier": f"doi:{source.doi}" if source.doi else "",
            "url": source.href,
            "creativeWorkStatus": source.get_withdrawn_reason_display()
            if source.withdrawn_on
            else "",
        }
    )


def _without_empty(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if value not in ("", None, [])}
