"""Where a reader reports a problem with a post."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from blog.models import ClinicalReviewSettings, ProblemReport, public_posts
from blog.reader_reports.emergencies import PROBLEM_REPORT
from blog.reader_reports.forms import ProblemReportForm
from core.budgets import BudgetSpent
from core.outbox import queue_mail
from home.forms import too_many
from home.sending import AlreadySent, keep_invalid, send_once, speaks_of_danger


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
    post = public_posts(site).filter(pk=post_id).first() if site else None
    if post is None:
        raise Http404("There is no such post.")
    form = ProblemReportForm(request.POST if request.method == "POST" else None, page=post)
    context = {"post": post, "form": form, "is_urgent": speaks_of_danger(form)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        if form.errors:
            _keep(form, request)
        return render(request, "blog/reader_reports/report.html", context, status=status)
    now = timezone.now()
    try:
        send_once(
            form=form,
            request=request,
            kind=PROBLEM_REPORT,
            store=lambda: _store(form, now),
            now=now,
        )
    except AlreadySent as sent:
        form.add_error(None, sent.message)
        return render(request, "blog/reader_reports/report.html", context, status=422)
    except BudgetSpent as spent:
        form.add_error(None, too_many(spent.retry_after))
        context["too_many"] = True
        response = render(request, "blog/reader_reports/report.html", context, status=429)
        response["Retry-After"] = str(spent.retry_after)
        return response
    return render(request, "blog/reader_reports/reported.html", context, status=201)


def _keep(form: ProblemReportForm, request: HttpRequest) -> None:
    text = request.POST.get("text", "")[:4000]
    keep_invalid(
        form=form,
        request=request,
        kind=PROBLEM_REPORT,
        store=lambda: ProblemReport.objects.create(post=form.page, text=text),
        now=timezone.now(),
    )


def _store(form: ProblemReportForm, now: datetime) -> ProblemReport | None:
    report = form.save()
    if report is None:
        return None
    site = report.post.get_site()
    queue_mail(
        key=f"problem:{report.pk}",
        to=ClinicalReviewSettings.for_site(site).remind if site else "",
        template="blog/mail/problem_reported.txt",
        context={
            "report": report,
            "address": settings.WAGTAILADMIN_BASE_URL
            + reverse("wagtailsnippets_blog_problemreport:edit", args=[report.pk]),
        },
        now=now,
    )
    return report
