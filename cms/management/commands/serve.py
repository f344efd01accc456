"""`manage.py serve`: the production server."""

import errno
import socket
from argparse import ArgumentParser
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from operations.background import disconnect, working_beside


class Command(BaseCommand):
    """Serves the site with Granian until it is stopped."""

    help = "Serve the site on the production server. SERVER_PROCESSES and SERVER_THREADS size it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the address."""
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on.")
        parser.add_argument("--port", default=8000, type=int, help="Port to listen on.")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        """Serve.

        Raises:
            CommandError: when the address can't be listened on, with what to do.
        """
        check_address(host, port)
        environment = settings.ENVIRONMENT
        server = Granian(
            "cms.server:application",
            address=host,
            port=port,
            interface=Interfaces.RSGI,
            workers=environment.server_processes,
            websockets=False,
            log_level=LogLevels.warning,
        )
        disconnect()
        with working_beside() if environment.background_jobs else nullcontext():
            server.serve()


def check_address(host: str, port: int) -> None:
    """See whether the address is free; the server's own message would be a traceback.

    Raises:
        CommandError: when it is not, with what to do.
    """
    if not 1 <= port <= 65535:
        raise CommandError(f"PORT must be between 1 and 65535, not {port}; for example PORT=8000")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                remedy = (
                    f"Port {port} on {host} is in use. Stop what listens there or choose another "
                    f"one, for example: make demo PORT={port + 1 if port < 65535 else 8000}"
                )
            elif error.errno == errno.EACCES:
                remedy = (
                    f"Port {port} needs more rights than you have; choose one above 1023, for "
                    "example: make demo PORT=8000"
                )
            else:
                remedy = (
                    f"HOST={host} is no address of this machine ({error}); for example "
                    "HOST=127.0.0.1, or HOST=0.0.0.0 for all of its addresses"
                )
            raise CommandError(remedy) from error
