"""Schedules: what goes live and expires by itself, once, and what is refused."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR
from blog.models import BlogIndexPage, BlogPostPage
from delivery.models import WebhookDelivery, WebhookEndpoint
from tests import factories

MakePost = Callable[..., BlogPostPage]
POSTS = 10
PATIENCE = 120  # seconds, for other processes
PAST = timedelta(minutes=1)
FUTURE = timedelta(hours=1)
RICH_TEXT = '{"blocks":[{"key":"a","text":"Because.","type":"unstyled"}],"entityMap":{}}'


def draft_due(blog: BlogIndexPage, *, ago: timedelta = PAST) -> BlogPostPage:
    """Make a draft whose time has come a while ago."""
    parent = BlogIndexPage.objects.get(pk=blog.pk)
    post = factories.BlogPostPageFactory(parent=parent, live=False, first_published_at=None)
    post.go_live_at = timezone.now() + FUTURE
    post.save_revision().publish()
    post.revisions.update(approved_go_live_at=timezone.now() - ago)
    revision = post.revisions.get()
    revision.content["go_live_at"] = (timezone.now() - ago).isoformat()
    revision.save()
    return post


def entries(action: str) -> list[int]:
    return sorted(PageLogEntry.objects.filter(action=action).values_list("page_id", flat=True))


@contextmanager
def scheduler(folder: Path) -> Iterator[Path]:
    """Run the background jobs on the tests' database; the path is of what they say."""
    name = connection.settings_dict["NAME"]
    environment = {
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl(),
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": "http://testserver",
        "LOG_LEVEL": "INFO",
        "VAR_DIR": str(folder),
    }
    folder.mkdir()
    log = folder / "log"
    with open(log, "w") as file:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work_in_background"],
            cwd=settings.BASE_DIR,
            env=os.environ | environment,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            yield log
        finally:
            process.terminate()  # it ends when what it began is done
            process.wait(PATIENCE)


def wait_until(condition: Callable[[], bool], logs: list[Path]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail("\n".join(log.read_text() for log in logs))
        time.sleep(0.05)  # waits for other processes, not for a behaviour under test


def waiting_for_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation IS NOT NULL")
        return int(cursor.fetchone()[0])


@pytest.mark.skipif(connection.vendor == "sqlite", reason="two processes need a database server")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_schedulers_at_once_publish_and_expire_each_post_once(
    blog: BlogIndexPage, make_post: MakePost, tmp_path: Path
) -> None:
    due = sorted(draft_due(blog).pk for _ in range(POSTS))
    expired = sorted(make_post().pk for _ in range(POSTS))
    call_command("rebuild_documents", verbosity=0)
    Page.objects.filter(pk__in=expired).update(expire_at=timezone.now() - PAST)
    # Nothing is sent there: it is this machine.
    WebhookEndpoint.objects.create(
        name="App", url="http://127.0.0.1:9/", events=["post.published", "post.unpublished"]
    )

    def told(event: str) -> list[int]:
        rows = WebhookDelivery.objects.filter(event_type=event)
        return sorted(row.payload["data"]["post"]["id"] for row in rows)

    with ExitStack() as stack:
        with transaction.atomic():
            # Both stand at the first page and the first revision when the race begins.
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE wagtailcore_page IN ACCESS EXCLUSIVE MODE")
            logs = [stack.enter_context(scheduler(tmp_path / name)) for name in ("one", "two")]
            wait_until(lambda: waiting_for_locks() >= 2, logs)
        wait_until(lambda: WebhookDelivery.objects.count() >= 2 * POSTS, logs)

    said = "".join(log.read_text() for log in logs)
    assert "Traceback" not in said
    assert entries("wagtail.publish.scheduled") == due
    assert entries("wagtail.unpublish.scheduled") == expired
    assert said.count("Published: ") == POSTS
    assert said.count("Unpublished: ") == POSTS
    assert told("post.published") == due
    assert told("post.unpublished") == expired
    assert sorted(BlogPostPage.objects.live().values_list("pk", flat=True)) == due
    assert not BlogPostPage.objects.filter(pk__in=expired, expired=False).exists()


@pytest.fixture
def editor(client: Client, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(EDITOR))
    return client


def values_of(post: BlogPostPage, **changes: Any) -> dict[str, Any]:
    """Return what the editor's form of a post sends."""
    values = {
        "title": post.title,
        "slug": post.slug,
        "summary": post.summary,
        "author": post.author_id,
        "category": post.category_id,
        "body": streamfield([("text", {"heading": "Why", "text": RICH_TEXT})]),
        "tags": "",
        "comments_open": "on",
        "comments": inline_formset([]),
        "related_posts": inline_formset([]),
        "further_reading": inline_formset([]),
        "updates": streamfield([]),
    }
    return dict(nested_form_data(values | changes))


def local(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def errors_of(response: Any) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


@pytest.mark.parametrize(
    ("go_live", "expire", "field", "message"),
    [
        (-FUTURE, None, "go_live_at", "This time is over."),
        (None, -FUTURE, "expire_at", "must be in the future"),
        (2 * FUTURE, FUTURE, "expire_at", "must be before expiry"),
        (2 * FUTURE, FUTURE, "go_live_at", "must be before expiry"),
    ],
)
def test_impossible_schedule_is_refused_at_its_field_and_nothing_is_lost(
    editor: Client,
    post: BlogPostPage,
    go_live: timedelta | None,
    expire: timedelta | None,
    field: str,
    message: str,
) -> None:
    now = timezone.now()
    times = {
        "go_live_at": local(now + go_live) if go_live else "",
        "expire_at": local(now + expire) if expire else "",
    }
    data = values_of(post, title="A new title", **times, **{"action-publish": "1"})

    response = editor.post(f"/admin/pages/{post.pk}/edit/", data)

    assert response.status_code == 200
    assert message in " ".join(errors_of(response)[field])
    form = response.context["form"]
    assert form["title"].value() == "A new title"
    assert (form["go_live_at"].value(), form["expire_at"].value()) == tuple(times.values())
    post.refresh_from_db()
    assert (post.live, post.title) == (True, "Sleep and mood")


def test_post_is_scheduled_and_goes_live_at_its_time(editor: Client, post: BlogPostPage) -> None:
    post.save_revision().publish()
    later = local(timezone.now() + FUTURE)
    data = values_of(post, title="Later", go_live_at=later, **{"action-publish": "1"})

    response = editor.post(f"/admin/pages/{post.pk}/edit/", data)

    assert response.status_code == 302
    call_command("publish_scheduled")
    post.refresh_from_db()
    assert post.title == "Sleep and mood"
    revision = post.revisions.get(approved_go_live_at__isnull=False)
    revision.approved_go_live_at -= 2 * FUTURE
    revision.content["go_live_at"] = (timezone.now() - FUTURE).isoformat()
    revision.save()
    call_command("publish_scheduled", dryrun=True)
    assert entries("wagtail.publish.scheduled") == []
    call_command("publish_scheduled")
    call_command("publish_scheduled")
    post.refresh_from_db()
    assert post.title == "Later"
    assert entries("wagtail.publish.scheduled") == [post.pk]
    # Its time stays in the form, and is no reason to refuse a later change.
    data = values_of(post, title="Much later", go_live_at=local(post.go_live_at))
    response = editor.post(f"/admin/pages/{post.pk}/edit/", data | {"action-publish": "1"})
    assert response.status_code == 302


def test_post_that_cannot_be_published_keeps_no_other_back(blog: BlogIndexPage) -> None:
    broken = draft_due(blog, ago=2 * PAST)
    revision = broken.revisions.get()
    revision.content["path"] = None
    revision.content["author"] = "nobody"
    broken.revisions.update(content=revision.content)
    other = draft_due(blog)

    call_command("publish_scheduled")

    assert entries("wagtail.publish.scheduled") == [other.pk]
    assert broken.revisions.get().approved_go_live_at


def test_old_addresses_lead_straight_to_a_post_that_was_renamed_twice(
    editor: Client, post: BlogPostPage, django_capture_on_commit_callbacks: Any
) -> None:
    first = post.url
    for slug in ("rest-and-mood", "rest-and-feelings"):
        data = values_of(post, slug=slug, **{"action-publish": "1"})
        with django_capture_on_commit_callbacks(execute=True):
            assert editor.post(f"/admin/pages/{post.pk}/edit/", data).status_code == 302
        post.refresh_from_db()

    reader = Client()
    for old in (first, "/blog/rest-and-mood/"):
        assert reader.get(old)["Location"] == "/blog/rest-and-feelings/"
        answer = editor.get("/api/content/v1/by-path/", {"path": old})
        assert answer.json()["path"] == "/blog/rest-and-feelings/"


def test_old_addresses_lead_to_posts_below_a_parent_that_was_renamed(
    client: Client, post: BlogPostPage, django_capture_on_commit_callbacks: Any
) -> None:
    old = post.url
    blog = post.get_parent().specific
    blog.slug = "journal"
    with django_capture_on_commit_callbacks(execute=True):
        blog.save_revision().publish()

    assert Client().get(old)["Location"] == "/journal/sleep-and-mood/"
    answer = client.get("/api/content/v1/by-path/", {"path": old})
    assert answer.json()["path"] == "/journal/sleep-and-mood/"


def test_editor_duplicates_a_post_as_draft(editor: Client, post: BlogPostPage) -> None:
    response = editor.post(
        f"/admin/pages/{post.pk}/copy/",
        {
            "new_title": "Sleep again",
            "new_slug": "sleep-again",
            "new_parent_page": post.get_parent().pk,
        },
    )

    assert response.status_code == 302
    copy = BlogPostPage.objects.get(slug="sleep-again")
    assert not copy.live
    assert [block.block_type for block in copy.body] == ["introduction", "text"]


def test_locked_post_is_kept_from_others(
    client: Client, make_user: Callable[..., User], post: BlogPostPage
) -> None:
    client.force_login(make_user(ADMINISTRATOR))
    client.post(f"/admin/pages/{post.pk}/lock/")
    editor = Client()
    editor.force_login(make_user(EDITOR))
    data = values_of(post, title="Changed", **{"action-publish": "1"})

    response = editor.post(f"/admin/pages/{post.pk}/edit/", data)

    post.refresh_from_db()
    assert post.locked
    assert "locked" in response.content.decode()
    assert post.title == "Sleep and mood"
    assert not post.revisions.filter(content__title="Changed").exists()
    client.post(f"/admin/pages/{post.pk}/unlock/")
    assert editor.post(f"/admin/pages/{post.pk}/edit/", data).status_code == 302
