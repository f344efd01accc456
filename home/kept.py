"""What people sent by the site's forms: found, erased and deleted in time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from wagtail.models import Site

from core.wagtail_internals import FormSubmission
from home.models import FormPage, FormSettings, SentForm

# A form that is older can't be sent any more (`home.forms.MAXIMUM_SECONDS`), and not twice either.
REMEMBER_SENT = timedelta(days=2)


def submissions_of(email: str) -> list[FormSubmission]:
    """Return what was sent with an e-mail address among the answers, the oldest first.

    Args:
        email: in any spelling; an answer counts that is this address and nothing else.
    """
    wanted = email.strip().casefold()
    return [
        submission
        for submission in FormSubmission.objects.select_related("page").order_by("pk").iterator()
        if wanted and wanted in _answers(submission)
    ]


def erase_submissions(email: str) -> int:
    """Delete what was sent with an e-mail address among the answers; return how many they were."""
    found = [submission.pk for submission in submissions_of(email)]
    return FormSubmission.objects.filter(pk__in=found).delete()[0]


def purge_submissions(now: datetime) -> int:
    """Delete what was sent longer ago than its site keeps it; return how many they were.

    Args:
        now: the time.
    """
    SentForm.objects.filter(sent_at__lt=now - REMEMBER_SENT).delete()
    deleted = 0
    for site in Site.objects.all():
        until = now - timedelta(days=FormSettings.for_site(site).keep_days)
        pages = FormPage.objects.descendant_of(site.root_page)
        old = FormSubmission.objects.filter(page__in=pages, submit_time__lt=until)
        deleted += old.delete()[0]
    return deleted


def _answers(submission: FormSubmission) -> Iterator[str]:
    for value in submission.form_data.values():
        if isinstance(value, str):
            yield value.strip().casefold()
