"""The production server on the database of the tests, for what only several processes show."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import httpx
import pytest
from django.conf import settings
from django.core import signing
from django.db import connection

from comments import forms
from tests.ports import free_port

START_SECONDS = 60


@dataclass
class Server:
    """A server that runs.

    Args:
        url: its address without a slash at the end.
        process: its first process.
        log: what it writes.
    """

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End all of its processes at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serve(*, processes: int = 1, threads: int = 3, **variables: str) -> Iterator[Server]:
    """Serve the tests' own database, which must hold what was committed.

    Args:
        processes: worker processes.
        threads: request threads in each.
        variables: environment variables beside the usual ones.
    """
    port = free_port()
    name = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    with TemporaryDirectory(prefix="clinic-blog-server-") as folder:
        log = Path(folder) / "server.log"
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": url,
            "SECRET_KEY": settings.SECRET_KEY,
            "CACHE_URL": "dbcache://cache",
            "SERVER_PROCESSES": str(processes),
            "SERVER_THREADS": str(threads),
            "BACKGROUND_JOBS": "false",
            "SITE_URL": f"http://127.0.0.1:{port}",
            **variables,
        }
        with open(log, "w") as file:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", "--port", str(port)],
                cwd=settings.BASE_DIR,
                env=os.environ | environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(f"http://127.0.0.1:{port}", process, log)
        try:
            _wait_for(server)
            yield server
        finally:
            if process.poll() is None:
                server.kill()


def _wait_for(server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with urlopen(f"{server.url}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.05)  # waits for another process, not for a behaviour under test
    pytest.fail(f"The server did not start:\n{server.log.read_text()}")


class Reader:
    """Somebody with a browser, who replies.

    Args:
        url: the server's address.
        name: the reader's.
    """

    def __init__(self, url: str, name: str) -> None:
        self.name = name
        self.client = httpx.Client(base_url=url, timeout=60)
        try:
            answer = self.client.get("/comments/token/").raise_for_status().json()
        except httpx.HTTPError:
            self.client.close()
            raise
        self.token = answer["csrf_token"]

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *args: object) -> None:
        self.client.close()

    def reply(self, page: int, text: str, *, to: int | None = None) -> int:
        """Send a reply and return the status of the answer."""
        # Made ready a while ago: nobody types in no time.
        stamp = signing.dumps([time.time() - 10, text], salt=forms.SALT)
        response = self.client.post(
            f"/comments/{page}/",
            data={
                "name": self.name,
                "email": f"{self.name}@example.com",
                "comment": text,
                "reply_to": to or "",
                "stamp": stamp,
                "csrfmiddlewaretoken": self.token,
            },
        )
        return response.status_code
