"""One hostile client, behind the documented proxy: the pages of others go on."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from blog.models import BlogPostPage
from comments.models import CommentSettings, GateRule
from tests.ports import free_port
from tests.proxy import nginx_before
from tests.server import serve

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="a server needs its own connections"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SECONDS = 8
PAUSE = 0.04  # seconds between two pages of the reader
RULES = 5_000


@pytest.fixture
def site_behind_nginx(post: BlogPostPage) -> Iterator[str]:
    """The address of a site with many rules and no budgets for replies but the proxy's."""
    call_command("createcachetable", "cache", verbosity=0)
    replies = CommentSettings.for_page(post)
    for whom in ("address", "email", "page", "site"):
        setattr(replies, f"replies_per_{whom}", 1_000_000)
    replies.confirmations_per_site = 1_000_000
    replies.save()
    GateRule.objects.bulk_create(
        GateRule(kind=GateRule.Kind.WORDS, pattern=f"casino {number}") for number in range(RULES)
    )
    port = free_port()
    with (
        serve(threads=4, BEHIND_PROXY="true", REAL_PASSWORDS="1") as server,
        nginx_before(server.url, port) as url,
    ):
        yield url


def median_time(url: str, path: str, seconds: float) -> float:
    """Return the median of a reader's page times, in seconds."""
    taken = []
    until = time.monotonic() + seconds
    with httpx.Client(base_url=url, timeout=30) as reader:
        while time.monotonic() < until:
            begin = time.monotonic()
            assert reader.get(path).status_code == 200
            taken.append(time.monotonic() - begin)
            time.sleep(PAUSE)  # a reader's, on another process
    return statistics.median(taken)


@pytest.mark.parametrize("kind", ["large_bodies", "slow_bodies", "log_ins", "drafts", "replies"])
def test_pages_of_others_take_less_than_twice_their_time(
    site_behind_nginx: str, post: BlogPostPage, kind: str
) -> None:
    path = str(post.url)
    median_time(site_behind_nginx, path, 2)  # templates and connections
    before = median_time(site_behind_nginx, path, SECONDS / 2)
    command = [sys.executable, "-m", "tests.hostile_client", kind, site_behind_nginx]
    with subprocess.Popen(
        [*command, str(post.pk), str(SECONDS + 4)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    ) as hostile:
        time.sleep(4)  # until it is at work
        meanwhile = median_time(site_behind_nginx, path, SECONDS)
        answers, _ = hostile.communicate(timeout=60)
    after = median_time(site_behind_nginx, path, SECONDS / 2)

    rest = statistics.mean([before, after])
    print(
        f"\n{kind}: median page {1000 * meanwhile:.0f} ms, at rest {1000 * rest:.0f} ms, "
        f"{meanwhile / rest:.2f} times; the client was answered {answers.strip()}"
    )
    assert answers.strip() != "{}"
    assert meanwhile < 2 * rest


def test_who_types_in_the_admin_is_not_held_up(site_behind_nginx: str) -> None:
    with httpx.Client(base_url=site_behind_nginx, timeout=30) as editor:
        answers = {editor.post("/admin/pages/preview/").status_code for _ in range(60)}
    assert 429 not in answers
