"""Who may open what in the admin: every address as each role, compared with access.csv."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    Site,
    UploadedFile,
    Workflow,
    WorkflowTask,
)
from wagtail.models.api import APIToken

from accounts.models import TwoFactorSettings, User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, FRONT_DESK, MODERATOR
from blog.models import (
    BlogIndexPage,
    BlogPostPage,
    Category,
    Person,
    ProblemReport,
    Source,
)
from blog.models.post import Tag
from comments.alarms import REPLY
from comments.models import GateRule
from comments.services import Author, post_comment
from core.models import RecognitionPhrase
from delivery.api.tokens import issue
from delivery.models import WebhookDelivery, WebhookEndpoint
from home.models import Emergency, FormPage
from images.models import CustomDocument
from search.models import SynonymSet
from tests import factories
from tests.accounts.admin_addresses import ADMIN, addresses

TABLE = Path(__file__).with_name("access.csv")
NOBODY = "Nobody"
ROLES = (EDITOR, CLINICAL_REVIEWER, MODERATOR, FRONT_DESK, ADMINISTRATOR)
LOG_IN = "/admin/login/"
NOT_APPLICABLE = "404 or 405"  # nothing is there to be looked at


@pytest.fixture
def things(
    site: Site,
    blog: BlogIndexPage,
    post: BlogPostPage,
    make_post: Callable[..., BlogPostPage],
    make_user: Callable[..., User],
) -> dict[str, Any]:
    """One of each thing that the admin is about: its number by where it stands in an address."""
    boss = make_user(email="boss@example.com", is_superuser=True)
    member = make_user(EDITOR, email="member@example.com")
    TOTPDevice.objects.create(user=member, name="App")
    revision = post.save_revision()
    document = CustomDocument.objects.create(title="Leaflet", file=ContentFile(b"1", name="a.txt"))
    picture = factories.picture()
    form = FormPage(title="Form", slug="form", thank_you_text="Thank you.")
    Page.objects.get(pk=site.root_page_id).add_child(instance=form)
    task = GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(Group.objects.get(name=EDITOR))
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    in_review = make_post()
    in_review.save_revision()
    state = workflow.start(in_review, member)
    elsewhere = factories.BlogIndexPageFactory(
        parent=Page.objects.get(pk=site.root_page_id), slug="news"
    )
    endpoint = WebhookEndpoint.objects.create(
        name="App", url="https://example.com/", events=["post.published"]
    )
    delivery = WebhookDelivery.objects.create(
        endpoint=endpoint,
        event_id="1",
        event_type="post.published",
        created_at=timezone.now(),
        due_at=timezone.now(),
        payload={},
    )
    token, _ = issue(name="App", scopes=["read"], by=boss, now=timezone.now())
    theirs = APIToken(user=member, name="Theirs", key_hash="1", prefix="wagtail_1")
    theirs.save()
    comment = post_comment(
        page=post,
        author=Author(name="Ada", email="ada@example.com"),
        text="Thank you.",
        reply_to=None,
        now=timezone.now(),
    )
    emergency = Emergency.objects.create(
        kind=REPLY, key=comment.pk, site=site, place="Sleep", created_at=timezone.now()
    )
    numbers = {
        "page_id": post.pk,
        "post_id": post.pk,
        "parent_page_id": blog.pk,
        "page_pk": post.pk,
        "page_to_move_id": post.pk,
        "destination_id": elsewhere.pk,
        "revision_id": revision.pk,
        "revision_id_a": "live",
        "revision_id_b": "latest",
        "task_state_id": state.current_task_state_id,
        "workflow_state_id": state.pk,
        "workflow_pk": workflow.pk,
        "task_id": task.pk,
        "collection_id": Collection.get_first_root_node().add_child(name="Leaflets").pk,
        "redirect_id": Redirect.objects.create(old_path="/old", redirect_page=post).pk,
        "query_id": Query.objects.create(query_string="sleep").pk,
        "document_id": document.pk,
        "doc_id": document.pk,
        "image_id": picture.pk,
        "uploaded_file_id": UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(type(picture)),
            file=ContentFile(b"1", name="b.png"),
        ).pk,
        "filter_spec": "original",
        "object_id": post.pk,
        "session_id": EditingSession.objects.create(
            user=boss, content_object=post, last_seen_at=timezone.now()
        ).pk,
        "uidb64": "MQ",
        "token": "set-password",
        # What kind of thing, where a pattern is for many.
        "app_label": "blog",
        "app_name": "blog",
        "model_name": "blogpostpage",
        "content_type_app_name": "blog",
        "content_type_model_name": "blogpostpage",
        "action_name": "approve",
        "/admin/tag-autocomplete/ model_name": "tag",
        "/admin/workflows/tasks/add/ app_label": "wagtailcore",
        "/admin/workflows/tasks/add/ model_name": "groupapprovaltask",
        "/admin/api/main/^pages/ action_name": "copy",
        "/admin/forms/ page_id": form.pk,
        "/admin/pages/workflow/ page_id": in_review.pk,
        "/admin/pages/<int:page_id>/workflow_history/ page_id": in_review.pk,
    }
    for beginning, thing in (
        ("api/main/^pages/", post),
        ("api/main/^documents/", document),
        ("api/main/^images/", picture),
        ("pages/", post),
        ("collections/", Collection.objects.get(pk=numbers["collection_id"])),
        ("workflows/", workflow),
        ("workflows/tasks/", task),
        ("documents/chooser/", document),
        ("images/chooser/", picture),
        ("webhooks/", endpoint),
        ("webhook-deliveries/", delivery),
        ("content-api-tokens/", token),
        ("api-tokens/", theirs),
        ("emergencies/", emergency),
        ("reader-comments/", comment),
        ("reply-rules/", GateRule.objects.create(kind=GateRule.Kind.WORDS, pattern="casino")),
        ("recognition-phrases/", RecognitionPhrase.objects.create(phrase="off to the bridge")),
        ("sites/", site),
        ("users/", member),
        ("groups/", Group.objects.get(name=EDITOR)),
        ("settings/", site),
        ("settings/accounts/twofactorsettings/", TwoFactorSettings.load()),
    ):
        numbers[f"/admin/{beginning} pk"] = thing.pk
    for model, values in (
        (Person, {"name": "Ravi", "slug": "ravi"}),
        (Category, {"name": "Mood", "slug": "mood"}),
        (Tag, {"name": "Rest", "slug": "rest"}),
        (Source, {"authors": "Ruiz A", "title": "On rest", "year": 2020, "url": "https://a.org/"}),
        (ProblemReport, {"post": post, "text": "Wrong."}),
        (SynonymSet, {"words": "rest\nrepose"}),
    ):
        snippet = model.objects.create(**values)
        kind = f"{model._meta.app_label}/{model._meta.model_name}/"
        numbers[f"/admin/snippets/{kind} pk"] = snippet.pk
        numbers[f"/admin/snippets/choose/{kind} pk"] = snippet.pk
        numbers[f"/admin/bulk/{kind} bulk"] = snippet.pk
    for name, thing in (
        ("wagtailcore/page", post),
        ("images/customimage", picture),
        ("images/customdocument", document),
        ("accounts/user", member),
        ("comments/readercomment", comment),
    ):
        numbers[f"/admin/bulk/{name}/ bulk"] = thing.pk
    return numbers


def outcome(session: str, path: str, *, hops: int = 2) -> str:
    """Ask for an address; return what the answer says about the right to see it."""
    # A browser of its own: no answer's messages or cookies reach the next.
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    # Some views write when they are looked at.
    with transaction.atomic():
        response = client.get(path)
        transaction.set_rollback(True)
    status, target = response.status_code, response.get("Location", "")
    if status in (404, 405):
        return NOT_APPLICABLE
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    if status == 403 or "you do not have permission" in said or target.startswith(LOG_IN):
        return "no"
    # Whether somebody sees anything shows where a redirect ends.
    if target.startswith(ADMIN) and hops:
        return outcome(session, target, hops=hops - 1)
    return "yes" if status < 500 else f"error {status}"


def read_table() -> dict[str, dict[str, str]]:
    with open(TABLE, newline="") as file:
        return {row.pop("address"): row for row in csv.DictReader(file)}


def line_for(pattern: str, table: dict[str, dict[str, str]]) -> str | None:
    """Return the line that is about an address: its own, or the longest beginning with a star."""
    if pattern in table:
        return pattern
    starred = [line for line in table if line[-1] == "*" and pattern.startswith(line[:-1])]
    return max(starred, key=len, default=None)


@pytest.mark.rendering
@pytest.mark.xdist_group("access")
def test_every_address_is_seen_by_those_whom_the_table_names(
    things: dict[str, Any], make_user: Callable[..., User]
) -> None:
    sessions = {NOBODY: ""}
    for role in ROLES:
        client = Client()
        client.force_login(make_user(role))
        sessions[role] = str(client.session.session_key)
    table = read_table()
    used, wrong = set(), []

    for address in addresses(things):
        found = {who: outcome(session, address.path) for who, session in sessions.items()}
        line = line_for(address.pattern, table)
        used.add(line)
        if line is None:
            told = ",".join(found.values())
            wrong.append(
                f"{address.pattern} is not in access.csv. If this is right, add the line "
                f"(or a shorter one that ends in *): {address.pattern},{told}"
            )
            continue
        for who, seen in found.items():
            if seen not in (NOT_APPLICABLE, table[line][who]):
                wrong.append(
                    f"{address.pattern}: {who}: {seen}, but access.csv says "
                    f"{table[line][who]} in the line {line}"
                )

    wrong += [
        f"{line}: no address is like this; take it out of access.csv"
        for line in table
        if line not in used
    ]
    assert not wrong, "\n".join(wrong)
