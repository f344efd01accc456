"""nginx in front of a served site, with the very file that docs/operating.md shows."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings

from tests.ports import free_port

DOCUMENTED = settings.BASE_DIR / "deploy" / "nginx.conf"
FRAME = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {documented}
}}
"""


@contextmanager
def nginx_before(url: str, port: int | None = None) -> Iterator[str]:
    """Run nginx before a server; yield its address.

    Only what an example can't know is changed: the certificate, the name and the two ports.

    Args:
        url: the server's address.
        port: where nginx listens; a free one unless told.
    """
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(nginx).exists():
        pytest.fail("This needs nginx; on Debian and Ubuntu: apt-get install nginx-light")
    port = port or free_port()
    documented = DOCUMENTED.read_text()
    for old, new in (
        (r"server 127\.0\.0\.1:8000;", f"server {url.removeprefix('http://')};"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        (r"ssl_certificate\w* .*;", ""),
        (r"server_name www\.example\.com;", "server_name 127.0.0.1;"),
        (r"listen 80;", f"listen 127.0.0.1:{free_port()};"),
    ):
        documented, count = re.subn(old, new, documented)
        assert count, f"{DOCUMENTED.name} has no line like {old}"
    with TemporaryDirectory(prefix="clinic-blog-nginx-") as folder:
        file = Path(folder) / "nginx.conf"
        file.write_text(FRAME.format(folder=folder, documented=documented))
        process = subprocess.Popen([nginx, "-c", str(file), "-p", folder])
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)  # waits for another process, not for a behaviour under test
    pytest.fail("nginx did not start")
