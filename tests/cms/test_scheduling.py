"""Schedules: what goes live and expires by itself, once, and what is refused."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from blog.models import BlogIndexPage, BlogPostPage
from delivery.models import WebhookDelivery, WebhookEndpoint
from tests import factories

MakePost = Callable[..., BlogPostPage]
POSTS = 10
PATIENCE = 120  # seconds, for other processes
PAST = timedelta(minutes=1)
FUTURE = timedelta(hours=1)


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
