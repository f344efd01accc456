"""The server's own messages."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_port_in_use_is_told_with_another_port() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} on 127.0.0.1 is in use.*make demo"):
            call_command("serve", host="127.0.0.1", port=port)


def test_port_out_of_range_is_told_with_the_range() -> None:
    with pytest.raises(CommandError, match="PORT must be between 1 and 65535, not 70000"):
        call_command("serve", port=70000)


def test_address_of_another_machine_is_told() -> None:
    with pytest.raises(CommandError, match=r"HOST=192\.0\.2\.1 is no address of this machine"):
        call_command("serve", host="192.0.2.1")
