"""Telling the owner, once for each post, that its review is due."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from blog.models import ClinicalReviewSettings, PostReview


def remind(now: datetime) -> int:
    """Mail the owner about the posts whose review is due and that were not mailed yet.

    One mail for all that fell due, at most; harmless on several nodes at once: the rows are
    locked until the mail is on its way, and what can't be sent is tried again.

    Args:
        now: the time.

    Returns:
        How many posts were mailed.
    """
    told = 0
    for review_settings in ClinicalReviewSettings.objects.exclude(remind=""):
        with transaction.atomic():
            due = PostReview.objects.select_for_update(of=("self",), skip_locked=True).filter(
                Q(reminded_for=None) | ~Q(reminded_for=F("due_on")),
                due_on__lte=timezone.localdate(now),
                post__live=True,
                post__path__startswith=review_settings.site.root_page.path,
            )
            reviews = list(due.select_related("post").order_by("due_on", "pk"))
            if not reviews:
                continue
            PostReview.objects.filter(pk__in=[review.pk for review in reviews]).update(
                reminded_for=F("due_on")
            )
            report = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('clinical_reviews_report')}"
            count = len(reviews)
            send_mail(
                f"{count} post{'s are' if count > 1 else ' is'} due for medical review",
                render_to_string(
                    "blog/mail/reviews_due.txt", {"reviews": reviews, "report": report}
                ),
                None,
                [review_settings.remind],
            )
            told += count
    return told
