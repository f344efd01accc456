"""The server itself: bodies that come slowly or not at all, and headers that pass for others."""

import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from django.core.management import call_command
from django.db import connection

from blog.models import BlogPostPage
from comments.models import ReaderComment
from tests.server import Server, serve

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="a server needs its own connections"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TIMEOUT = 2  # seconds
SLOW = 12  # three times the server's threads


@pytest.fixture
def server(post: BlogPostPage) -> Iterator[Server]:
    call_command("createcachetable", "cache", verbosity=0)
    with serve(
        threads=4,
        SERVER_BODY_TIMEOUT=str(TIMEOUT),
        TRUSTED_PROXIES="1",
        API_REQUESTS_PER_MINUTE="3",
    ) as running:
        yield running


@contextmanager
def sending(server: Server, path: str, beginning: bytes = b"comment=a") -> Iterator[socket.socket]:
    """Begin to send 10,000 bytes, and go no further."""
    host = server.url.removeprefix("http://")
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=30) as slow:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 10000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        slow.sendall(head.encode() + beginning)
        yield slow


def page_times(server: Server, path: str, times: int) -> list[float]:
    taken = []
    with httpx.Client(base_url=server.url, timeout=30) as reader:
        for _ in range(times):
            begin = time.monotonic()
            assert reader.get(path).status_code == 200
            taken.append(time.monotonic() - begin)
    return taken


def test_bodies_that_do_not_come_hold_up_nobody_and_are_given_up(
    server: Server, post: BlogPostPage
) -> None:
    path = str(post.url)
    page_times(server, path, 5)
    begin = time.monotonic()
    with ExitStack() as stack:
        slow = [stack.enter_context(sending(server, f"/comments/{post.pk}/")) for _ in range(SLOW)]
        others = page_times(server, path, 5)
        written = httpx.post(f"{server.url}/comments/{post.pk}/", data={"comment": "Quick."})
        assert time.monotonic() - begin < TIMEOUT
        answers = [one.recv(2000).decode() for one in slow]
        ended = [one.recv(2000) for one in slow]

    assert statistics.median(others) < 1
    assert written.status_code == 200  # asks to look at it again: it came without a token
    assert all(answer.startswith("HTTP/1.1 408 ") for answer in answers)
    assert all("connection: close" in answer.lower() for answer in answers)
    assert all(end == b"" or end.startswith(b"What") for end in ended)


def test_body_is_counted_while_it_comes_and_its_writer_gets_the_answer(
    server: Server, post: BlogPostPage
) -> None:
    def endless() -> Iterator[bytes]:
        yield from (b"x" * 10_000 for _ in range(200))

    for path, code in ((f"/comments/{post.pk}/", 411), ("/api/content/v1/posts/", 411)):
        assert httpx.post(f"{server.url}{path}", content=endless()).status_code == code
    declared = httpx.post(f"{server.url}/comments/{post.pk}/", content=b"x" * 3_000_000)
    # In pieces of no known number, nobody can tell the whole from what broke off.
    small = httpx.post(f"{server.url}/comments/{post.pk}/", content=iter([b"comment=", b"Hello"]))

    assert declared.status_code == 413
    assert small.status_code == 411


def test_body_that_breaks_off_is_not_taken_for_the_whole(
    server: Server, post: BlogPostPage
) -> None:
    """Half of a sentence says something else, and half of a cry for help is one already."""
    host, port = server.url.removeprefix("http://").split(":")
    body = b"name=Sam&comment=I+took+40+pills"
    head = (
        f"POST /comments/{post.pk}/ HTTP/1.1\r\nHost: {host}:{port}\r\n"
        f"Origin: {server.url}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body) + 40}\r\n\r\n"
    ).encode()
    with socket.create_connection((host, int(port)), timeout=30) as connection_:
        connection_.sendall(head + body)
        connection_.shutdown(socket.SHUT_WR)
        answer = connection_.recv(4096)

    assert not answer or b" 400 " in answer.splitlines()[0]
    assert httpx.get(f"{server.url}/healthz").status_code == 200
    assert not ReaderComment.objects.exists()
    # The same in full is kept, so that the test would see it.
    httpx.post(
        f"{server.url}/comments/{post.pk}/",
        content=body,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Origin": server.url},
    )
    assert ReaderComment.objects.exists()


def test_header_with_underscores_does_not_pass_for_the_proxys(server: Server) -> None:
    """Through Granian's WSGI interface the later of the two won."""
    codes = []
    for number in range(6):
        headers = {"X-Forwarded-For": "203.0.113.7", "X_Forwarded_For": f"198.51.{number}.1"}
        headers |= {f"{'z' * number}-a": "1"}  # moves the other two about in the server's table
        codes.append(httpx.get(f"{server.url}/api/content/v1/", headers=headers).status_code)

    assert codes.count(429) == 3
