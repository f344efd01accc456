"""Small HTTP servers of this machine that tests talk to."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer


@contextmanager
def running(server: ThreadingHTTPServer, ends: threading.Event) -> Iterator[None]:
    """Run a server in a thread of its own.

    Args:
        server: bound to its port.
        ends: set in the end, for handlers that wait.
    """
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ends.set()
        server.shutdown()
        server.server_close()
        thread.join()
