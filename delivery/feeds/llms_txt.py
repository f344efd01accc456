"""`llms.txt`: what the site has, for programs that read text (https://llmstxt.org)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from delivery.models import PublishedDocument
from delivery.published.markdown import plain
from home.models import OrganisationSettings

MOST = 200  # posts; a file for language models is read whole


@require_safe
@cache_control(public=True, max_age=3600)
def llms(request: HttpRequest) -> HttpResponse:
    """List the posts with links to their Markdown.

    Raises:
        Http404: when no site answers to the host name.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers to this host name.")
    organisation = OrganisationSettings.for_site(site)
    documents = PublishedDocument.objects.public(site).defer("body", "markdown", "image_keys")
    lines = [f"# {site.site_name or organisation.name}", ""]
    if organisation.description:
        lines += [f"> {organisation.description}", ""]
    lines += ["## Posts", ""]
    for document in documents.order_by("-first_published_at", "-page_id")[:MOST]:
        address = reverse("content-v1:getPostAsMarkdown", args=[document.slug])
        title, summary = plain(document.summary["title"]), plain(document.summary["summary"])
        lines.append(f"- [{title}]({site.root_url}{address}): {summary}")
    description = f"{site.root_url}{reverse('content-v1:openapi-json')}"
    lines += ["", "## API", "", f"- [OpenAPI description]({description}): posts as typed JSON", ""]
    response = HttpResponse("\n".join(lines), "text/plain; charset=utf-8")
    response["Surrogate-Key"] = "posts"
    return response
