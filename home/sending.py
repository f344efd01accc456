"""Sending one of the site's forms: once, and not too often."""

import json
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest
from wagtail.models import Page, Site

from core.budgets import HOUR, Budget, BudgetSpent, spend
from core.hashes import text_hash, token_hash
from core.network import network_key, network_of
from core.origins import is_foreign
from core.recognition import LONGEST_TEXT, Level, recognise
from core.refusal import Refusal
from home.emergencies import raise_emergency
from home.forms import SpamSafeForm
from home.models.forms import FormSettings, SentForm


class AlreadySent(Refusal):
    """The form was sent before, with other answers."""

    message = (
        "This form was sent before, with other answers. If these are to be sent too, please press "
        "the button once more."
    )


# What is over a budget and speaks of danger is taken all the same, up to this number an hour.
KEPT_IN_ALL = 100


def words_of(form: SpamSafeForm) -> str:
    """Return all that somebody typed into a form, as far as it is looked through."""
    answers = (value for value in form.data.values() if isinstance(value, str))
    return "\n".join(answer[:LONGEST_TEXT] for answer in answers)


def speaks_of_danger(form: SpamSafeForm) -> bool:
    """Return whether its writer must find help before anything else; whatever is wrong with it."""
    return form.is_bound and recognise(words_of(form)).level >= Level.CONCERN


def send_once(
    *,
    form: SpamSafeForm,
    request: HttpRequest,
    kind: str,
    store: Callable[[], Model | None],
    now: datetime,
) -> None:
    """Store what was sent, unless the same came before: a second click's.

    What may speak of an emergency is told to who looks at them; no budget loses it.

    Args:
        form: valid, of a page.
        request: brings the network, for which budgets count.
        kind: what it is, of `home.emergencies.kinds`.
        store: stores the answers, queues what follows from them, and returns what it stored.
        now: the time.

    Raises:
        AlreadySent: when the form came before with other answers.
        BudgetSpent: when too many came from the network, for the page or for the site.
    """
    stamp = token_hash(form.stamp_received)
    answers = text_hash(json.dumps(form.cleaned_data, default=str, sort_keys=True))
    if _came_before(stamp, answers):
        return
    danger = recognise(words_of(form)).level
    try:
        spend(budgets(request, form.page))
    except BudgetSpent:
        if danger < Level.CONCERN:
            raise
        spend([Budget("forms-kept", "all", KEPT_IN_ALL, HOUR)])
    try:
        with transaction.atomic():
            SentForm.objects.create(stamp=stamp, answers=answers, sent_at=now)
            stored = store()
            if stored is not None and danger == Level.EMERGENCY:
                raise_emergency(
                    kind=kind,
                    key=stored.pk,
                    site=form.page.get_site() or Site.objects.get(is_default_site=True),
                    place=form.page.title,
                    now=now,
                )
    except IntegrityError:
        # Both clicks at the same time.
        if not _came_before(stamp, answers):
            raise


def keep_invalid(
    *,
    form: SpamSafeForm,
    request: HttpRequest,
    kind: str,
    store: Callable[[], Model],
    now: datetime,
) -> None:
    """Keep what could not be taken as it is, if it may speak of an emergency.

    Args:
        form: with errors.
        request: the request.
        kind: what it is, of `home.emergencies.kinds`.
        store: stores what came, whatever is missing, and returns it.
        now: the time.
    """
    if is_foreign(request) or recognise(words_of(form)).level < Level.EMERGENCY:
        return
    words = token_hash(f"kept {form.stamp_received} {words_of(form)}")
    if SentForm.objects.filter(stamp=words).exists():
        return
    try:
        spend([Budget("forms-kept", "all", KEPT_IN_ALL, HOUR)])
    except BudgetSpent:
        return
    with transaction.atomic():
        SentForm.objects.create(stamp=words, answers=words, sent_at=now)
        site = form.page.get_site() or Site.objects.get(is_default_site=True)
        raise_emergency(kind=kind, key=store().pk, site=site, place=form.page.title, now=now)


def budgets(request: HttpRequest, page: Page) -> list[Budget]:
    """Return what may be sent in an hour: from the network, for the page, for the whole site."""
    settings = FormSettings.for_request(request)
    return [
        Budget("forms-of-network", network_key(network_of(request)), settings.per_network, HOUR),
        Budget("forms-of-page", str(page.pk), settings.per_page, HOUR),
        Budget("forms-of-site", str(settings.site_id), settings.per_site, HOUR),
    ]


def _came_before(stamp: str, answers: str) -> bool:
    earlier = SentForm.objects.filter(stamp=stamp).first()
    if earlier and earlier.answers != answers:
        raise AlreadySent
    return earlier is not None
