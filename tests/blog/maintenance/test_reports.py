"""What the desk is told to mend in live posts."""

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.blocks import PostBodyBlock
from blog.maintenance import scan
from blog.maintenance.scan import look_through_due
from blog.models import BlogPostPage, LinkTarget, PostUpkeep
from home.models import HomePage
from images.models import CustomDocument
from tests import factories
from tests.blog.checks.conftest import text
from tests.factories import StandardPageFactory, cite

LINKS = "/admin/reports/broken-links/"
SOURCES = "/admin/reports/posts-without-sources/"
MakePost = Callable[..., BlogPostPage]
MakeUser = Callable[..., User]


@pytest.fixture
def editor(client: Client, site: object, make_user: MakeUser) -> Client:
    client.force_login(make_user(EDITOR))
    return client


@pytest.fixture
def about(home: HomePage) -> Page:
    return StandardPageFactory(parent=home, title="About", slug="about")


def published(post: BlogPostPage) -> BlogPostPage:
    post.save_revision().publish()
    return post


def rows(client: Client, address: str) -> list[list[str]]:
    """Return the cells of a report as a person reads them."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    lines = soup.select("table.listing tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in line.select("td")] for line in lines]


def look() -> None:
    """Do what the background does within half a minute."""
    while look_through_due(now=timezone.now()):
        pass


def preview(name: str) -> tuple[str, Any]:
    return (name, PostBodyBlock().child_blocks[name].get_preview_value())


def test_page_that_is_taken_off_the_site_breaks_the_links_to_it_until_it_is_back(
    editor: Client, about: Page, make_post: MakePost
) -> None:
    link = ("page", {"text": "About us", "page": about})
    action = ("call_to_action", {"heading": "Next", "links": [link], "style": "quiet"})
    typed = text(f'<p><a linktype="page" id="{about.pk}">About us</a></p>')
    for title, section in (("First", typed), ("Second", action)):
        published(make_post(title=title, body=[section]))
    assert rows(editor, LINKS) == []

    about.unpublish()
    look()

    [[address, state, reason, posts, since, asked]] = rows(editor, LINKS)
    assert address == "http://testserver/about/ (new tab)"
    assert (state, reason) == ("Broken", "The page “About” is not published.")
    assert posts == "First Second"
    assert "ago" in since or "minutes" in since or since
    assert asked == ""

    about.save_revision().publish()
    look()

    assert rows(editor, LINKS) == []


def test_page_or_document_that_is_deleted_is_named_with_its_posts(
    editor: Client, about: Page, make_post: MakePost
) -> None:
    document = CustomDocument.objects.create(title="Leaflet", file=ContentFile(b"x", name="l.txt"))
    html = (
        f'<p><a linktype="page" id="{about.pk}">About us</a> '
        f'<a linktype="document" id="{document.pk}">The leaflet</a></p>'
    )
    post = published(make_post(title="Sleep", body=[text(html)]))
    keys = about.pk, document.pk

    Page.objects.get(pk=about.pk).delete()
    document.delete()
    look()

    found = {row[0]: (row[2], row[3]) for row in rows(editor, LINKS)}
    assert found == {
        f"Page {keys[0]}": ("The page was deleted.", "Sleep"),
        f"Document {keys[1]}": ("The document was deleted.", "Sleep"),
    }
    assert f'href="/admin/pages/{post.pk}/edit/"' in editor.get(LINKS).content.decode()


def test_mended_link_leaves_the_report_when_its_post_is_published(
    editor: Client, make_post: MakePost
) -> None:
    broken = text('<p><a href="/aboot/">About us</a> <a href="#nothing">Below</a></p>')
    post = published(make_post(body=[broken]))
    found = {row[0].removesuffix(" (new tab)") for row in rows(editor, LINKS)}
    assert found == {"http://testserver/aboot/", f"{post.full_url}#nothing"}

    post.body = factories.body([text("<p>About us.</p>")])
    post.save_revision()
    assert len(rows(editor, LINKS)) == 2
    post.save_revision().publish()

    assert rows(editor, LINKS) == []


def test_links_are_filtered_and_exported(editor: Client, make_post: MakePost) -> None:
    post = published(make_post(title="Sleep, deep", body=[text('<p><a href="/aboot/">A</a></p>')]))
    published(make_post(title="Rest", body=[text('<p><a href="https://a.org/x">A</a></p>')]))
    LinkTarget.objects.exclude(host="").update(state="unclear", reason="Open it in a browser.")
    other = published(make_post(title="Calm", body=[text('<p><a href="/aboot/">A</a></p>')]))
    Page.objects.filter(pk=other.pk).update(live=False)

    assert [row[1] for row in rows(editor, LINKS)] == ["Broken", "Could not be checked"]
    assert [row[1] for row in rows(editor, f"{LINKS}?state=unclear")] == ["Could not be checked"]
    assert [row[1] for row in rows(editor, f"{LINKS}?place=here")] == ["Broken"]
    answer = editor.get(f"{LINKS}?export=csv")
    lines = list(csv.reader(StringIO(b"".join(answer).decode())))

    assert lines[0][:4] == ["Address", "State", "Why", "Posts"]
    assert lines[1][:4] == [
        "http://testserver/aboot/",
        "Broken",
        "There is no page at /aboot/",
        post.title,
    ]


def test_sections_without_a_source_are_named_until_they_cite_one(
    editor: Client, make_post: MakePost
) -> None:
    question = {"question": "Is it safe?", "short_answer": "<p>Mostly.</p>"}
    post = published(
        make_post(
            title="Ketamine",
            body=[("key_question", question), preview("risks"), text("<p>Hi.</p>")],
        )
    )
    published(make_post(title="Chat", body=[text("<p>Hello.</p>")]))
    make_post(title="Draft", body=[preview("risks")], live=False).save_revision()

    [[title, sections, *_]] = rows(editor, SOURCES)
    assert title == "Ketamine"
    assert sections.startswith("Key question: Is it safe?; Risks: ")
    lines = b"".join(editor.get(f"{SOURCES}?export=csv")).decode().splitlines()
    assert lines[0].startswith("Title,Sections without a source,")
    assert "Is it safe?" in lines[1]

    cited = f"<p>Mostly.{cite(factories.SourceFactory())}</p>"
    post.body = factories.body([("key_question", {**question, "short_answer": cited})])
    post.save_revision().publish()

    assert rows(editor, SOURCES) == []


def test_changed_address_of_a_source_is_the_one_that_is_asked(
    editor: Client, make_post: MakePost
) -> None:
    source = factories.SourceFactory(doi="", url="https://a.org/old")
    published(make_post(body=[text(f"<p>So.{cite(source)}</p>")]))
    assert LinkTarget.objects.get().address == "https://a.org/old"

    source.url = "https://a.org/new"
    source.save()
    look()

    assert LinkTarget.objects.get().address == "https://a.org/new"


@pytest.mark.parametrize("address", ["http://[::1", "https://", f"https://a.org/{'x' * 2000}"])
def test_address_that_nobody_can_ask_for_does_not_keep_a_post_from_being_published(
    make_post: MakePost, address: str
) -> None:
    post = published(make_post(body=[text(f'<p><a href="{address}">A</a></p>')]))

    assert PostUpkeep.objects.get(pk=post.pk).looked_at
    assert not LinkTarget.objects.exists()


def test_post_that_cannot_be_looked_through_is_published_all_the_same(
    make_post: MakePost, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: Any) -> Any:
        raise RuntimeError("No.")

    monkeypatch.setattr(scan, "sources_of", fail)
    post = make_post(live=False)
    post.save_revision().publish()

    assert BlogPostPage.objects.get(pk=post.pk).live
    assert f"Could not look through post {post.pk}" in caplog.text
    assert look_through_due(now=timezone.now()) == 0


def test_each_live_post_is_looked_through_once_a_day(make_post: MakePost) -> None:
    make_post(body=[preview("risks")])
    make_post(live=False)
    now = timezone.now()

    assert [look_through_due(now=now) for _ in range(2)] == [1, 0]
    assert look_through_due(now=now + timedelta(hours=23)) == 0
    assert look_through_due(now=now + timedelta(hours=24)) == 1


@pytest.mark.parametrize("address", [LINKS, SOURCES])
@pytest.mark.parametrize(
    ("role", "status"),
    [(EDITOR, 200), (ADMINISTRATOR, 200), (CLINICAL_REVIEWER, 302), (MODERATOR, 302)],
)
def test_reports_are_for_the_desk(
    client: Client, site: object, make_user: MakeUser, address: str, role: str, status: int
) -> None:
    client.force_login(make_user(role))

    assert client.get(address).status_code == status
    assert (f'"{address}"' in client.get("/admin/").content.decode()) is (status == 200)


def fill(posts: QuerySet[BlogPostPage]) -> None:
    """Let posts link to addresses that are broken, and lack sources."""
    for number, post in enumerate(posts):
        target = LinkTarget.objects.create(
            address=f"https://a.org/{number}",
            host="a.org",
            state="broken",
            failing_since=timezone.now(),
        )
        target.posts.set(posts)
        PostUpkeep.objects.update_or_create(
            post=post, defaults={"unsourced_sections": ["Risks"], "looked_at": timezone.now()}
        )


def test_reports_and_home_page_need_the_same_queries_for_any_number_of_rows(
    editor: Client, make_post: MakePost, count_queries: Callable[..., int]
) -> None:
    addresses = (LINKS, SOURCES, f"{LINKS}?state=broken", "/admin/")
    make_post()
    fill(BlogPostPage.objects.all())
    for address in addresses:
        editor.get(address)
    few = [count_queries(editor.get, address) for address in addresses]
    for _ in range(49):
        make_post()
    LinkTarget.objects.all().delete()
    fill(BlogPostPage.objects.all())

    many = [count_queries(editor.get, address) for address in addresses]

    assert len(rows(editor, LINKS)) == len(rows(editor, SOURCES)) == 50
    assert many[:3] == few[:3]
    assert max(many[:3]) <= 15
    assert many[3] - few[3] <= 0
