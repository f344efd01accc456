"""Where a reader reports a problem with a post."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from blog.models import ClinicalReviewSettings, ProblemReport, public_posts
from blog.problems.forms import ProblemReportForm
from comments.models import MAXIMUM_KEY
from core.budgets import HOUR, Budget, BudgetSpent, spend
from core.hashes import text_hash
from core.network import network_of

REPORTS_AN_HOUR = 5  # from one network


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_problem(request: HttpRequest, post_id: int) -> HttpResponse:
    """Ask what is wrong with a post, and open a task for the desk.

    Args:
        request: the request.
        post_id: key of a public post.

    Raises:
        Http404: when there is no such post for everybody.
    """
    site = Site.find_for_request(request)
    # SQLite can't look for a number that no key can be.
    is_key = post_id <= MAXIMUM_KEY
    post = public_posts(site).filter(pk=post_id).first() if site and is_key else None
    if post is None:
        raise Http404("There is no such post.")
    form = ProblemReportForm(request.POST if request.method == "POST" else None, page=post)
    context = {"post": post, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "blog/problems/report.html", context, status=status)
    try:
        network = text_hash(network_of(request))
        spend([Budget("problems", network, REPORTS_AN_HOUR, HOUR)])
    except BudgetSpent as spent:
        form.add_error(
            None, "That is many reports in an hour. Nothing is lost: please send it again later."
        )
        response = render(request, "blog/problems/report.html", context, status=429)
        response["Retry-After"] = str(spent.retry_after)
        return response
    if report := form.save():
        transaction.on_commit(lambda: _tell_desk(report))
    return render(request, "blog/problems/reported.html", context, status=201)


def _tell_desk(report: ProblemReport) -> None:
    """Mail the desk that there is a task; the task is there whether or not the mail arrives."""
    site = report.post.get_site()
    address = ClinicalReviewSettings.for_site(site).remind if site else ""
    if not address:
        return
    title = " ".join(report.post.title.split())  # a subject is one line
    edit = reverse("wagtailsnippets_blog_problemreport:edit", args=[report.pk])
    send_mail(
        f"A reader reports a problem with “{title}”",
        f"{report.text}\n\n{settings.WAGTAILADMIN_BASE_URL}{edit}\n",
        None,
        [address],
        fail_silently=True,
    )
