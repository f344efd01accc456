"""Killing the server while readers write: what was acknowledged is there, whole and once."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from blog.models import BlogPostPage
from comments.models import STEP, CommentSettings, ReaderComment, Status
from core import outbox
from core.models import OutboxItem
from tests.server import Reader, serve

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="a server needs its own connections"),
]
CLIENTS = 8
KILLS = 20
# Replies between two kills: enough that each client is somewhere else in its request.
BETWEEN = 25
Reply = Callable[..., ReaderComment]


class Writers:
    """Readers who go on writing, whatever happens to the server.

    Args:
        page: key of the page.
        parents: keys of the comments that they answer in turn.
    """

    def __init__(self, page: int, parents: list[int]) -> None:
        self.page = page
        self.parents = parents
        self.url = ""
        self.up = threading.Event()
        self.stop = threading.Event()
        self.acknowledged: list[str] = []
        self.interrupted = 0
        self.strange: list[int] = []
        self.lock = threading.Lock()

    def write(self, client: int) -> None:
        """Write one reply after the other; send one again that got no answer."""
        number = 0
        reader: Reader | None = None
        text = ""
        while not self.stop.is_set():
            self.up.wait(60)
            try:
                reader = reader or Reader(self.url, f"reader{client}")
                text = text or f"Reply {number} of reader {client}"
                parent = self.parents[number % len(self.parents)]
                code = reader.reply(self.page, text, to=parent)
            except httpx.HTTPError:
                with self.lock:
                    self.interrupted += 1
                if reader:
                    reader.client.close()
                reader = None
                time.sleep(0.05)  # the server is another process
                continue
            with self.lock:
                if code == 302:
                    self.acknowledged.append(text)
                else:
                    self.strange.append(code)
            number, text = number + 1, ""
        if reader:
            reader.client.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_kills_lose_no_acknowledged_reply_and_leave_no_half(
    post: BlogPostPage, reply: Reply, mailoutbox: list[object]
) -> None:
    call_command("createcachetable", "cache", verbosity=0)
    settings = CommentSettings.for_page(post)
    for whom in ("address", "email", "page", "site"):
        setattr(settings, f"replies_per_{whom}", 1_000_000)
    settings.confirmations_per_email = settings.confirmations_per_site = 1_000_000
    settings.save()
    root = reply("Root")
    writers = Writers(post.pk, [root.pk, reply("Child", to=root).pk])

    with ThreadPoolExecutor(CLIENTS) as pool:
        running = [pool.submit(writers.write, client) for client in range(CLIENTS)]
        try:
            for _ in range(KILLS):
                with serve(processes=2) as server:
                    writers.url = server.url
                    writers.up.set()
                    _wait_for_more(writers, BETWEEN)
                    writers.up.clear()
                    server.kill()
            with serve(processes=2) as server:
                writers.url = server.url
                writers.up.set()
                _wait_for_more(writers, CLIENTS * 2)
                writers.stop.set()
                for client in running:
                    client.result()
        finally:
            writers.stop.set()
            writers.up.set()

    rows = {row.pk: row for row in ReaderComment.objects.all()}
    texts = [row.comment for row in rows.values() if row.level]
    lost = set(writers.acknowledged) - set(texts)
    replies = [row for row in rows.values() if row.status == Status.UNCONFIRMED]
    print(
        f"\n{KILLS} kills, {CLIENTS} clients: {len(writers.acknowledged)} acknowledged, "
        f"{writers.interrupted} requests interrupted, {len(replies)} stored, {len(lost)} lost"
    )
    assert writers.interrupted > 0
    assert not writers.strange
    assert not lost
    assert len(texts) == len(set(texts))
    # Each is whole: its three rows, its place in the thread, the mail that confirms it.
    assert Comment.objects.count() == XtdComment.norel_objects.count() == len(rows)
    mails = set(OutboxItem.objects.values_list("key", flat=True))
    for row in replies:
        assert row.path == f"{rows[row.reply_to_id].path}{row.pk:0{STEP}x}"
        assert (row.thread_id, row.parent_id) == (root.pk, row.reply_to_id)
        assert f"confirm:{row.pk}" in mails
    outbox.work_off(now=timezone.now, most=len(mails) + 1)
    assert len(mailoutbox) >= len(replies)


def _wait_for_more(writers: Writers, more: int) -> None:
    """Wait until so many more replies were acknowledged."""
    goal = len(writers.acknowledged) + more
    deadline = time.monotonic() + 60
    while len(writers.acknowledged) < goal:
        assert time.monotonic() < deadline, "The readers got no more answers."
        time.sleep(0.01)  # the writers are other threads, the server another process
