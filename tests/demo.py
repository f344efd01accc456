"""The demo on a free port and a Chromium to look at it with, for browser tests and pictures."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 240
LOG_INS = "demo-logins.txt"
# The first is Chromium without windows: a page of its own costs a third of the time.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "no Chromium here; install it, for example: apt-get install chromium-headless-shell"


class DidNotStart(Exception):  # noqa: N818 - what is the case
    """The demo's server ended or never answered; the message is what it wrote."""


@dataclass(frozen=True)
class Demo:
    """The demo, served as `make demo` serves it.

    Args:
        url: its address without a slash at the end.
        log_ins: (username, password) by role.
        folder: its VAR_DIR.
        environment: the variables of its processes.
    """

    url: str
    log_ins: dict[str, tuple[str, str]]
    folder: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> subprocess.Popen[str]:
        """Start one of the demo's commands."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@contextmanager
def serve_demo(variables: dict[str, str] | None = None) -> Iterator[Demo]:
    """Serve the demo on a free port, from a folder of its own that is removed in the end.

    Args:
        variables: of the environment, beside those that every demo needs.

    Raises:
        DidNotStart: when it does not answer in time.
    """
    url = f"http://127.0.0.1:{free_port()}"
    folder = Path(tempfile.mkdtemp(prefix="clinic-blog-browser-"))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = kept | (variables or {}) | {"VAR_DIR": str(folder), "SITE_URL": url}
    try:
        with open(folder / "server.log", "w") as log:
            server = subprocess.Popen(
                [sys.executable, "manage.py", "demo", "--serve", "--port", url.rsplit(":", 1)[1]],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait_for(url, server, folder)
                lines = (folder / LOG_INS).read_text().splitlines()
                rows = [line.split() for line in lines]
                log_ins = {role: (username, password) for role, username, password in rows}
                yield Demo(url=url, log_ins=log_ins, folder=folder, environment=environment)
            finally:
                server.terminate()
                server.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find_chromium() -> str | None:
    """Return the path of Chromium, or None where there is none."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


@contextmanager
def run_chromium(path: str) -> Iterator[Browser]:
    """Run Chromium.

    Args:
        path: of its program.
    """
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium runs without its own sandbox only.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def log_in(page: Page, demo: Demo, role: str) -> None:
    """Log in by the form, as a role of the demo's."""
    username, password = demo.log_ins[role]
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")


def _wait_for(url: str, server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                # Without its log-ins it is another server, which took the port meanwhile.
                if (folder / LOG_INS).exists():
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.2)  # waits for another process, not for a behaviour under test
    said = (folder / "server.log").read_text()
    raise DidNotStart(f"The demo did not start:\n{said}")
