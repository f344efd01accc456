"""One hostile client, on loopback only and for a bounded time.

Run as `python -m tests.hostile_client KIND URL PAGE SECONDS`; it prints how often it was answered
with which status. A process of its own: it must not slow down who measures.
"""

import os
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx

ADDRESS = "127.0.0.2"  # not the reader's
PAUSE = 0.02  # seconds: as far away as a client on the net
MOST_SECONDS = 30
LARGE = "ﷺ" * 800_000  # 2.4 MB, of the letter that Unicode takes apart into the most


class Hostile:
    """Sends until its time is over.

    Args:
        url: the address of the site; loopback.
        page: key of a page that takes replies.
        seconds: for how long.
    """

    def __init__(self, url: str, page: str, seconds: float) -> None:
        assert urlsplit(url).hostname == "127.0.0.1"
        self.url = url
        self.page = page
        self.until = time.monotonic() + min(seconds, MOST_SECONDS)
        self.answers: Counter[object] = Counter()

    def at_a_time(self, count: int, send: Callable[[httpx.Client, int], object]) -> None:
        """Send again and again, so many at a time."""

        def run(number: int) -> None:
            transport = httpx.HTTPTransport(local_address=ADDRESS)
            with httpx.Client(base_url=self.url, transport=transport, timeout=30) as client:
                while time.monotonic() < self.until:
                    try:
                        answer = send(client, number)
                    except httpx.HTTPError as error:
                        answer = type(error).__name__
                    self.answers[answer] += 1
                    time.sleep(PAUSE)

        threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def large_bodies(self) -> None:
        """Four at a time, of 2.4 MB."""
        path, body = f"/comments/{self.page}/", LARGE.encode()
        self.at_a_time(4, lambda client, _: client.post(path, content=body).status_code)

    def slow_bodies(self) -> None:
        """Sixteen senders of a byte in two seconds."""
        parts = urlsplit(self.url)

        def send(client: httpx.Client, number: int) -> object:
            source = (ADDRESS, 0)
            with socket.create_connection((parts.hostname, parts.port), 30, source) as slow:
                head = f"POST /comments/{self.page}/ HTTP/1.1\r\nHost: {parts.netloc}\r\n"
                slow.sendall(f"{head}Content-Length: 60000\r\n\r\n".encode())
                while time.monotonic() < self.until:
                    slow.sendall(b"x")
                    time.sleep(2)
            return "held"

        self.at_a_time(16, send)

    def log_ins(self) -> None:
        """Sixteen log-ins at a time, each for another address."""
        tokens: dict[int, str] = {}

        def send(client: httpx.Client, number: int) -> object:
            if number not in tokens:
                tokens[number] = client.get("/comments/token/").json()["csrf_token"]
            data = {
                "username": f"guess{time.monotonic_ns()}@example.com",
                "password": "guess",
                "csrfmiddlewaretoken": tokens[number],
            }
            return client.post("/admin/login/", data=data).status_code

        self.at_a_time(16, send)

    def drafts(self) -> None:
        """Four at a time, to an address of the admin that takes more than others."""
        path = "/admin/images/multiple/add/"
        self.at_a_time(4, lambda client, _: client.post(path, data={"title": "x"}).status_code)

    def replies(self) -> None:
        """Four replies at a time, none like another."""
        ready: dict[int, dict[str, str]] = {}

        def send(client: httpx.Client, number: int) -> object:
            if number not in ready:
                answer = client.get("/comments/token/").json()
                ready[number] = {
                    "csrfmiddlewaretoken": answer["csrf_token"],
                    "stamp": answer["stamp"],
                }
                time.sleep(3.5)  # who is quicker is taken for a robot
            data = ready[number] | {
                "name": "Ada",
                "email": f"ada{number}@example.com",
                "comment": f"{time.monotonic_ns()} " + "and so it goes on " * 150,
            }
            return client.post(f"/comments/{self.page}/", data=data).status_code

        self.at_a_time(4, send)


if __name__ == "__main__":
    os.nice(19)  # a real one has a machine of its own
    kind, url, page, seconds = sys.argv[1:]
    hostile = Hostile(url, page, float(seconds))
    getattr(hostile, kind)()
    print(dict(hostile.answers))
