"""The search page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from wagtail.models import Site

from blog.models import BlogIndexPage, BlogPostPage, public_posts
from search.highlights import excerpt, highlight
from search.services import (
    QUERY_LENGTH,
    NoSuchPage,
    Query,
    Results,
    filter_choices,
    search,
)

LATEST_POSTS = 3  # offered to who has not searched yet or found nothing


@dataclass(frozen=True)
class Hit:
    """A page in the list of results."""

    url: str
    title: SafeString
    excerpt: SafeString
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
    )
    try:
        results = search(query, site=site)
    except NoSuchPage as error:
        raise Http404("The results have no such page.") from error
    categories, people = filter_choices(site)
    index = BlogIndexPage.objects.live().descendant_of(site.root_page).first()
    chosen = {"q": query.text, "category": query.category, "author": query.author}
    context: dict[str, Any] = {
        "query": query,
        "results": results,
        "hits": _hits(results, request),
        "categories": categories,
        "people": people,
        "blog_url": index.get_url(request) if index else "",
        "query_string": urlencode({name: value for name, value in chosen.items() if value}) + "&",
        "suggestion_url": f"?{urlencode({**chosen, 'q': results.suggestion})}",
    }
    if not results.count:
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
        text = page.search_description
        if post:
            found = excerpt(post.plain_text, results.words)
            # Without the words in its sections, a post is best told by its summary.
            text = found if "<mark>" in highlight(found, results.words) else post.summary
        hits.append(
            Hit(
                url=page.get_url(request) or "",
                title=highlight(page.title, results.words),
                excerpt=highlight(text, results.words),
                post=post,
            )
        )
    return hits
