"""Many readers in one thread at once, on the production server with several processes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from blog.models import BlogPostPage
from comments.models import STEP, CommentSettings, ReaderComment, Status
from comments.services import set_status
from tests.server import Reader, serve

pytestmark = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="several processes need a database server"
)
CLIENTS = 12
EACH = 15
Reply = Callable[..., ReaderComment]


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_180_replies_of_12_readers_to_one_thread(post: BlogPostPage, reply: Reply) -> None:
    call_command("createcachetable", "cache", verbosity=0)
    settings = CommentSettings.for_page(post)
    for whom in ("address", "email", "page", "site"):
        setattr(settings, f"replies_per_{whom}", 10_000)
    settings.confirmations_per_site = 10_000
    settings.confirm_email = False
    settings.save()
    root = reply("Root")
    child = reply("Child", to=root)
    grandchild = reply("Grandchild", to=child)
    parents = [root, child, grandchild, reply("Second child", to=root), root]
    before = deadlocks()

    def write(number: int) -> list[int]:
        targets = cycle(parents[number % 5 :] + parents[: number % 5])
        with Reader(server.url, f"reader{number}") as reader:
            return [
                reader.reply(post.pk, f"Reply {part} of {number}", to=next(targets).pk)
                for part in range(EACH)
            ]

    def moderate() -> None:
        """Decide about what has come, while more comes: the same rows, the other way round."""
        try:
            while not finished:
                waiting = ReaderComment.objects.filter(status=Status.PENDING)
                chosen = list(waiting.order_by("-pk")[:10])
                now = timezone.now()
                set_status(comments=chosen, status=Status.APPROVED, by=None, now=now)
        finally:
            connections.close_all()

    finished: list[bool] = []
    with serve(processes=4) as server, ThreadPoolExecutor(CLIENTS + 1) as pool:
        moderator = pool.submit(moderate)
        try:
            codes = [code for part in pool.map(write, range(CLIENTS)) for code in part]
        finally:
            finished.append(True)
        moderator.result()
        log = server.log.read_text()

    assert codes == [302] * CLIENTS * EACH, log
    assert "Traceback" not in log
    assert deadlocks() == before
    rows = {row.pk: row for row in ReaderComment.objects.all()}
    assert len(rows) == CLIENTS * EACH + 4
    assert len({row.path for row in rows.values()}) == len(rows)
    for row in rows.values():
        parent = rows[row.reply_to_id] if row.reply_to_id else None
        assert row.path == (parent.path if parent else "") + f"{row.pk:0{STEP}x}"
        assert row.level == (parent.level + 1 if parent else 0)
        assert (row.thread_id, row.parent_id) == (root.pk, parent.pk if parent else root.pk)
    approved = sum(row.status == Status.APPROVED for row in rows.values())
    assert approved > 4
    assert rows[root.pk].thread_count == approved
    assert sum(row.thread_count for row in rows.values()) == approved
