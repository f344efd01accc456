"""Posts and their lists as structured data."""

from typing import Any
from urllib.parse import urljoin

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from blog.models import BlogPostPage, Person
from blog.structured_data import faq_page, medical_web_page
from blog.structured_data import person as person_data
from home.json_ld import json_ld
from home.navigation import Link
from home.structured_data import breadcrumb_list, medical_clinic

register = template.Library()


@register.simple_tag(takes_context=True)
def post_structured_data(
    context: dict[str, Any], page: BlogPostPage, links: list[Link], image_url: str = ""
) -> SafeString:
    """Write a post into its page as JSON-LD.

    Args:
        context: the template's.
        page: the post.
        links: its breadcrumbs.
        image_url: absolute address of the image for shares.
    """
    url = page.get_full_url(context["request"]) or ""
    clinic = medical_clinic(context["organisation"], url=urljoin(url, "/"))
    graph = [
        medical_web_page(
            page,
            url=url,
            blog_url=url.removesuffix(f"{page.slug}/"),
            clinic_id=clinic["@id"],
            image_url=image_url,
            sources=context["sources"],
        ),
        breadcrumb_list([(link.text, urljoin(url, link.href)) for link in links]),
        clinic,
    ]
    if questions := faq_page(page, url=url):
        graph.append(questions)
    return json_ld(graph)


@register.simple_tag(takes_context=True)
def listing_structured_data(
    context: dict[str, Any], page: Page, who: Person | str | None
) -> SafeString:
    """Write the blog, or the person whose posts are listed, into a list as JSON-LD."""
    url = page.get_full_url(context["request"]) or ""
    clinic = medical_clinic(context["organisation"], url=urljoin(url, "/"))
    if isinstance(who, Person):
        profile = person_data(who, blog_url=url) | {"worksFor": {"@id": clinic["@id"]}}
        return json_ld([{"@type": "ProfilePage", "mainEntity": profile}, clinic])
    blog = {
        "@type": "Blog",
        "@id": f"{url}#blog",
        "name": page.title,
        "url": url,
        "publisher": {"@id": clinic["@id"]},
    }
    return json_ld([blog, clinic])
