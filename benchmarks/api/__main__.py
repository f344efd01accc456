"""Times the Content API beside Wagtail's API v2: `make benchmark-api`.

Prints requests per second, latency, size and queries of list, detail, 304 and search, each by 8
clients at a time, and how many times v2's rate ours is. All read the same posts in the same
PostgreSQL, on the same server with as many processes and threads. They take turns of a few
seconds, so that what else the machine does meets all; only ratios mean something elsewhere.

Ours counts each request against the consumer's budget in the cache that the processes share. It is
measured twice: with a table of the database as that cache, and with one in each process's memory,
which is what a read costs by itself. Statements for the table are printed apart, after a plus.

Where the two are not alike, v2 has the advantage: of a picture it shows one file where ours lists
nine, in lists no reviewer and no tags, text as it is stored and not with its links resolved; it
searches posts only, and has neither compression nor policies among its middleware. v2 has no ETag:
beside our 304 stands the detail that it sends once more.

Clients take the answers without compression, and go through all posts and eight searches in turn.
"""

import http.client
import os
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import httpx

from benchmarks.comments.__main__ import PROCESSES, THREADS, make_database, serve_bare

POSTS = 200
CLIENTS = 8
TURNS = 3
SECONDS = 1.5  # of a turn
WARM_UP = 0.5
OURS, IN_MEMORY, WAGTAIL = "ours", "ours, cache in memory", "Wagtail v2"
SERVERS = (OURS, IN_MEMORY, WAGTAIL)
API = "/api/content/v1"
V2 = "/api/v2/pages"
UNCHANGED = "detail, unchanged"
SUMMARY = (
    "_,title,slug,summary,first_published_at,author(_,name,slug,credentials,job_title),"
    "category(_,name,slug),hero_image(_,id,title,description,width,height,rendition)"
)
COMPLETE = (
    "author(name,slug,credentials,job_title),category(name,slug),"
    "hero_image(title,description,width,height,rendition)"
)


@dataclass(frozen=True)
class Request:
    """A request that a client sends.

    Args:
        path: its address without the host.
        etag: what the client has already.
        status: what must be answered.
    """

    path: str
    etag: str = ""
    status: int = 200

    @property
    def headers(self) -> dict[str, str]:
        """Return its headers."""
        return {"Accept": "application/json"} | ({"If-None-Match": self.etag} if self.etag else {})


@dataclass
class Measured:
    """What came of a kind of request to one of the two.

    Args:
        queries: of one request, warm, beside those of the cache.
        cache_queries: of the cache's table.
        size: bytes of one answer.
        times: seconds that each request took.
        seconds: how long all of them took together.
    """

    queries: int
    cache_queries: int
    size: int
    times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.times) / self.seconds

    @property
    def median(self) -> float:
        """The latency that half of the requests stay below, in milliseconds."""
        return statistics.median(self.times) * 1000

    @property
    def p95(self) -> float:
        """The latency that 95 of 100 requests stay below, in milliseconds."""
        return statistics.quantiles(self.times, n=20)[-1] * 1000

    def add(self, url: str, requests: list[Request]) -> None:
        """Measure one more turn."""
        start = time.perf_counter()
        self.times += load(url, requests, SECONDS)
        self.seconds += time.perf_counter() - start


def load(url: str, requests: list[Request], seconds: float) -> list[float]:
    """Send requests by all clients for so long; return how long each took.

    Raises:
        RuntimeError: when an answer is not the expected one.
    """
    end = time.perf_counter() + seconds

    def consume(number: int) -> list[float]:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        times: list[float] = []
        while (start := time.perf_counter()) < end:
            request = requests[(number + len(times) * CLIENTS) % len(requests)]
            connection.request("GET", request.path, headers=request.headers)
            response = connection.getresponse()
            response.read()
            times.append(time.perf_counter() - start)
            if response.status != request.status:
                raise RuntimeError(f"{request.path} answered {response.status}.")
        connection.close()
        return times

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [seconds for times in pool.map(consume, range(CLIENTS)) for seconds in times]


@contextmanager
def answering_as(server: str) -> Iterator[None]:
    """Answer in this process as one of the servers does."""
    from django.test import override_settings

    from cms.settings import CACHES, MIDDLEWARE, ROOT_URLCONF

    if server == WAGTAIL:
        yield  # as this process is set up
        return
    with override_settings(MIDDLEWARE=MIDDLEWARE, ROOT_URLCONF=ROOT_URLCONF):
        if server == IN_MEMORY:
            yield
        else:
            with override_settings(CACHES=CACHES):
                yield


def measured(request: Request) -> Measured:
    """Send a request in this process; return its queries and the size of its answer."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers=request.headers)
    client.get(request.path, SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as captured:
        response = client.get(request.path, SERVER_NAME="127.0.0.1")
    statements = [query["sql"] for query in captured.captured_queries]
    # Nothing but the counting writes, in transactions of its own.
    control = {"BEGIN", "COMMIT", "ROLLBACK"}
    cache = [sql for sql in statements if '"cache"' in sql or sql in control]
    size = len(response.content)
    return Measured(len(statements) - len(cache), len(cache), size)


def kinds() -> dict[str, tuple[list[Request], list[Request]]]:
    """Return each kind of request: all of ours, and all of v2's for the same."""
    from benchmarks.api.content import SUBJECTS
    from delivery.models import PublishedDocument

    posts = list(PublishedDocument.objects.order_by("page_id").values_list("page_id", "slug"))
    of_type = f"{V2}/?type=blog.BlogPostPage&fields={SUMMARY}"
    details = [Request(f"{API}/posts/{slug}/") for _, slug in posts]
    v2_details = [Request(f"{V2}/{key}/?fields={COMPLETE}") for key, _ in posts]
    return {
        "list of 20": (
            [Request(f"{API}/posts/")],
            [Request(f"{of_type}&limit=20&order=-first_published_at")],
        ),
        "detail": (details, v2_details),
        UNCHANGED: (details, v2_details),
        "search": (
            [Request(f"{API}/search/?q={word}") for word in SUBJECTS],
            [Request(f"{of_type}&limit=10&search={word}") for word in SUBJECTS],
        ),
    }


def with_etags(url: str, requests: list[Request]) -> list[Request]:
    """Return the requests of a client that has the answers already."""
    with httpx.Client(base_url=url) as client:
        return [
            Request(request.path, client.get(request.path).raise_for_status().headers["ETag"], 304)
            for request in requests
        ]


def check_same(url: str, v2_url: str) -> None:
    """See that both answer the same posts.

    Raises:
        RuntimeError: when they don't.
    """

    def read(base: str, request: Request) -> Any:
        return httpx.get(base + request.path, timeout=60).raise_for_status().json()

    (listing, v2_listing), (detail, v2_detail), _, (search, v2_search) = (
        (ours[0], theirs[0]) for ours, theirs in kinds().values()
    )
    pairs: list[tuple[Callable[[Any], Any], Request, Callable[[Any], Any], Request]] = [
        (_slugs, listing, _slugs, v2_listing),
        (
            lambda post: (post["slug"], [section["type"] for section in post["sections"]]),
            detail,
            lambda page: (page["meta"]["slug"], [section["type"] for section in page["body"]]),
            v2_detail,
        ),
        (
            lambda found: (found["count"], len(found["items"])),
            search,
            lambda found: (found["meta"]["total_count"], len(found["items"])),
            v2_search,
        ),
    ]
    for read_ours, request, read_theirs, v2_request in pairs:
        ours = read_ours(read(url, request))
        theirs = read_theirs(read(v2_url, v2_request))
        if ours != theirs:
            raise RuntimeError(f"{request.path} answers {ours}, v2 {theirs}.")


def _slugs(found: Any) -> list[str]:
    return [item.get("slug") or item["meta"]["slug"] for item in found["items"]]


@contextmanager
def serve_all() -> Iterator[dict[str, str]]:
    """Serve ours, ours with its cache in memory, and v2; yield their addresses."""
    from tests.server import serve

    # The server of bare projects looks at no SERVER_PROCESSES, so that each keeps a cache.
    in_memory = {"DJANGO_SETTINGS_MODULE": "tests.settings", "CACHE_URL": "locmemcache://"}
    with (
        serve(processes=PROCESSES, threads=THREADS) as ours,
        serve_bare() as v2_url,
        patch.dict(os.environ, in_memory),
        serve_bare() as in_memory_url,
    ):
        yield {OURS: ours.url, IN_MEMORY: in_memory_url, WAGTAIL: v2_url}


def measure() -> dict[str, dict[str, Measured]]:
    """Measure all by turns; return by kind of request and server what came of it."""
    results: dict[str, dict[str, Measured]] = {}
    with serve_all() as urls:
        check_same(urls[OURS], urls[WAGTAIL])
        for name, (ours, theirs) in kinds().items():
            if name == UNCHANGED:
                ours = with_etags(urls[OURS], ours)
            requests = {OURS: ours, IN_MEMORY: ours, WAGTAIL: theirs}
            results[name] = {}
            for server in SERVERS:
                with answering_as(server):
                    results[name][server] = measured(requests[server][0])
                load(urls[server], requests[server], WARM_UP)
            for _ in range(TURNS):
                for server in SERVERS:
                    results[name][server].add(urls[server], requests[server])
    return results


def main() -> None:
    """Measure all and print the table."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.api.bare.settings"
    os.environ["DATABASE_URL"] = make_database("benchmark_api")
    os.environ["CACHE_URL"] = "dbcache://cache"
    os.environ["API_REQUESTS_PER_MINUTE"] = "100000000"
    django.setup()

    from benchmarks.api.content import fill

    with answering_as(OURS):
        fill(POSTS)
    results = measure()
    print(f"{POSTS} posts, {CLIENTS} clients, {PROCESSES} processes of {THREADS} threads")
    print(
        f"{'':17} {'':22} {'req/s':>6} {'median ms':>9} {'p95 ms':>7} {'kB':>6} "
        f"{'queries':>8} {'x v2':>6}"
    )
    for name, measurements in results.items():
        for server, one in measurements.items():
            queries = f"{one.queries}+{one.cache_queries}" if one.cache_queries else one.queries
            ratio = one.rate / measurements[WAGTAIL].rate
            print(
                f"{name:17} {server:22} {one.rate:6.0f} {one.median:9.1f} {one.p95:7.1f} "
                f"{one.size / 1000:6.1f} {queries:>8} {ratio:6.1f}"
            )


if __name__ == "__main__":
    main()
