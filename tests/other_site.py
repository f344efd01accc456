"""Another site on the web: a real HTTP server of this machine that answers as it is told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.serving import running


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    method: str
    path: str
    agent: str


class OtherSite:
    """Answers each path with its status, 200 where nothing is said; a text is where it moved to.

    `no_head` are the paths that answer HEAD with 405, `silent` those that say nothing.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.answers: dict[str, int | str] = {}
        self.no_head: set[str] = set()
        self.silent: set[str] = set()
        self.ends = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server.server_address[1]}{path}"

    def handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(Asked(self.command, self.path, self.headers["User-Agent"]))
                if self.path in site.silent:
                    site.ends.wait(20)
                    return
                answer = site.answers.get(self.path, 200)
                if self.command == "HEAD" and self.path in site.no_head:
                    answer = 405
                self.send_response(answer if isinstance(answer, int) else 301)
                if isinstance(answer, str):
                    self.send_header("Location", answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_HEAD = do_GET  # noqa: N815 - http.server's own name

            def log_message(self, *arguments: Any) -> None:
                pass

        return Handler


@contextmanager
def serving() -> Iterator[OtherSite]:
    """Run another site."""
    site = OtherSite()
    with running(site.server, site.ends):
        yield site
