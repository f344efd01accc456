"""A receiver of webhooks: a real HTTP server of this machine that answers as it is told."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

from delivery.models import WebhookEndpoint
from tests.serving import running


@dataclass
class Answer:
    """What a receiver says; `silence` holds the answer back until the receiver ends."""

    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    silence: bool = False


@dataclass
class Received:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Collects what is sent; gives the answers in their order, the last one again and again."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answers: list[Answer] = [Answer()]
        self.ends = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?from=cms"

    def verified(self, endpoint: WebhookEndpoint, number: int = -1) -> Any:
        """Verify a request as a consumer does, by the library, and return its payload."""
        request = self.received[number]
        return Webhook(endpoint.secret).verify(request.body, request.headers)

    def handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                receiver.received.append(Received(self.path, headers, body))
                answers = receiver.answers
                answer = answers.pop(0) if len(answers) > 1 else answers[0]
                if answer.silence:
                    receiver.ends.wait(20)
                    return
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            do_GET = do_POST  # noqa: N815 - http.server's own name

            def log_message(self, *arguments: Any) -> None:
                pass

        return Handler


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Run a receiver, over TLS when a context with a certificate is given."""
    receiver = Receiver()
    if tls:
        receiver.server.socket = tls.wrap_socket(receiver.server.socket, server_side=True)
    with running(receiver.server, receiver.ends):
        yield receiver
