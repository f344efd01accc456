"""One demo server and one Chromium for all browser tests."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from psycopg import sql

from tests.demo import NO_CHROMIUM, Demo, find_chromium, run_chromium, serve_demo
from tests.demo import log_in as enter_admin

# A page may make its images' sizes while it is first shown, with the other tests beside it.
PATIENCE = 30_000  # milliseconds
expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
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
    with serve_demo(database) as demo:
        yield demo


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start Chromium, or skip the tests that need it where there is none.

    It ends with the last browser test: while Playwright runs, Django takes its event loop for an
    asynchronous view's and refuses the database to all other tests of this process.
    """
    path = find_chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(NO_CHROMIUM)
        pytest.skip(NO_CHROMIUM)
    with run_chromium(path) as browser:
        yield browser


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
        enter_admin(page, demo, role)
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
