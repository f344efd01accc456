"""The command that checks everything that is published."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from blog.checks.links import LinkTextCheck
from blog.models import BlogPostPage
from blog.models.checks import EditorialCheckSettings

CLAIM = {"question": "Does it work?", "short_answer": "<p>Yes.</p>", "long_answer": "<p>So.</p>"}


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("check_content", *arguments, stdout=out)
    return out.getvalue()


def test_findings_are_printed_by_post_and_section(make_post: Callable[..., BlogPostPage]) -> None:
    make_post(title="Sleep", slug="sleep", body=[("key_question", CLAIM)])
    make_post(title="Hidden", live=False, body=[("key_question", CLAIM)])

    lines = said().splitlines()

    assert lines[0] == "Sleep (sleep)"
    assert "  Key question: Does it work?" in lines
    assert (
        "    warning: Sources: The section states facts about health without a source. "
        "[short_answer]" in lines
    )
    assert lines[-1] == "1 posts checked."


def test_command_fails_on_what_it_is_told_to(
    make_post: Callable[..., BlogPostPage], site: Site
) -> None:
    make_post(body=[("key_question", CLAIM)])

    said("--fail-on", "error")
    with pytest.raises(CommandError, match="Findings that count as failures: "):
        said("--fail-on", "warning")

    EditorialCheckSettings.objects.create(site=site, require_sources=True)
    with pytest.raises(CommandError, match="count as failures: 1"):
        said("--fail-on", "error")


def test_command_fails_when_a_check_does(
    make_post: Callable[..., BlogPostPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> Any:
        raise RuntimeError

    make_post()
    monkeypatch.setattr(LinkTextCheck, "run", fail)

    with pytest.raises(CommandError, match="be carried out: 1"):
        said()
