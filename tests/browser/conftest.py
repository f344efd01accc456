"""One demo server and one Chromium for all browser tests."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from psycopg import sql

from tests.ports import free_port

START_SECONDS = 240
# A page may make its images' sizes while it is first shown, with the other tests beside it.
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)


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
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep browser tests in one process: they share a server and a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def database() -> Iterator[dict[str, str]]:
    """Make a database for the demo beside that of the tests, and drop it in the end.

    Yields:
        The environment variable that names it; none for SQLite, whose file is in VAR_DIR.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield {}
        return
    name = f"clinic_blog_browser_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="package")
def demo(database: dict[str, str]) -> Iterator[Demo]:
    """Serve the demo on a free port, with a database of its own."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="clinic-blog-browser-"))
    url = f"http://127.0.0.1:{port}"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = kept | database | {"VAR_DIR": str(folder), "SITE_URL": url}
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--serve", "--port", str(port)],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(url, server, folder / "server.log")
            lines = (folder / "demo-logins.txt").read_text().splitlines()
            rows = [line.split() for line in lines]
            log_ins = {role: (username, password) for role, username, password in rows}
            yield Demo(url=url, log_ins=log_ins, folder=folder, environment=environment)
        finally:
            server.terminate()
            server.wait(20)
    shutil.rmtree(folder, ignore_errors=True)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)  # waits for another process, not for a behaviour under test
    pytest.fail(f"The demo did not start:\n{log.read_text()}")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start Chromium, or skip the tests that need it where there is none.

    It ends with the last browser test: while Playwright runs, Django takes its event loop for an
    asynchronous view's and refuses the database to all other tests of this process.
    """
    path = next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )
    if path is None:
        message = "no Chromium here; install it, for example: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium runs without its own sandbox only.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, demo: Demo) -> Iterator[BrowserContext]:
    """A browser without history on a computer's screen."""
    context = chromium.new_context(base_url=demo.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, demo: Demo) -> Iterator[Page]:
    """A page that fails its test when a script fails; a failing server's own words are shown."""
    log = demo.folder / "server.log"
    start = log.stat().st_size
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"A script failed: {error}"))
    yield page
    said = log.read_text()[start:]
    if "Traceback" in said:
        print(said)


@pytest.fixture
def log_in(page: Page, demo: Demo) -> object:
    """Log in by the form: `log_in("editor")`."""

    def log_in_as(role: str) -> Page:
        username, password = demo.log_ins[role]
        page.goto("/admin/login/")
        page.locator("[name=username]").fill(username)
        page.locator("[name=password]").fill(password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")
        return page

    return log_in_as


@pytest.fixture
def camera(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Take what a page shows: `camera(page, "review-returned")`; none without `--screenshots`."""
    folder: Path | None = request.config.getoption("--screenshots")

    def take(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take
