"""All that is kept about a person, by every app, is shown and erased by one door."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Page

from accounts.models import User
from accounts.roles import EDITOR
from blog.models import BlogPostPage, ProblemReport
from comments.mailed_links import issue
from comments.models import MailedLink, ReaderComment, Status, Subscription
from core import outbox, personal_data
from core.models import OutboxItem
from core.outbox import queue_mail
from delivery.models import WebhookDelivery, WebhookEndpoint
from delivery.webhooks.queue import send_again
from home.models import FormPage, HomePage

EMAIL = "Anna@Example.com"
WORDS = "My diagnosis is a secret word"


@pytest.fixture
def anna(
    post: BlogPostPage,
    reply: Callable[..., ReaderComment],
    make_user: Callable[..., User],
) -> ReaderComment:
    """Somebody of whom each app keeps something."""
    WebhookEndpoint.objects.create(
        name="App", url="https://app.example.com/", events=["comment.approved", "comment.removed"]
    )
    make_user(EDITOR, email=EMAIL.lower(), first_name="Anna")
    comment = reply(WORDS, email=EMAIL, name="Anna Realname", follow="page")
    issue(MailedLink.Purpose.DATA, now=timezone.now(), email=EMAIL)
    queue_mail(
        key="a mail",
        to=EMAIL,
        template="comments/mail/my_data.txt",
        context={},
        now=timezone.now() + timedelta(days=1),
    )
    ProblemReport.objects.create(post=post, text=WORDS, email=EMAIL)
    home = HomePage.objects.get(pk=post.get_site().root_page_id)
    page = home.add_child(
        instance=FormPage(title="Appointment", slug="appointment", thank_you_text="<p>Thanks.</p>")
    )
    FormSubmission.objects.create(
        page=Page.objects.get(pk=page.pk), form_data={"your_e_mail": EMAIL, "why": WORDS}
    )
    return comment


# Holdings from which nobody can be told, so that nothing is shown: keyed counters.
NAMELESS = {"password_tries"}
# What each of the others shows of somebody who is in all of them.
EXPECTED = {
    "deliveries",
    "follows",
    "form_submissions",
    "links",
    "mails",
    "problem_reports",
    "replies",
    "staff_accounts",
}


def test_every_holding_is_shown(anna: ReaderComment) -> None:
    shown = personal_data.export_person("anna@example.com")

    assert {each.name for each in personal_data.holdings()} == EXPECTED | NAMELESS
    for name in EXPECTED:
        assert shown[name], name
    json.dumps(shown)


def test_nothing_stays_but_the_log_in_of_a_colleague(anna: ReaderComment) -> None:
    personal_data.erase_person("anna@example.com", now=timezone.now())

    shown = personal_data.export_person("anna@example.com")
    assert {name for name in EXPECTED if shown[name]} == {"staff_accounts"}
    for model in (ReaderComment, ProblemReport, FormSubmission, OutboxItem, WebhookDelivery):
        rows = json.dumps(list(model._default_manager.values()), default=str)
        assert "secret word" not in rows, model
        assert "Anna Realname" not in rows, model
    assert not Subscription.objects.exists()


def test_other_programs_are_told_and_never_sent_what_was_erased(anna: ReaderComment) -> None:
    waiting = WebhookDelivery.objects.get()
    assert WORDS in str(waiting.payload)

    personal_data.erase_person(EMAIL, now=timezone.now())

    waiting.refresh_from_db()
    assert waiting.done_at
    assert "secret" not in str(waiting.payload)
    removed = WebhookDelivery.objects.get(event_type="comment.removed")
    assert removed.payload["data"] == {"comment": {"id": anna.pk, "post_id": anna.page_id}}
    assert removed.done_at is None
    assert send_again(delivery=waiting, now=timezone.now())
    assert "secret" not in str(WebhookDelivery.objects.get(pk=waiting.pk).payload)


def test_page_asks_once_more_before_it_erases(client: Client, anna: ReaderComment) -> None:
    client.post("/comments/my-data/", {"email": EMAIL})
    outbox.work_off()
    found = re.search(r"http://testserver(/comments/my-data/\S+)", str(mail.outbox[-1].body))
    assert found

    shown = unescape(client.get(found[1]).content.decode())
    asked = client.post(found[1], {"action": "erase"}).content.decode()

    for holding in personal_data.holdings():
        assert (holding.label in shown) == (holding.name in EXPECTED), holding.name
    assert "Erase everything?" in asked
    assert "This stays: Log-ins of the team." in asked
    assert ReaderComment.objects.get().comment == WORDS
    client.post(found[1], {"action": "erase", "sure": "yes"})
    assert ReaderComment.objects.get().comment == ""
    assert not FormSubmission.objects.exists()


def test_commands_go_through_the_same_door(anna: ReaderComment) -> None:
    shown, erased = StringIO(), StringIO()
    call_command("export_reader", EMAIL, stdout=shown)
    call_command("erase_reader", EMAIL, "--yes", stdout=erased)

    assert set(json.loads(shown.getvalue())) == EXPECTED | NAMELESS | {"email"}
    assert "form_submissions: 1 erased" in erased.getvalue()
    assert not ProblemReport.objects.exists()


def test_other_secret_key_loses_nobody_s_data(anna: ReaderComment) -> None:
    with override_settings(SECRET_KEY="another-key-which-is-long-enough-to-be-accepted-by-all"):
        assert personal_data.export_person(EMAIL)["replies"]
    with override_settings(HASH_KEY="a-lost-key"):
        # The hash is not found any more; the address itself still is.
        assert personal_data.export_person(EMAIL)["replies"]
        assert personal_data.erase_person(EMAIL, now=timezone.now())["replies"] == 1


def test_erasure_spares_others(anna: ReaderComment, reply: Callable[..., ReaderComment]) -> None:
    other = reply("Words of Eve", email="eve-anna@example.com", to=anna)

    personal_data.erase_person(EMAIL, now=timezone.now())

    other.refresh_from_db()
    assert (other.comment, other.status) == ("Words of Eve", Status.APPROVED)


def test_what_is_old_is_purged(anna: ReaderComment) -> None:
    ProblemReport.objects.update(state=ProblemReport.State.DONE)

    personal_data.purge(timezone.now() + timedelta(days=731))

    assert not ProblemReport.objects.exists()
    assert not FormSubmission.objects.exists()
    assert ReaderComment.objects.get().user_email == ""


def test_privacy_document_names_every_holding_and_how_long_it_is_kept() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "privacy.md").read_text(encoding="utf-8")

    for holding in personal_data.holdings():
        assert f"| {holding.label} | {holding.kept} |" in text, holding.name
