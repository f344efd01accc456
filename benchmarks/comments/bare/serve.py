"""Serves the bare project: `python -m benchmarks.comments.bare.serve PORT PROCESSES THREADS`."""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def main(port: int, processes: int, threads: int) -> None:
    """Serve until the process is ended, on the server that ours runs on."""
    Granian(
        "django.core.wsgi:get_wsgi_application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=processes,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
