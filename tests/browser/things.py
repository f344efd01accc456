"""One of each thing that the admin is about, in the demo: `shell -c "…things import make"`."""

import json
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import Site

from accounts.models import TwoFactorSettings, User
from accounts.roles import EDITOR
from blog.citing_posts import posts_citing
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
from comments.models import GateRule, ReaderComment, Status
from core.models import RecognitionPhrase
from delivery.api.tokens import issue
from delivery.models import WebhookDelivery, WebhookEndpoint
from home.models import Emergency
from search.models import SynonymSet

PASSWORD = "correct-horse-battery"
KEY = "00112233445566778899aabbccddeeff00112233"  # of the app of who is asked for a code
ASKED = "asked@example.com"
TO_ENROL = "to-enrol@example.com"


def make() -> None:
    """Make what the demo lacks, and print the numbers of all as `admin_addresses` takes them."""
    editor = User.objects.get(email="editor@example.com")
    waiting, citing = _waiting_post(editor), _citing_source()
    webhook, delivery = _webhook()
    token, _ = issue(name="App", scopes=["read"], by=editor, now=timezone.now())
    rule, _ = GateRule.objects.get_or_create(kind=GateRule.Kind.WORDS, pattern="casino")
    report = ProblemReport.objects.create(post=waiting, text="The dose is wrong.")
    comment = ReaderComment.objects.filter(status=Status.PENDING).first()
    person, category, tag = (model.objects.first() for model in (Person, Category, Tag))
    asked = _team()
    site = Site.objects.get(is_default_site=True)
    emergency, _ = Emergency.objects.get_or_create(
        kind=REPLY,
        key=comment.pk,
        defaults={"site": site, "place": "A post", "created_at": timezone.now()},
    )
    phrase, _ = RecognitionPhrase.objects.get_or_create(
        phrase="off to the pier", defaults={"meaning": "concern"}
    )
    numbers: dict[str, Any] = {
        "page_id": waiting.pk,
        "post_id": waiting.pk,
        "parent_page_id": BlogIndexPage.objects.get().pk,
        "uidb64": "MQ",
        "token": "a-link-that-is-too-old",
        "content_type_app_name": "blog",
        "content_type_model_name": "blogpostpage",
        "/admin/emergencies/ pk": emergency.pk,
        "/admin/recognition-phrases/ pk": phrase.pk,
        "/admin/webhooks/ pk": webhook.pk,
        "/admin/webhook-deliveries/ pk": delivery.pk,
        "/admin/content-api-tokens/ pk": token.pk,
        "/admin/reply-rules/ pk": rule.pk,
        "/admin/reader-comments/ pk": comment.pk,
        "/admin/bulk/comments/readercomment/ bulk": comment.pk,
        "/admin/users/ pk": asked.pk,
        "/admin/bulk/accounts/user/ bulk": asked.pk,
        "/admin/snippets/blog/source/delete/ pk": _new_source().pk,
        "/admin/bulk/search/synonymset/ bulk": SynonymSet.objects.first().pk,
        "/admin/settings/ pk": site.pk,
        "/admin/settings/accounts/twofactorsettings/ pk": TwoFactorSettings.load().pk,
    }
    for thing in (person, category, tag, report, citing, SynonymSet.objects.first()):
        name = f"{thing._meta.app_label}/{thing._meta.model_name}/"
        numbers[f"/admin/snippets/{name} pk"] = thing.pk
        numbers[f"/admin/snippets/choose/{name} pk"] = thing.pk
    print(json.dumps(numbers))


def _waiting_post(editor: User) -> BlogPostPage:
    """Return a draft that waits for its review with a section changed; schedule another."""
    post = BlogPostPage.objects.live().exclude(further_reading=None).first()
    copies = [
        post.copy(update_attrs={"slug": slug, "title": title}, keep_live=False, user=editor)
        for slug, title in (("waits", "A post that waits"), ("scheduled", "A post on schedule"))
    ]
    waiting, scheduled = (BlogPostPage.objects.get(pk=page.pk) for page in copies)
    waiting.summary = "Our tea cures bad nights."  # the checks find a promise
    waiting.save_revision(user=editor)
    waiting.get_workflow().start(waiting, editor)
    scheduled.go_live_at = timezone.now() + timedelta(days=30)
    scheduled.save_revision(user=editor).publish(user=editor)
    return waiting


def _citing_source() -> Source:
    """Return a source that posts cite."""
    return next(source for source in Source.objects.all() if posts_citing(source).exists())


def _new_source() -> Source:
    """Return a source that nothing cites, which can be deleted."""
    title = "Rest and activity"
    return Source.objects.create(authors="Ruiz A", title=title, year=2020, url="https://a.org/")


def _webhook() -> tuple[WebhookEndpoint, WebhookDelivery]:
    now = timezone.now()
    webhook = WebhookEndpoint.objects.create(
        name="App", url="https://example.com/", events=["post.published"], is_active=False
    )
    delivery = WebhookDelivery.objects.create(
        endpoint=webhook,
        event_id="1",
        event_type="post.published",
        created_at=now,
        due_at=now,
        tried_at=now,
        done_at=now,
        attempts=1,
        request_headers={"Content-Type": "application/json"},
        response_status=500,
        failure=WebhookDelivery.Failure.STATUS,
        payload={"title": "Sleep"},
    )
    return webhook, delivery


def _team() -> User:
    """Make one user who is asked for a code, and one who must set it up; return the first."""
    asked, to_enrol = (
        User.objects.create_user(email, PASSWORD, first_name="Tess", last_name="Two")
        for email in (ASKED, TO_ENROL)
    )
    asked.groups.add(Group.objects.get(name=EDITOR))
    TOTPDevice.objects.create(user=asked, name="App", key=KEY)
    group = Group.objects.create(name="Locums")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    to_enrol.groups.add(group)
    TwoFactorSettings.load().groups.add(group)
    return asked
