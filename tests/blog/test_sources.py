"""Sources: entered once, cited from text, listed at the end, never deleted under a post."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import unescape
from importlib import import_module
from typing import Any

import html5lib
import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR
from blog.citing_posts import posts_citing
from blog.models import BlogPostPage, FurtherReading, Source
from blog.rich_text import INLINE
from blog.signals import source_withdrawn
from tests import factories
from tests.factories import cite

LIST = "/admin/snippets/blog/source/"
CHOOSER = "/admin/snippets/choose/blog/source/"
ENTERED: dict[str, Any] = {
    "kind": "journal-article",
    "authors": "Berman RM, et al.",
    "title": "Antidepressant effects of ketamine in depressed patients",
    "publication": "Biological Psychiatry 47:351-354",
    "year": "2000",
    "doi": "10.1016/S0006-3223(99)00230-9",
    "url": "",
    "accessed_on": "",
    "level_of_evidence": "2",
    "withdrawn_on": "",
    "withdrawn_reason": "",
}
MakePost = Callable[..., BlogPostPage]


@pytest.fixture
def editor(client: Client, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(EDITOR))
    return client


@pytest.fixture
def withdrawn() -> Iterator[list[Source]]:
    """The sources that were told to be withdrawn."""
    told: list[Source] = []

    def listen(source: Source, **kwargs: Any) -> None:
        told.append(source)

    source_withdrawn.connect(listen)
    yield told
    source_withdrawn.disconnect(listen)


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def citing_post(make_post: MakePost, *sources: Source, **values: Any) -> BlogPostPage:
    text = "".join(f"<p>So it was found.{cite(source)}</p>" for source in sources)
    return make_post(body=[("text", {"heading": "Found", "text": text})], **values)


def edit(client: Client, source: Source, **changes: Any) -> Any:
    values = ENTERED | {
        "authors": source.authors,
        "title": source.title,
        "year": source.year,
        "doi": source.doi,
    }
    return client.post(f"{LIST}edit/{source.pk}/", values | changes, follow=True)


def test_doi_is_kept_as_it_is_compared(editor: Client) -> None:
    doi = "https://doi.org/10.1016/S0006-3223(99)00230-9 "
    editor.post(f"{LIST}add/", ENTERED | {"doi": doi})

    source = Source.objects.get()
    assert source.doi == "10.1016/s0006-3223(99)00230-9"
    assert source.href == "https://doi.org/10.1016/s0006-3223(99)00230-9"
    assert source.short_name == "Berman 2000"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"doi": "10.10/x"}, "This is not a DOI. Copy it from the publisher's page"),
        ({"doi": ""}, "Give a DOI or a web address"),
        ({"year": "2999"}, "a source that is not out yet can't be cited"),
        ({"year": "17"}, "greater than or equal to 1800"),
        ({"accessed_on": "2999-01-01"}, "Enter the day on which it was read, up to today."),
        ({"withdrawn_on": "2999-01-01"}, "Enter the day on which it was withdrawn, up to today."),
        ({"withdrawn_on": "2020-01-01"}, "Choose why it was withdrawn."),
        ({"withdrawn_reason": "retracted"}, "Enter when it was withdrawn, or empty the reason."),
    ],
)
def test_mistake_is_told_with_its_remedy_and_nothing_is_lost(
    editor: Client, changes: dict[str, str], message: str
) -> None:
    response = editor.post(f"{LIST}add/", ENTERED | changes)

    assert message in text_of(response)
    assert ENTERED["title"] in text_of(response)
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"title": "Another", "doi": "doi:10.1001/ABC"}, "the same DOI"),
        ({"title": "Another", "url": "https://example.com/a"}, "the same web address"),
        ({"title": "“A  trial”: of KETAMINE", "year": "2006"}, "the same title and year"),
    ],
)
def test_duplicate_is_refused_and_the_existing_one_is_offered(
    editor: Client, changes: dict[str, str], same: str
) -> None:
    existing = factories.SourceFactory(
        title="A trial of ketamine.", doi="10.1001/abc", url="https://example.com/a"
    )

    response = editor.post(f"{LIST}add/", ENTERED | changes)

    text = text_of(response)
    assert f"“Zarate 2006: A trial of ketamine.” is here already, with {same}." in text
    assert f'<a href="{LIST}edit/{existing.pk}/"' in text
    assert Source.objects.count() == 1


def test_source_is_no_duplicate_of_itself(editor: Client) -> None:
    source = factories.SourceFactory()

    edit(editor, source, publication="Elsewhere")

    source.refresh_from_db()
    assert source.publication == "Elsewhere"


@pytest.mark.parametrize("query", ["q=zarate", "q=archpsyc", "kind=journal-article"])
def test_list_finds_a_source(editor: Client, query: str) -> None:
    factories.SourceFactory(title="Wanted", authors="Zarate CA", doi="10.1001/archpsyc.7")
    factories.SourceFactory(title="Unwanted", authors="Rush AJ", doi="10.1176/a", kind="book")

    text = text_of(editor.get(f"{LIST}?{query}"))

    assert "Wanted" in text
    assert "Unwanted" not in text


def test_list_filters_by_withdrawal(editor: Client) -> None:
    factories.SourceFactory(title="Standing")
    factories.SourceFactory(
        title="Fallen", withdrawn_on=date(2024, 1, 1), withdrawn_reason="retracted"
    )

    text = text_of(editor.get(f"{LIST}?withdrawn=true"))

    assert "Fallen" in text
    assert "Standing" not in text


def test_list_of_fifty_needs_few_queries_and_counts_posts(
    editor: Client, make_post: MakePost, count_queries: Callable[..., int]
) -> None:
    sources = factories.SourceFactory.create_batch(50)
    citing_post(make_post, sources[0], sources[0])
    citing_post(make_post, sources[0])
    editor.get(LIST)

    assert count_queries(editor.get, LIST) <= 15
    text = text_of(editor.get(LIST))
    assert re.search(rf'href="{LIST}usage/{sources[0].pk}/"[^>]*>\s*2\s*<', text)


def test_chooser_searches_and_makes_a_source_for_the_editor(editor: Client) -> None:
    found = factories.SourceFactory(title="Ketamine in depression")
    other = factories.SourceFactory(title="Sleep")

    text = text_of(editor.get(f"{CHOOSER}results/?q=ketam"))
    assert f"chosen/{found.pk}/" in text
    assert f"chosen/{other.pk}/" not in text
    assert editor.get(f"{CHOOSER}chosen/{found.pk}/").json()["result"]["short_name"] == (
        "Zarate 2006"
    )

    made = editor.post(f"{CHOOSER}create/", ENTERED).json()
    assert made["step"] == "chosen"
    assert made["result"]["short_name"] == "Berman 2000"
    again = editor.post(f"{CHOOSER}create/", ENTERED).json()
    assert "is here already, with the same DOI" in unescape(again["htmlFragment"])


def test_citation_survives_the_editor_as_a_token_with_its_name_of_today(db: None) -> None:
    source = factories.SourceFactory()
    stored = f'<p data-block-key="aaaaa">Found {cite(source)}, they say.</p>'
    converter = ContentstateConverter(INLINE)

    state = converter.from_database_format(stored)

    [block] = json.loads(state)["blocks"]
    assert block["text"] == "Found [Zarate 2006], they say."
    [entity] = json.loads(state)["entityMap"].values()
    assert entity["mutability"] == "IMMUTABLE"
    back = converter.to_database_format(state)
    assert re.findall(r"<embed[^>]*>", back)
    assert "Zarate" not in back
    assert converter.from_database_format(back) == state


def test_sources_are_numbered_in_the_order_of_their_first_use(
    client: Client, make_post: MakePost
) -> None:
    first, second, further = factories.SourceFactory.create_batch(3)
    post = make_post(
        body=[
            ("introduction", {"text": f"<p>One{cite(second)}.</p>"}),
            (
                # PostgreSQL stores its keys sorted, the long answer before the short one.
                "key_question",
                {
                    "question": "Is it?",
                    "short_answer": f"<p>Yes{cite(first)}</p>",
                    "long_answer": f"<p>Yes, it is{cite(second)}{cite(further)}</p>",
                },
            ),
        ]
    )

    text = client.get(post.url).content.decode()

    html5lib.HTMLParser(strict=True).parse(text)
    assert re.findall(r'role="doc-noteref"[^>]*>\[(\d)\]', text) == ["1", "2", "1", "3"]
    listed = re.findall(r'(?s)<li id="source-(\d)">.*?<cite>(.*?)\.</cite>', text)
    assert listed == [("1", second.title), ("2", first.title), ("3", further.title)]
    assert re.findall(r'id="(citation-\d)"', text) == ["citation-1", "citation-2", "citation-3"]
    assert text.count('role="doc-backlink"') == 3
    assert '<a href="#sources">Sources</a>' in text


def test_further_reading_follows_what_is_cited_and_repeats_nothing(
    client: Client, make_post: MakePost
) -> None:
    cited, further = factories.SourceFactory.create_batch(2)
    post = citing_post(make_post, cited)
    post.further_reading = [FurtherReading(source=cited), FurtherReading(source=further)]
    post.save()

    text = client.get(post.url).content.decode()

    heading = text.index("Further reading")
    assert text.index(f"<cite>{cited.title}") < heading < text.index(f"<cite>{further.title}")
    assert text.count(f"<cite>{cited.title}") == 1
    assert set(posts_citing(further)) == {post}


def test_withdrawn_source_is_shown_as_such(client: Client, make_post: MakePost) -> None:
    source = factories.SourceFactory(withdrawn_on=date(2024, 3, 9), withdrawn_reason="retracted")
    post = citing_post(make_post, source)

    text = client.get(post.url).content.decode()

    assert "Withdrawn on March 9, 2024: retracted." in text
    assert 'aria-label="[1] Zarate 2006, withdrawn"' in text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    [work] = json.loads(data)["@graph"][0]["citation"]
    assert work["@type"] == "MedicalScholarlyArticle"
    assert work["creativeWorkStatus"] == "Retracted"
    assert work["url"] == source.href


def test_citation_of_a_source_that_is_gone_leaves_no_trace(
    client: Client, make_post: MakePost
) -> None:
    gone, there = factories.SourceFactory.create_batch(2)
    post = make_post(body=[("inset", {"text": f"<p>Once{cite(gone)}, and now{cite(there)}.</p>"})])
    Source.objects.filter(pk=gone.pk)._raw_delete("default")

    text = client.get(post.url).content.decode()

    assert "<p>Once, and now<sup" in text
    assert "source-2" not in text
    block = post.body.stream_block.child_blocks["inset"]
    with pytest.raises(ValidationError) as refusal:
        block.clean(post.body[0].value)
    assert "cites a source that has been deleted" in str(refusal.value.as_json_data())


def test_answers_in_structured_data_have_no_numbers_without_a_list(
    client: Client, make_post: MakePost
) -> None:
    answer = f"<p>No.{cite(factories.SourceFactory())}</p>"
    questions = [{"question": "Can I drive?", "answer": answer}]
    post = make_post(
        body=[("frequently_asked_questions", {"heading": "More", "questions": questions})]
    )

    text = client.get(post.url).content.decode()

    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    [faq] = [thing for thing in json.loads(data)["@graph"] if thing["@type"] == "FAQPage"]
    assert "[1]" not in faq["mainEntity"][0]["acceptedAnswer"]["text"]
    assert text.count('id="citation-1"') == 1


def test_posts_of_a_source_are_found_by_one_query_however_many(
    make_post: MakePost, count_queries: Callable[..., int]
) -> None:
    source, other = factories.SourceFactory.create_batch(2)
    posts = {citing_post(make_post, source) for _ in range(4)}
    citing_post(make_post, other)

    assert set(posts_citing(source)) == posts
    assert count_queries(lambda: list(posts_citing(source))) == 1


def test_report_names_the_posts_of_a_source_with_a_flat_number_of_queries(
    editor: Client, make_post: MakePost, count_queries: Callable[..., int]
) -> None:
    source = factories.SourceFactory()
    citing_post(make_post, source, title="About the first trial")
    address = f"{LIST}usage/{source.pk}/"
    editor.get(address)
    few = count_queries(editor.get, address)
    for _ in range(10):
        citing_post(make_post, source)

    assert count_queries(editor.get, address) == few <= 15
    assert "About the first trial" in text_of(editor.get(address))
    assert address in text_of(editor.get(f"{LIST}edit/{source.pk}/"))


def test_withdrawing_shows_the_posts_at_once_and_is_told_once(
    editor: Client, make_post: MakePost, withdrawn: list[Source]
) -> None:
    source = factories.SourceFactory()
    citing_post(make_post, source, title="Stands on a fallen trial")
    yesterday = timezone.localdate() - timedelta(days=1)
    changes = {"withdrawn_on": yesterday.isoformat(), "withdrawn_reason": "retracted"}

    answer = edit(editor, source, **changes)
    again = edit(editor, source, **changes, publication="Elsewhere")

    assert answer.redirect_chain[-1][0] == f"{LIST}usage/{source.pk}/"
    assert "Stands on a fallen trial" in text_of(answer)
    assert again.redirect_chain[-1][0] == LIST
    assert withdrawn == [source]


@pytest.mark.parametrize("address", ["delete", "bulk"])
def test_cited_source_is_kept_and_its_posts_are_named(
    client: Client, make_user: Callable[..., User], make_post: MakePost, address: str
) -> None:
    client.force_login(make_user(ADMINISTRATOR))
    source = factories.SourceFactory()
    citing_post(make_post, source, title="Cites it")
    free = factories.SourceFactory()
    bulk = "/admin/bulk/blog/source/delete/?id="

    for kept in (source, free):
        url = f"{LIST}delete/{kept.pk}/" if address == "delete" else f"{bulk}{kept.pk}"
        answer = client.post(url, follow=True)
        if kept is source:
            assert "“Zarate 2006” was not deleted: “Cites it” cites it." in text_of(answer)

    assert list(Source.objects.all()) == [source]
    with pytest.raises(ProtectedError, match="Cites it"):
        Source.objects.all().delete()


def test_editor_does_not_delete_sources(editor: Client) -> None:
    source = factories.SourceFactory()

    editor.post(f"{LIST}delete/{source.pk}/")

    assert Source.objects.exists()


def test_sources_that_were_typed_into_posts_are_kept_once_as_their_reading(
    client: Client, make_post: MakePost
) -> None:
    posts = [make_post(), make_post()]
    typed = {"authors": "Rush AJ", "title": "STAR*D", "publication": "AJP", "year": 2006}
    typed |= {"doi": "10.1176/AJP.1", "url": ""}
    item = {"type": "item", "id": "b8a5f4cc-0000-4000-8000-000000000001", "value": typed}
    value = {"heading": "Sources", "sources": [item]}
    section = {"type": "sources", "id": "b8a5f4cc-0000-4000-8000-000000000002", "value": value}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE blog_blogpostpage SET body = %s", [json.dumps([section])])
    migrations = MigrationLoader(connection).disk_migrations
    [name] = [name for app, name in migrations if app == "blog" and name.endswith("_sources")]

    import_module(f"blog.migrations.{name}").enter_listed_sources(apps, None)

    assert Source.objects.get().doi == "10.1176/ajp.1"
    for post in posts:
        text = client.get(post.url).content.decode()
        assert "Further reading" in text
        assert "https://doi.org/10.1176/ajp.1" in text
