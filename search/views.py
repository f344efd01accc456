"""The search page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from wagtail.models import Site

from blog.models import BlogIndexPage, BlogPostPage, public_posts
from core.network import network_key, network_of
from search import unfound
from search.highlights import excerpt, highlight
from search.services import (
    QUERY_LENGTH,
    NoSuchPage,
    Query,
    Results,
    search,
)

LATEST_POSTS = 3  # offered to who has not searched yet or found nothing


@dataclass(frozen=True)
class Hit:
    """A page in the list of results.

    Args:
        url: its address.
        title: its title, with the words marked.
        excerpt: what it says about them.
        section: heading of the section that answers; empty for none.
        section_url: the section's own address.
        post: the post, if it is one.
    """

    url: str
    title: SafeString
    excerpt: SafeString
    section: SafeString
    section_url: str
    post: BlogPostPage | None


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the search form and what was found.

    Raises:
        Http404: for a page of results that does not exist.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    query = Query(
        text=request.GET.get("q", "")[:QUERY_LENGTH].strip(),
        category=request.GET.get("category", ""),
        author=request.GET.get("author", ""),
        page=request.GET.get("page", "1"),
        as_typed=request.GET.get("as_typed") == "1",
    )
    try:
        results = search(query, site=site)
    except NoSuchPage as error:
        raise Http404("The results have no such page.") from error
    unfound.note(results, network=network_key(network_of(request)), today=timezone.localdate())
    categories, people = results.choices
    index = BlogIndexPage.objects.live().descendant_of(site.root_page).first()
    narrowed = {"category": query.category, "author": query.author}
    narrowed = {name: value for name, value in narrowed.items() if value}
    chosen = {"q": query.text, **narrowed} | ({"as_typed": "1"} if query.as_typed else {})
    context: dict[str, Any] = {
        "query": query,
        "results": results,
        "hits": _hits(results, request),
        "categories": categories,
        "people": people,
        "blog_url": index.get_url(request) if index else "",
        "query_string": urlencode(chosen) + "&",
        "suggestions": [
            (each, f"?{urlencode({**narrowed, 'q': each})}") for each in results.suggestions
        ],
        "as_typed_url": f"?{urlencode({**narrowed, 'q': query.text, 'as_typed': 1})}",
    }
    if results.is_empty:
        context["latest_posts"] = public_posts(site).newest_first().for_cards()[:LATEST_POSTS]
    response = render(request, "search/search_page.html", context)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        # The page has Wagtail's user bar, which is nobody else's. Whoever is logged in may get
        # the page without it from a cache, which takes nothing from them; so no Vary.
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response


def _hits(results: Results, request: HttpRequest) -> list[Hit]:
    hits = []
    for page in results.pages or []:
        post = results.posts.get(page.pk)
        passage = results.passages.get(page.pk)
        url = page.get_url(request) or ""
        # Without the words in its sections, a post is best told by its summary.
        text = excerpt(passage["text"], results.stems) if passage else ""
        text = text or (post.summary if post else page.search_description)
        anchor = passage["anchor"] if passage else ""
        hits.append(
            Hit(
                url=url,
                title=highlight(page.title, results.stems),
                excerpt=highlight(text, results.stems),
                section=highlight(passage["heading"] if passage else "", results.stems),
                section_url=f"{url}#{anchor}" if anchor else "",
                post=post,
            )
        )
    return hits
