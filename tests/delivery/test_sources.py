"""Sources as consumers of the API get them."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from blog.models import BlogPostPage, FurtherReading
from delivery.models import StaleDocument
from tests import factories
from tests.conftest import render_all
from tests.factories import cite

POSTS = "/api/content/v1/posts/"
MakePost = Callable[..., BlogPostPage]


def test_post_gives_its_sources_by_number_and_further_reading_without(
    client: Client, make_post: MakePost
) -> None:
    cited = factories.SourceFactory(title="Cited", doi="10.1001/ABC", level_of_evidence=2)
    further = factories.SourceFactory(title="Further", doi="", url="https://example.com/guide")
    post = make_post(slug="sourced", body=[("inset", {"text": f"<p>So it is{cite(cited)}.</p>"})])
    post.further_reading = [FurtherReading(source=further)]
    post.save()

    answer = client.get(f"{POSTS}sourced/?formats=markdown,text").json()

    assert answer["sections"][0]["value"]["text"] == {
        "html": '<p>So it is<sup><a href="#source-1">[1]</a></sup>.</p>',
        "markdown": r"So it is\[1\].",
        "text": "So it is[1].",
    }
    assert answer["sources"][0] == {
        "number": 1,
        "type": "journal-article",
        "authors": "Zarate CA, Singh JB, et al.",
        "title": "Cited",
        "publication": "Archives of General Psychiatry 63:856-864",
        "year": 2006,
        "doi": "10.1001/abc",
        "url": "https://doi.org/10.1001/abc",
        "accessed_on": None,
        "level_of_evidence": 2,
        "withdrawn": None,
    }
    assert [(item["number"], item["url"]) for item in answer["sources"]] == [
        (1, "https://doi.org/10.1001/abc"),
        (None, "https://example.com/guide"),
    ]
    text = client.get(f"{POSTS}sourced.md").content.decode()
    assert "## Sources\n\n1. Zarate CA" in text
    assert "## Further reading\n\n- Zarate CA" in text


def test_withdrawing_a_source_changes_the_posts_that_cite_it_and_no_other(
    client: Client, make_post: MakePost
) -> None:
    source, other = factories.SourceFactory.create_batch(2)
    cites = make_post(slug="cites", body=[("inset", {"text": f"<p>So.{cite(source)}</p>"})])
    recommends = make_post(slug="recommends")
    recommends.further_reading = [FurtherReading(source=source)]
    recommends.save()
    make_post(slug="neither", body=[("inset", {"text": f"<p>So.{cite(other)}</p>"})])
    render_all()

    source.withdrawn_on, source.withdrawn_reason = date(2026, 5, 4), "retracted"
    source.save()

    stale = set(StaleDocument.objects.values_list("page_id", flat=True))
    assert stale == {cites.pk, recommends.pk}
    for slug in ("cites", "recommends"):
        [item] = client.get(f"{POSTS}{slug}/").json()["sources"]
        assert item["withdrawn"] == {"on": "2026-05-04", "reason": "retracted"}
    assert "**Withdrawn on 2026-05-04: retracted.**" in (
        client.get(f"{POSTS}cites.md").content.decode()
    )


def test_rendering_loads_all_sources_by_one_query(
    make_post: MakePost, count_queries: Callable[..., int]
) -> None:
    from delivery.published.documents import render

    sources = factories.SourceFactory.create_batch(12)
    few = make_post(body=[("inset", {"text": cite(sources[0])})])
    many = make_post(body=[("inset", {"text": "".join(map(cite, sources))})])
    counts = []
    for made in (few, many):
        post = BlogPostPage.objects.get(pk=made.pk)
        site = post.get_site()
        render(post, site)
        post = BlogPostPage.objects.get(pk=made.pk)
        counts.append(count_queries(render, post, site))

    assert counts[0] == counts[1]
