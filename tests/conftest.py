"""Fixtures that most tests need."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images.models import Filter
from wagtail.models import Page, Site

from accounts.models import User
from accounts.roles import make_roles
from blog.models import BlogIndexPage, BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import Author, post_comment, set_status
from delivery.published.tasks import render_stale
from home.models import HomePage
from images.models import CustomImage
from search import indexing as search_indexing
from tests import databases, factories
from tests.settings import folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--screenshots=folder`: what the browser tests see is kept there, to be looked at."""
    parser.addoption("--screenshots", type=Path, help="folder for what the browser tests see")


# What asks a database for nothing, or for nothing that two databases could answer differently:
# pages, files, words, processes. `make test` runs these on SQLite and the rest on
# PostgreSQL.
SAME_ON_EVERY_DATABASE = (
    *("accounts/test_access", "accounts/test_hashers", "accounts/test_password_validation"),
    *("blog/blocks", "blog/checks", "blog/test_contents", "blog/test_hostile_editors"),
    *("blog/clinical_review/test_differences", "blog/publishing/test_invariant", "browser"),
    *("cms/test_admin_lists", "cms/test_bootstrap", "cms/test_environment", "cms/test_forgery"),
    *("cms/test_middleware", "cms/test_request_limits", "cms/test_serve"),
    *("cms/test_server", "cms/test_static_files", "cms/test_views"),
    *("comments/judging", "comments/test_classifiers", "comments/test_confidentiality"),
    *("comments/test_directions", "comments/test_personal_data", "comments/test_text"),
    *("core/recognition", "core/management", "core/test_folding", "core/test_phrases"),
    *(
        "core/test_streams",
        "core/outgoing",
        "delivery/test_sections",
        "delivery/webhooks/test_transport",
    ),
    *("demo_content", "home/test_crisis", "home/test_guide", "home/test_pages"),
    *("home/test_phone_numbers", "images", "search/test_danger"),
)
# Of these, what is stored and found again.
STORED = ("blog/checks/test_panel", "images/test_storing")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs on one database only."""
    for item in items:
        name = item.path.relative_to(Path(__file__).parent).with_suffix("").as_posix()
        if name.startswith(SAME_ON_EVERY_DATABASE) and not name.startswith(STORED):
            item.add_marker(pytest.mark.rendering)


def pytest_unconfigure() -> None:
    """Remove what the tests uploaded; their processes end without tidying up."""
    folder.cleanup()


def furnish() -> None:
    """Store what nearly every test asks for, and took a quarter of its time: site and roles."""
    home = factories.HomePageFactory(parent=Page.get_first_root_node())
    site = Site.objects.get(is_default_site=True)
    old = site.root_page
    site.root_page, site.hostname = home, "testserver"
    site.save()
    old.delete()
    make_roles()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Give the tests of this process a database, in the place of pytest-django's own fixture."""
    rolls_back = any(
        marker.kwargs.get("serialized_rollback")
        for item in request.session.items
        for marker in item.iter_markers("django_db")
    )
    with django_db_blocker.unblock():
        databases.make_database(furnish=furnish, remember=rolls_back)
    yield
    with django_db_blocker.unblock():
        databases.delete_database()


def render_all() -> None:
    """Render until nothing is stale; making an image's files may make a post stale once more."""
    while render_stale.call(most=1000):
        pass


RENDERED = ("/api/", "/feeds/", "/sitemap.xml", "/llms.txt")  # what answers from rendered documents


SEARCHED = ("/search/", "/api/")


class ConsumerClient(Client):
    """A client that calls when what was changed is rendered and indexed, as within seconds.

    Tests run in a transaction that is never committed, after which rendering would begin.
    """

    is_counted = False

    def request(self, **request: Any) -> Any:
        if not self.is_counted and request["PATH_INFO"].startswith(RENDERED):
            render_all()
        if not self.is_counted and request["PATH_INFO"].startswith(SEARCHED):
            search_indexing.refresh_stale()
        return super().request(**request)


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Client:
    """A client; one that renders first where the test has a database."""
    has_database = {"db", "transactional_db"} & set(request.fixturenames)
    return ConsumerClient() if has_database else Client()


@pytest.fixture(autouse=True)
def _empty_caches() -> None:
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _remember_sizes() -> Iterator[None]:
    """Make each size of each picture once: codecs took half of all time, again and again."""
    made: dict[tuple[bytes, str, str], tuple[type, bytes]] = {}
    run = Filter.run

    def run_once(self: Filter, image: CustomImage, output: Any, source: Any = None) -> Any:
        if source is None:
            with image.open_file() as file:
                source = BytesIO(file.read())
        key = (sha256(source.read()).digest(), self.spec, self.get_cache_key(image))
        source.seek(0)
        if key not in made:
            result = run(self, image, output, source)
            result.f.seek(0)
            made[key] = (type(result), result.f.read())
        kind, data = made[key]
        return kind(BytesIO(data))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Filter, "run", run_once)
        yield


@pytest.fixture
def site(db: None) -> Site:
    """The default site with its home page, as a reader's request finds it."""
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def home(site: Site) -> HomePage:
    return HomePage.objects.get(pk=site.root_page_id)


@pytest.fixture
def blog(home: HomePage) -> BlogIndexPage:
    return factories.BlogIndexPageFactory(parent=HomePage.objects.get(pk=home.pk))


@pytest.fixture
def make_post(blog: BlogIndexPage) -> Callable[..., BlogPostPage]:
    """Make published posts: `make_post(title="…", body=[("text", {…})])`."""

    def make(**values: Any) -> BlogPostPage:
        # treebeard counts children on the parent it is given; a stale one gives twin paths.
        parent = BlogIndexPage.objects.get(pk=blog.pk)
        return factories.BlogPostPageFactory(parent=parent, **values)

    return make


@pytest.fixture
def post(make_post: Callable[..., BlogPostPage]) -> BlogPostPage:
    return make_post(
        title="Sleep and mood",
        slug="sleep-and-mood",
        body=[
            ("introduction", {"text": "<p>Sleep and mood belong together.</p>"}),
            ("text", {"heading": "Why sleep matters", "text": "<p>Because.</p>"}),
        ],
    )


@pytest.fixture
def reply(post: BlogPostPage) -> Callable[..., ReaderComment]:
    """Post a comment an hour ago: `reply("Text", to=parent, status=Status.PENDING)`."""

    def make(
        text: str = "Thank you.",
        *,
        to: ReaderComment | None = None,
        status: Status = Status.APPROVED,
        name: str = "Ada",
        **values: Any,
    ) -> ReaderComment:
        now = values.pop("now", timezone.now() - timedelta(hours=1))
        comment = post_comment(
            page=values.pop("page", post),
            author=Author(name=name, email=values.pop("email", "ada@example.com")),
            text=text,
            reply_to=to.pk if to else None,
            now=now,
            confirmed=status != Status.UNCONFIRMED,
            **values,
        )
        if status != Status.UNCONFIRMED:
            set_status(comments=[comment], status=status, by=None, now=now)
        comment.refresh_from_db()
        return comment

    return make


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Make users in a role: `make_user(EDITOR)`; log in with `client.force_login(user)`."""

    def make(role: str | None = None, email: str = "", **values: Any) -> User:
        count = User.objects.count()
        user = User.objects.create_user(email or f"user{count}@example.com", "password", **values)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def count_queries(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Count the queries of a call: `count_queries(client.get, "/blog/")`."""

    def count(call: Callable[..., Any], *args: Any, **kwargs: Any) -> int:
        render_all()
        search_indexing.refresh_stale()
        monkeypatch.setattr(ConsumerClient, "is_counted", True)
        with CaptureQueriesContext(connection) as captured:
            call(*args, **kwargs)
        monkeypatch.undo()
        return len(captured)

    return count
