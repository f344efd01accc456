"""The demo's content, on whatever database the tests run on."""

from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.test import Client
from wagtail.models import Page, ReferenceIndex, Site

from accounts.models import User
from blog.blocks import PostBodyBlock
from blog.checks.base import Severity
from blog.checks.running import check_post
from blog.citations import sources_of
from blog.models import BlogPostPage, Person
from comments.models import ReaderComment, Status
from demo import loader
from demo.log_ins import make_log_ins, write_log_ins
from images.models import CustomImage
from tests.demo_site import loaded_demo
from tests.search.queries import LEAST_FOUND, QUERIES, missed

# How often each check speaks up about what we mean to keep, all of it hints: long sentences that
# give a study's size, result and doubt together, and a summary that answers its title's question.
INTENDED_FINDINGS = Counter(
    {
        ("antidepressants-what-to-expect-in-the-first-weeks", "Plain language"): 1,
        ("how-cognitive-behavioural-therapy-works", "Plain language"): 1,
        ("is-ketamine-addictive-when-used-for-depression", "Plain language"): 7,
        ("is-ketamine-addictive-when-used-for-depression", "Focus phrase"): 1,
        ("nine-questions-measuring-mood", "Plain language"): 2,
        ("sleep-and-depression", "Plain language"): 1,
        ("stopping-an-antidepressant-carefully", "Plain language"): 1,
        ("what-happens-at-a-first-appointment", "Plain language"): 2,
    }
)

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Load the demo once for all tests here, each of which rolls back to it."""
    with loaded_demo(django_db_blocker) as said:
        yield said


@pytest.fixture
def said(loaded: list[str], db: None) -> list[str]:
    """What the demo said while loading."""
    return list(loaded)


def test_demo_is_complete_and_loads_once(said: list[str], client: Client) -> None:
    assert BlogPostPage.objects.live().count() == 9
    assert set(ReaderComment.objects.values_list("status", flat=True)) == set(Status)
    assert max(ReaderComment.objects.values_list("level", flat=True)) == 3
    used = {block.block_type for post in BlogPostPage.objects.all() for block in post.body}
    # A video is left out: the demo loads nothing from elsewhere.
    unused = set(PostBodyBlock().child_blocks) - used
    assert unused == {"video"}, f"Use each type in a post of demo/posts: {unused}"
    before = [model.objects.count() for model in (Page, Person, CustomImage, ReaderComment)]

    loader.load(say=said.append)

    after = [model.objects.count() for model in (Page, Person, CustomImage, ReaderComment)]
    assert after == before
    assert len(said) == 2


def test_main_article_stands_on_sources_and_says_what_is_not_known(
    said: list[str], client: Client
) -> None:
    address = "/blog/is-ketamine-addictive-when-used-for-depression/"
    page = client.get(address, headers={"host": "localhost"}).content.decode()

    html5lib.HTMLParser(strict=True).parse(page)
    text = unescape(page)
    for words in (
        "Addiction, dependence and tolerance are not the same",
        "it is not zero",
        "long-term data are scarce",
        "What we still do not know",
        "This post is general information and not medical advice.",
        "Text 988",
        "Leave a Reply",
    ):
        assert words in text
    assert text.count("https://doi.org/10.") >= 18  # in the list and in the structured data


def test_every_post_has_sources_and_a_snippet_that_search_engines_show_whole(
    said: list[str],
) -> None:
    for post in BlogPostPage.objects.all():
        assert sources_of(post).cited, post.slug
        assert 70 <= len(post.search_description) <= 155, (post.slug, len(post.search_description))
        assert len(post.seo_title or post.title) <= 60, post.slug
        assert post.author_id != post.reviewer_id
        for block in post.body:
            block.block.clean(block.value)
        assert ReferenceIndex.get_references_for_object(post).exists()


def test_editorial_checks_find_nothing_that_is_not_intended(said: list[str]) -> None:
    found: Counter[tuple[str, str]] = Counter()
    to_mend = []
    for post in BlogPostPage.objects.live():
        report = check_post(post)
        assert not report.failed
        for one in report.found:
            if one.finding.severity == Severity.HINT:
                found[post.slug, one.check] += 1
            else:
                to_mend.append(f"{post.slug}: {one.check}: {one.finding.what}")
    assert not to_mend, "\n".join(to_mend)
    assert found == INTENDED_FINDINGS


def test_log_ins_stay_the_same_and_are_new_when_they_are_lost(
    said: list[str], tmp_path: Path
) -> None:
    first = make_log_ins(tmp_path)
    path = write_log_ins(first, tmp_path)

    assert make_log_ins(tmp_path) == first
    assert [line.split() for line in path.read_text().splitlines()] == [list(row) for row in first]
    assert path.stat().st_mode & 0o077 == 0
    path.unlink()
    second = make_log_ins(tmp_path)
    assert {row[2] for row in second}.isdisjoint(row[2] for row in first)
    for _, username, password in second:
        user = User.objects.get(email=username)
        assert user.check_password(password)
        assert not user.is_superuser


def test_right_answer_to_what_readers_type_stands_among_the_first_three(said: list[str]) -> None:
    unfound = missed(Site.objects.get(is_default_site=True))

    assert len(QUERIES) >= 60
    assert len(unfound) <= (1 - LEAST_FOUND) * len(QUERIES), unfound
