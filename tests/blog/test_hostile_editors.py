"""What a low right and a bad will can put into posts, sources and names: shown, never run."""

import json
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail.models import ReferenceIndex

from accounts.models import User
from accounts.roles import CLINICAL_REVIEWER, EDITOR
from blog.models import BlogPostPage, FurtherReading, Person, Source
from tests import factories
from tests.blog.publishing.desk import form_of
from tests.conftest import ConsumerClient

MakePost = Callable[..., BlogPostPage]
SOURCES = "/admin/snippets/blog/source/"
# What is no key: SQL, digits of other scripts, numbers that no integer of a database holds.
NO_KEYS = ["1 OR 1", "²", "٣", "9" * 19, "9" * 5000, "-1", "", "None", "1e3", "0x1"]
XSS = "</script><script>alert(1)</script><img src=x>"
BAD_URLS = ["javascript:alert(1)", "data:text/html,<script>1</script>", "https://a.org\njs:", "//"]


@pytest.fixture
def editor(make_user: Callable[..., User]) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(EDITOR))
    return client


@pytest.fixture
def reviewer(make_user: Callable[..., User]) -> Client:
    user = make_user(CLINICAL_REVIEWER)
    factories.PersonFactory(user=user)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def consumer() -> Client:
    return ConsumerClient(raise_request_exception=False)


def state_with(entity: dict[str, Any]) -> str:
    """Return what the rich text editor sends for a line with an entity in it."""
    span = {"key": 0, "offset": 0, "length": 5}
    block = {"key": "aaaaa", "text": "Words of an hour", "type": "unstyled", "depth": 0}
    block |= {"inlineStyleRanges": [], "entityRanges": [span]}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


@pytest.mark.parametrize("key", NO_KEYS, ids=lambda key: key[:20])
def test_stored_link_or_citation_to_nothing_breaks_no_page(
    make_post: MakePost, editor: Client, reviewer: Client, consumer: Client, key: str
) -> None:
    text = (
        f'<p>Words of an hour<embed embedtype="source" id="{key}"/> with '
        f'<a linktype="page" id="{key}">a page</a> and '
        f'<a linktype="document" id="{key}">a file</a>.</p>'
    )
    post = make_post(body=[("text", {"heading": "How", "text": text})])
    ReferenceIndex.create_or_update_for_object(post)

    for client, address in (
        (consumer, post.url),
        (consumer, f"/api/content/v1/posts/{post.slug}/"),
        (editor, f"/admin/pages/{post.pk}/edit/"),
        (editor, f"/admin/pages/{post.pk}/edit/preview/checks/"),
        (reviewer, f"/admin/clinical-review/{post.pk}/"),
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert key == "" or f'id="{key}"' not in response.content.decode()
    assert "Words of an hour" in consumer.get(post.url).content.decode()


@pytest.mark.parametrize("key", NO_KEYS, ids=lambda key: key[:20])
def test_link_to_nothing_in_a_biography_breaks_no_page_of_its_author(
    consumer: Client, post: BlogPostPage, key: str
) -> None:
    biography = f'<p>See <a linktype="page" id="{key}">what I wrote</a>.</p>'
    Person.objects.filter(pk=post.author_id).update(biography=biography)

    for address in (post.url, f"/blog/author/{post.author.slug}/"):
        answer = consumer.get(address)
        assert answer.status_code == 200, address
        assert "what I wrote" in answer.content.decode()


@pytest.mark.parametrize("key", [*NO_KEYS, "987654321"], ids=lambda key: key[:20])
@pytest.mark.parametrize("action", ["", "action-publish"])
def test_citation_of_nothing_is_refused_in_words_and_nothing_is_lost(
    make_post: MakePost, editor: Client, key: str, action: str
) -> None:
    post = make_post(body=[("text", {"heading": "How", "text": "<p>As it was.</p>"})])
    text = state_with({"type": "SOURCE", "mutability": "IMMUTABLE", "data": {"id": key}})

    response = editor.post(
        f"/admin/pages/{post.pk}/edit/", form_of(post, text, **({action: "yes"} if action else {}))
    )

    assert response.status_code == 200
    said = unescape(response.content.decode())
    assert "This text cites a source that has been deleted" in said
    assert "Words of an hour"[5:] in said
    assert "As it was." in Client().get(post.url).content.decode()


def test_citation_of_a_source_deleted_meanwhile_is_refused_in_words(
    make_post: MakePost, editor: Client
) -> None:
    post, source = make_post(), factories.SourceFactory()
    key = source.pk
    source.delete()
    text = state_with({"type": "SOURCE", "mutability": "IMMUTABLE", "data": {"id": str(key)}})

    response = editor.post(
        f"/admin/pages/{post.pk}/edit/", form_of(post, text, **{"action-publish": "yes"})
    )

    assert "cites a source that has been deleted" in response.content.decode()


@pytest.mark.parametrize("url", [*BAD_URLS[:2], "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)"])
def test_link_of_the_text_runs_nothing(
    make_post: MakePost, editor: Client, consumer: Client, url: str
) -> None:
    post = make_post()
    text = state_with({"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}})

    editor.post(f"/admin/pages/{post.pk}/edit/", form_of(post, text, **{"action-publish": "yes"}))

    for address in (post.url, f"/api/content/v1/posts/{post.slug}/"):
        shown = consumer.get(address).content.decode()
        assert " of an hour" in shown
        assert "alert(1)" not in shown
        assert "data:text/html" not in shown


@pytest.mark.parametrize("url", BAD_URLS)
@pytest.mark.parametrize(
    "address", [f"{SOURCES}add/", "/admin/snippets/choose/blog/source/create/"]
)
def test_source_has_an_address_that_can_be_followed(editor: Client, url: str, address: str) -> None:
    data = {"kind": "web-page", "authors": "Ruiz A", "title": "On rest", "year": "2020", "url": url}

    response = editor.post(address, data)

    assert response.status_code == 200
    assert "Enter a valid URL" in response.content.decode()
    assert not Source.objects.exists()


def test_script_in_titles_names_and_changes_is_shown_as_it_was_typed(
    make_post: MakePost, editor: Client, reviewer: Client, consumer: Client
) -> None:
    source = factories.SourceFactory(
        authors=XSS, title=XSS, publication=XSS, doi="", url="https://a.org/"
    )
    person = factories.PersonFactory(name=XSS, credentials=XSS, job_title=XSS)
    text = f"<p>Words{factories.cite(source)}</p>"
    post = make_post(
        title=XSS,
        summary=XSS,
        author=person,
        category=factories.CategoryFactory(name=XSS, description=XSS),
        tags=[XSS],
        body=[("text", {"heading": XSS, "text": text})],
    )
    changes: Any = [("update", {"changed_on": "2026-01-01", "kind": "update", "text": XSS})]
    post.updates = changes
    post.further_reading = [FurtherReading(source=factories.SourceFactory(title=f"{XSS} more"))]
    post.save_revision().publish()
    factories.signed(post, Person.objects.get(pk=person.pk))

    for client, address in (
        (consumer, post.url),
        (consumer, "/blog/"),
        (consumer, "/"),
        (consumer, "/search/?q=words"),
        (editor, SOURCES),
        (editor, f"{SOURCES}edit/{source.pk}/"),
        (editor, f"{SOURCES}usage/{source.pk}/"),
        (editor, f"{SOURCES}delete/{source.pk}/"),
        (editor, "/admin/snippets/choose/blog/source/"),
        (editor, "/admin/snippets/blog/person/"),
        (editor, "/admin/snippets/blog/category/"),
        (editor, "/admin/snippets/blog/tag/"),
        (editor, f"/admin/pages/{post.pk}/edit/preview/checks/"),
        (editor, "/admin/reports/clinical-reviews/"),
        (reviewer, f"/admin/clinical-review/{post.pk}/"),
        (reviewer, "/admin/"),
    ):
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        shown = response.content.decode()
        if response.get("Content-Type", "").startswith("application/json"):
            shown = json.loads(shown)["html"]
        assert "<script>alert" not in shown, address
        assert "<img src=x" not in shown, address


@pytest.mark.parametrize(
    "address",
    [
        "/admin/snippets/blog/source/add/",
        "/admin/snippets/blog/source/edit/{source}/",
        "/admin/snippets/blog/source/delete/{source}/",
        "/admin/snippets/choose/blog/source/create/",
        "/admin/clinical-review/{post}/",
        "/admin/snippets/blog/problemreport/edit/1/",
        "/admin/bulk/accounts/user/delete/?id=1",
        "/admin/account/two-factor/",
        "/admin/login/",
        "/admin/login/code/",
        "/admin/login/set-up/",
    ],
)
def test_form_of_another_site_changes_nothing(
    post: BlogPostPage, make_user: Callable[..., User], address: str
) -> None:
    source = factories.SourceFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(is_superuser=True))

    response = client.post(address.format(source=source.pk, post=post.pk), {"title": "Taken"})

    assert response.status_code == 403
    assert Source.objects.get().title == source.title
