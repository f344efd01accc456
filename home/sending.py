"""Sending one of the site's forms: once, and not too often."""

import json
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from wagtail.models import Page

from core.budgets import HOUR, Budget, spend
from core.hashes import text_hash, token_hash
from core.network import network_of
from home.forms import SpamSafeForm
from home.models.forms import FormSettings, SentForm


class AlreadySent(Exception):  # noqa: N818 - it is an answer, not a fault
    """The form was sent before, with other answers."""

    message = (
        "This form was sent before, with other answers. If these are to be sent too, please press "
        "the button once more."
    )


def send_once(
    *, form: SpamSafeForm, request: HttpRequest, store: Callable[[], object], now: datetime
) -> None:
    """Store what was sent, unless the same came before: a second click's.

    Args:
        form: valid, of a page.
        request: brings the network, for which budgets count.
        store: stores the answers, and queues what follows from them.
        now: the time.

    Raises:
        AlreadySent: when the form came before with other answers.
        BudgetSpent: when too many came from the network, for the page or for the site.
    """
    stamp = token_hash(form.stamp_received)
    answers = text_hash(json.dumps(form.cleaned_data, default=str, sort_keys=True))
    if _came_before(stamp, answers):
        return
    spend(budgets(request, form.page))
    try:
        with transaction.atomic():
            SentForm.objects.create(stamp=stamp, answers=answers, sent_at=now)
            store()
    except IntegrityError:
        # Both clicks at the same time.
        if not _came_before(stamp, answers):
            raise


def budgets(request: HttpRequest, page: Page) -> list[Budget]:
    """Return what may be sent in an hour: from the network, for the page, for the whole site."""
    settings = FormSettings.for_request(request)
    return [
        Budget("forms-of-network", text_hash(network_of(request)), settings.per_network, HOUR),
        Budget("forms-of-page", str(page.pk), settings.per_page, HOUR),
        Budget("forms-of-site", str(settings.site_id), settings.per_site, HOUR),
    ]


def _came_before(stamp: str, answers: str) -> bool:
    earlier = SentForm.objects.filter(stamp=stamp).first()
    if earlier and earlier.answers != answers:
        raise AlreadySent
    return earlier is not None
