"""Times pages and posting: `make benchmark-comments`.

Prints page time and size of a post at 100 to 100,000 comments, and replies per second by 8
clients to two comments of one thread, beside django-comments-xtd as it is shipped, on the same
PostgreSQL, the same server and in the same run. Only ratios mean something on another machine.
"""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit

import httpx
import psycopg
from psycopg import sql

from tests.ports import free_port

SIZES = (100, 1_000, 10_000, 100_000)
# Upstream needs half a minute for a page with 10,000; these two show where it is going.
BARE_SIZES = (100, 1_000)
REPEAT = 9
CLIENTS = 8
SECONDS = 10.0
PROCESSES, THREADS = 2, 4


def make_database(name: str) -> str:
    """Create an empty database beside the one that DATABASE_URL names; return its address."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def page_time(url: str) -> tuple[float, int]:
    """Return the median time of a page in milliseconds, and its size in bytes without coding."""
    with httpx.Client(timeout=300, headers={"Accept-Encoding": "identity"}) as client:
        size = len(client.get(url).raise_for_status().content)
        times = []
        for _ in range(REPEAT):
            start = time.perf_counter()
            client.get(url).raise_for_status()
            times.append((time.perf_counter() - start) * 1000)
            if sum(times) > 30_000:
                break
    return statistics.median(times), size


def posting_rate(make_client: Callable[[int], Callable[[int], int]]) -> tuple[float, int]:
    """Return successful replies per second of all clients together, and how many failed."""
    end = time.monotonic() + SECONDS

    def write(number: int) -> tuple[int, int]:
        post = make_client(number)
        good = bad = 0
        for part in count():
            if time.monotonic() > end:
                break
            if post(part) == 302:
                good += 1
            else:
                bad += 1
        return good, bad

    with ThreadPoolExecutor(CLIENTS) as pool:
        results = list(pool.map(write, range(CLIENTS)))
    return sum(good for good, _ in results) / SECONDS, sum(bad for _, bad in results)


def measure_ours() -> tuple[dict[int, tuple[float, int]], tuple[float, int]]:
    """Measure the reply area of this project."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = make_database("benchmark_ours")
    django.setup()
    from django.utils import timezone
    from wagtail.models import Page

    from benchmarks.blog import make_blog
    from comments.models import CommentSettings, ReaderComment, Status
    from comments.services import Author, post_comment, set_status
    from tests import factories
    from tests.comments.bulk import add_comments
    from tests.server import Reader, serve

    index = make_blog()
    body = [("text", {"heading": "Why", "text": "<p>Because.</p>"})]

    def make_post() -> Page:
        index.refresh_from_db()
        return factories.BlogPostPageFactory(parent=index, body=body)

    posts = {size: make_post() for size in SIZES}
    for size, post in posts.items():
        add_comments(post, threads=size // 20, replies=19)
    busy = make_post()
    settings = CommentSettings.for_page(busy)
    for budget in (
        "replies_per_address",
        "replies_per_email",
        "replies_per_page",
        "replies_per_site",
    ):
        setattr(settings, budget, 1_000_000)
    settings.confirm_email = False
    settings.save()
    root = post_comment(
        page=busy, author=Author("Ada", "ada@example.com"), text="Root", now=timezone.now()
    )
    set_status(comments=[root], status=Status.APPROVED, by=None, now=timezone.now())
    child = post_comment(
        page=busy,
        author=Author("Ben", "ben@example.com"),
        text="Child",
        reply_to=root.pk,
        now=timezone.now(),
    )
    set_status(comments=[child], status=Status.APPROVED, by=None, now=timezone.now())
    parents = (root.pk, child.pk)

    with serve(processes=PROCESSES, threads=THREADS) as server:
        pages = {size: page_time(f"{server.url}{post.url}") for size, post in posts.items()}

        def make_client(number: int) -> Callable[[int], int]:
            reader = Reader(server.url, f"reader{number}")
            return lambda part: reader.reply(
                busy.pk, f"Reply {part} of {number}", to=parents[part % 2]
            )

        rate = posting_rate(make_client)
    stored = ReaderComment.objects.filter(page=busy).count()
    assert stored >= rate[0] * SECONDS, "Fewer replies are stored than were acknowledged."
    return pages, rate


def measure_bare() -> None:
    """Measure upstream in a process of its own, and print what `read_bare` reads."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.comments.bare.settings"
    django.setup()
    from django.contrib.contenttypes.models import ContentType
    from django.contrib.sites.models import Site
    from django.core.management import call_command
    from django.utils import timezone
    from django_comments_xtd.models import XtdComment

    from benchmarks.comments.bare.models import Article

    call_command("migrate", run_syncdb=True, verbosity=0)
    common = {
        "content_type": ContentType.objects.get_for_model(Article),
        "site": Site.objects.get_current(),
        "user_name": "Ada",
        "user_email": "ada@example.com",
        "comment": "This is a reply of an ordinary length, as people write them. Thank you.",
    }
    articles = {}
    for size in BARE_SIZES:
        article = Article._default_manager.create(title=str(size))
        articles[size] = article
        for _ in range(size // 20):
            root = XtdComment.objects.create(
                object_pk=article.pk, submit_date=timezone.now(), **common
            )
            for _ in range(19):
                XtdComment.objects.create(
                    object_pk=article.pk, submit_date=timezone.now(), parent_id=root.pk, **common
                )
    busy = Article._default_manager.create(title="busy")
    root = XtdComment.objects.create(object_pk=busy.pk, submit_date=timezone.now(), **common)
    child = XtdComment.objects.create(
        object_pk=busy.pk, submit_date=timezone.now(), parent_id=root.pk, **common
    )
    parents = (root.pk, child.pk)
    with serve_bare() as url:
        for size, article in articles.items():
            milliseconds, length = page_time(f"{url}/article/{article.pk}/")
            print("page", size, milliseconds, length)

        def make_client(number: int) -> Callable[[int], int]:
            client = httpx.Client(base_url=url, timeout=60)
            form = client.get(f"/article/{busy.pk}/").text
            names = ("csrfmiddlewaretoken", "content_type", "object_pk", "timestamp")
            fields = {name: field_of(form, name) for name in (*names, "security_hash")}

            def post(part: int) -> int:
                data = {
                    **fields,
                    "name": f"reader{number}",
                    "email": f"reader{number}@example.com",
                    "comment": f"Reply {part} of {number}",
                    "reply_to": str(parents[part % 2]),
                    "followup": "",
                }
                return client.post("/comments/post/", data=data).status_code

            return post

        rate, failed = posting_rate(make_client)
    stored = XtdComment.objects.filter(object_pk=str(busy.pk)).count() - 1
    places = XtdComment.objects.filter(object_pk=str(busy.pk)).values("order").distinct().count()
    print("rate", rate, failed, stored + 1 - places)
    assert stored >= rate * SECONDS, "Fewer replies are stored than were acknowledged."


def field_of(form: str, name: str) -> str:
    """Return the value of a hidden field."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', form)
    value = tag and re.search(r'value="([^"]*)"', tag[0])
    if not value:
        raise LookupError(f"Upstream's form has no field {name}.")
    return value[1]


@contextmanager
def serve_bare() -> Iterator[str]:
    """Serve the bare project and yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.comments.bare.serve"]
    process = subprocess.Popen(
        [*command, str(port), str(PROCESSES), str(THREADS)], stdout=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(f"{url}/healthz", timeout=5)
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait()


def read_bare() -> tuple[dict[int, tuple[float, int]], tuple[float, int, int]]:
    """Run `measure_bare` and return what it found: pages, and (rate, failures, twin places)."""
    output = subprocess.run(
        [sys.executable, "-m", "benchmarks.comments", "bare"],
        env=os.environ | {"DATABASE_URL": make_database("benchmark_bare")},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    pages, rate = {}, (0.0, 0, 0)
    for line in output.splitlines():
        kind, *values = line.split()
        if kind == "page":
            pages[int(values[0])] = (float(values[1]), int(values[2]))
        elif kind == "rate":
            rate = (float(values[0]), int(values[1]), int(values[2]))
    return pages, rate


def main() -> None:
    """Measure both and print the table."""
    bare_pages, (bare_rate, bare_failed, twins) = read_bare()
    pages, (rate, failed) = measure_ours()
    smallest = pages[SIZES[0]][0]
    print(f"{'comments':>9} {'ms':>8} {'kB':>6} {'x 100':>6} {'bare ms':>9} {'bare kB':>8}")
    for size, (milliseconds, length) in pages.items():
        bare = bare_pages.get(size)
        beside = f"{bare[0]:9.0f} {bare[1] / 1000:8.0f}" if bare else ""
        ratio = milliseconds / smallest
        print(f"{size:>9} {milliseconds:8.1f} {length / 1000:6.0f} {ratio:6.2f} {beside}")
    print(
        f"posting, {CLIENTS} clients, one thread: {rate:.0f} replies/s with {failed} failures; "
        f"bare {bare_rate:.0f}/s with {bare_failed} and {twins} in a place that was taken; "
        f"ratio {rate / max(bare_rate, 0.1):.1f}"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["bare"]:
        measure_bare()
    else:
        main()
