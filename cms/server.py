"""The site as Granian calls it: what is sent is taken in whole before a thread begins with it.

Granian's own WSGI interface (2.8) hands a body to the application while it arrives, without a
limit of time: four senders who stop in the middle hold all threads. It also writes
`X_Forwarded_For` and `X-Forwarded-For` into one variable, so that a sender can pass for the proxy.
Its RSGI interface leaves both to us. Here the event loop waits for bodies, and a sender who stops
costs a few kilobytes; a request goes to a thread, as WSGI, when everything is there. See
docs/decisions/0019.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol, cast

from django.conf import settings

from cms.request_limits import (
    CUT_OFF,
    NO_LENGTH,
    REFUSED,
    TOO_LARGE,
    TOO_MANY,
    TOO_SLOW,
    limit_for,
)
from cms.wsgi import application as site
from core.recognition.service import shipped_recogniser

logger = logging.getLogger(__name__)

Headers = list[tuple[str, str]]

# A sender on a slow line has a second more for so many bytes that came: 64 kbit/s is enough.
BYTES_A_SECOND = 8 * 1024
# Bodies under way in one process, and how many of them may be large; the next is refused at once.
# They stay in memory up to the size that makes them large, and above it in a file.
MOST_BODIES = 256
MOST_LARGE_BODIES = 8
LARGE = 256 * 1024  # bytes
# What is left of a refused body is taken and thrown away: a browser that is cut off while it sends
# shows an error of its own instead of the answer.
MOST_THROWN_AWAY = 8 * 1024 * 1024  # bytes
CHUNK = 64 * 1024  # bytes of a file that is no file of this machine
READS = {"GET", "HEAD", "OPTIONS"}


class Scope(Protocol):
    """A request, after the RSGI specification 1.6."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Any


@dataclass
class Body:
    """What was sent.

    Args:
        content: all of it.
        length: its bytes.
        refused: why it was not taken, one of the words of `cms.request_limits`.
    """

    content: IO[bytes] = field(default_factory=BytesIO)
    length: int = 0
    refused: str = ""

    def refuse(self, why: str) -> None:
        """Throw away what came and take no more."""
        self.refused = self.refused or why
        self.content.close()
        self.content, self.length = BytesIO(), 0


class LocalFile:
    """A file as WSGI's `wsgi.file_wrapper` names it; of this machine, it is sent without a thread.

    Args:
        file: opened for reading.
        size: bytes at a time.
    """

    def __init__(self, file: IO[bytes], size: int = CHUNK) -> None:
        self.file = file
        self.size = size

    def __iter__(self) -> Any:
        return iter(lambda: self.file.read(self.size), b"")

    def path(self) -> str:
        """Return where it lies, if all of it is to be sent; else nothing."""
        try:
            name = os.fspath(self.file.name)
            whole = os.path.isabs(name) and self.file.tell() == 0
        except (AttributeError, TypeError, OSError, ValueError):
            return ""
        return name if whole and isinstance(name, str) and os.path.isfile(name) else ""

    def close(self) -> None:
        """Close it, and the response that it belongs to."""
        self.file.close()


class Application:
    """The site for one server process.

    Threads that do what was sent are at most half of all: whoever reads does not wait behind
    log-ins and replies.
    """

    def __init__(self) -> None:
        threads = settings.ENVIRONMENT.server_threads
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        # Half a second and more, once: no reply, no search has to wait for it.
        self.threads.submit(shipped_recogniser)
        self.writing = asyncio.Semaphore(max(1, threads // 2))
        self.timeout: int = settings.ENVIRONMENT.server_body_timeout
        self.bodies = self.large_bodies = 0

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """Answer one request."""
        body = await self._take(scope, protocol)
        environ = environ_of(scope, body)
        with body.content:
            if scope.method in READS:
                await self._run(environ, protocol)
            else:
                async with self.writing:
                    await self._run(environ, protocol)

    async def _run(self, environ: dict[str, Any], protocol: Any) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.threads, answer, environ, protocol)

    async def _take(self, scope: Scope, protocol: Any) -> Body:
        """Wait for the body; give up what is too large, too slow or one too many."""
        body = Body()
        if not announces_body(scope):
            return body
        most = limit_for(scope.path).size
        declared = scope.headers.get("content-length", "")
        size = int(declared) if declared.isdecimal() else most
        is_large = min(size, most) > LARGE
        if self.bodies >= MOST_BODIES or (is_large and self.large_bodies >= MOST_LARGE_BODIES):
            body.refuse(TOO_MANY)
            return body
        if not declared.isdecimal():
            # Without a length, nobody can tell a body that is whole from one that broke off.
            body.refuse(NO_LENGTH)
        if size > most:
            body.refuse(TOO_LARGE)
        elif is_large:
            # Closed in `__rsgi__`.
            body.content = cast("IO[bytes]", SpooledTemporaryFile(LARGE))  # noqa: SIM115
        self.bodies += 1
        self.large_bodies += is_large
        try:
            arrived = await self._fill(body, protocol, most)
            if not body.refused and arrived != size:
                # A dose, a "not", an "unless" may be in what is missing.
                body.refuse(CUT_OFF)
        finally:
            self.bodies -= 1
            self.large_bodies -= is_large
        body.content.seek(0)
        return body

    async def _fill(self, body: Body, protocol: Any, most: int) -> int:
        """Take in what comes, and return how many bytes came."""
        begin = asyncio.get_running_loop().time()
        arrived = 0
        try:
            async with asyncio.timeout(self.timeout) as deadline:
                async for chunk in protocol:
                    arrived += len(chunk)
                    if arrived > most:
                        body.refuse(TOO_LARGE)
                    if arrived > most + MOST_THROWN_AWAY:
                        break
                    if not body.refused:
                        body.length += body.content.write(chunk)
                    deadline.reschedule(begin + self.timeout + arrived / BYTES_A_SECOND)
        except TimeoutError:
            body.refuse(TOO_SLOW)
        return arrived


def announces_body(scope: Scope) -> bool:
    """Return whether a body follows the headers of a request."""
    length = scope.headers.get("content-length")
    if length is not None:
        return bool(length != "0")
    # HTTP/2 needs neither of the two headers.
    return "transfer-encoding" in scope.headers or (
        scope.http_version == "2" and scope.method not in READS
    )


def environ_of(scope: Scope, body: Body) -> dict[str, Any]:
    """Return a request as WSGI has it (PEP 3333)."""
    name, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # WSGI's texts hold one byte in each character.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": name.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body.content,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": settings.ENVIRONMENT.server_processes > 1,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": LocalFile,
    }
    for header, value in scope.headers.items():
        # A name with an underscore would pass for the same name with a hyphen. nginx drops it too.
        if "_" in header:
            continue
        variable = header.replace("-", "_").upper()
        if variable != "CONTENT_TYPE":
            variable = f"HTTP_{variable}"
        if variable in environ:
            # RFC 9110, 5.3, and for cookies RFC 9113, 8.2.3
            between = "; " if header == "cookie" else ","
            value = f"{environ[variable]}{between}{value}"
        environ[variable] = value
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(body.length)
    if scope.authority and "HTTP_HOST" not in environ:
        environ["HTTP_HOST"] = scope.authority
    if body.refused:
        environ[REFUSED] = body.refused
    return environ


def answer(environ: dict[str, Any], protocol: Any) -> None:
    """Let the site answer a request, in this thread."""
    status, headers = 500, cast("Headers", [])

    def start_response(line: str, given: Headers, exc_info: Any = None) -> Callable[..., object]:
        nonlocal status, headers
        status, headers = int(line.split(" ", 1)[0]), given
        return _write

    parts: Any = None
    try:
        parts = site(environ, start_response)
        if environ.get(REFUSED):
            # What is still under way is not read: the next request needs another connection.
            headers = [*headers, ("Connection", "close")]
        if isinstance(parts, LocalFile) and status == 200 and (path := parts.path()):
            protocol.response_file(status, headers, path)
        elif getattr(parts, "streaming", True):
            stream = protocol.response_stream(status, headers)
            for part in parts:
                stream.send_bytes(part)
        else:
            protocol.response_bytes(status, headers, b"".join(parts))
    except Exception:
        # Django answers what goes wrong in a view; this is about the answer itself.
        logger.exception("Could not answer %s", environ["REQUEST_METHOD"])
        protocol.response_empty(500, [])
    finally:
        if hasattr(parts, "close"):
            parts.close()


def _write(data: bytes) -> None:
    # PEP 3333 has start_response return it; a call of it would be a fault to be seen in the log.
    raise NotImplementedError("Django never writes before it answers.")


application = Application()
