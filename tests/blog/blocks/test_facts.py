"""A new block needs a class and a template; search, checks, reviews, API and Markdown follow."""

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.html import format_html_join
from wagtail import blocks
from wagtail.models import Site

from blog.blocks import PostBodyBlock
from blog.blocks.base import SectionBlock
from blog.blocks.rich_text import CitingTextBlock
from blog.checks.running import check_post
from blog.clinical_review.texts import texts_of
from blog.models import BlogPostPage
from core.blocks import Facts
from delivery.published.markdown import post_as_markdown
from delivery.published.resolving import Resolver
from delivery.published.sections import schema_of, value_of
from home.blocks import PageBodyBlock
from images.blocks import ImageBlock


def structs(block: blocks.Block) -> Iterator[blocks.StructBlock]:
    """Yield every struct within a block."""
    if isinstance(block, ImageBlock):
        return
    if isinstance(block, blocks.StructBlock):
        yield block
    if isinstance(block, (blocks.StructBlock, blocks.StreamBlock)):
        for child in block.child_blocks.values():
            yield from structs(child)
    if isinstance(block, blocks.ListBlock):
        yield from structs(block.child_block)


STRUCTS = {type(each).__name__: each for each in structs(PostBodyBlock())}
STRUCTS |= {type(each).__name__: each for each in structs(PageBodyBlock())}
SECTIONS = {
    type(each).__name__: each
    for stream in (PostBodyBlock(), PageBodyBlock())
    for each in stream.child_blocks.values()
}


@pytest.mark.parametrize("block", STRUCTS.values(), ids=STRUCTS)
def test_every_block_says_what_titles_it(block: blocks.StructBlock) -> None:
    name = type(block).__name__
    assert hasattr(block.meta, "title_field"), (
        f"{name} does not say what titles its values. Add to its Meta: title_field = "
        '"heading" (or another of its fields), or title_field = "" when nothing does. Contents, '
        "review, search and Markdown read it; see core/blocks.py."
    )
    fields = (block.meta.title_field, *getattr(block.meta, "style_fields", ()))
    unknown = [field for field in fields if field and field not in block.child_blocks]
    assert not unknown, f"The Meta of {name} names fields that it does not have: {unknown}."
    assert "heading" not in block.child_blocks or block.meta.title_field == "heading", (
        f"{name} has a heading that does not title it: contents and Markdown would leave it out."
    )


@pytest.mark.parametrize("block", SECTIONS.values(), ids=SECTIONS)
def test_every_section_says_whether_it_states_facts(block: blocks.Block) -> None:
    assert hasattr(block.meta, "states_facts"), (
        f"{type(block).__name__} does not say whether it claims something about health. Add to its "
        "Meta: states_facts = True when its statements need a source, else states_facts = False. "
        "The check of sources reads it; see core/blocks.py."
    )


@pytest.mark.parametrize("block", STRUCTS.values(), ids=STRUCTS)
def test_no_block_says_what_nobody_reads(block: blocks.StructBlock) -> None:
    # A misspelled name in a Meta would be silently without effect.
    known = list(Facts.__dataclass_fields__)
    for name in set(dir(block._meta_class)) - {*known, *dir(blocks.StructBlock._meta_class)}:
        meant = get_close_matches(name, known, n=1, cutoff=0.75)
        assert not meant, f"{type(block).__name__}: {name} in its Meta, where {meant[0]} is meant?"


class StepBlock(blocks.StructBlock):
    """A step."""

    title = blocks.CharBlock()
    on = blocks.DateBlock(required=False)
    text = CitingTextBlock()

    class Meta:
        title_field = "title"


class TimelineBlock(SectionBlock):
    """Steps, in their order."""

    steps = blocks.ListBlock(StepBlock())
    look = blocks.CharBlock(required=False)

    class Meta:
        label = "Timeline"
        states_facts = True
        style_fields = ("look",)

    def render(self, value: Any, context: Any = None) -> Any:
        """Stand in for a template."""
        steps = ((step["title"], step["text"]) for step in value["steps"])
        return format_html_join("", "<h3>{}</h3>{}", steps)


VALUE = {
    "heading": "The first weeks",
    "steps": [
        {
            "title": "Week one",
            "on": "2026-11-02",
            "text": '<p>Nausea is common.<embed embedtype="source" id="{source}"/></p>',
        },
        {"title": "Week two", "on": None, "text": "<p>Sleep gets better.</p>"},
    ],
    "look": "dots",
}


@pytest.fixture
def timeline(
    make_post: Callable[..., BlogPostPage], monkeypatch: pytest.MonkeyPatch
) -> BlogPostPage:
    """A post with a section of a type that is thrown away after the test."""
    block = TimelineBlock()
    block.set_name("timeline")
    stream = BlogPostPage.body.field.stream_block
    monkeypatch.setitem(stream.child_blocks, "timeline", block)
    post = make_post(title="What to expect")
    post.body = [{"type": "timeline", "id": "t", "value": VALUE}]  # type: ignore[assignment]
    post.save()
    return BlogPostPage.objects.get(pk=post.pk)


def test_a_new_block_is_on_the_page_and_in_its_contents(
    client: Client, timeline: BlogPostPage
) -> None:
    page = BeautifulSoup(client.get(timeline.url).content, "html.parser")

    assert "Nausea is common." in page.get_text()
    assert page.select_one(".table-of-contents a[href='#the-first-weeks']")


def test_a_new_block_is_read_by_search_and_review(timeline: BlogPostPage) -> None:
    assert "Nausea is common." in timeline.plain_text
    [_, section] = texts_of(timeline)
    assert section.label == "The first weeks"
    assert "Title: Week one" in section.lines
    assert any(line.startswith("Nausea is common.") for line in section.lines)


def test_a_new_block_that_states_facts_needs_a_source(timeline: BlogPostPage, site: Site) -> None:
    timeline.body.raw_data[0]["value"]["steps"][0]["text"] = "<p>Nausea is common.</p>"

    found = [finding.finding.what for finding in check_post(timeline).found]

    assert "The section states facts about health without a source." in found


def test_a_new_block_has_a_schema_a_value_and_markdown_with_headings(
    timeline: BlogPostPage, site: Site
) -> None:
    block = timeline.body.stream_block
    schema = schema_of(block.child_blocks["timeline"])
    assert set(schema.model_fields) == {"heading", "steps", "look"}

    values = value_of(block, timeline.body, Resolver(site))
    schema.model_validate(values[0]["value"])
    assert values[0]["value"]["steps"][0]["on"] == "2026-11-02"

    summary = {
        "title": "What to expect",
        "summary": "A summary.",
        "author": None,
        "reviewer": None,
        "first_published_at": "2026-11-01",
        "url": "https://www.example.com/blog/what-to-expect/",
    }
    text = post_as_markdown(block, summary, {"sections": values, "sources": []})
    assert "## The first weeks\n\n### Week one\n\n**On:** 2026-11-02\n\nNausea is common." in text
    assert "### Week two\n\nSleep gets better." in text
    assert "dots" not in text
