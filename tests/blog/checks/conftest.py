"""Posts as somebody writes them, and what the checks say."""

from collections.abc import Callable
from typing import Any

import pytest

from blog.checks import Check, Finding
from blog.checks.running import Report, check_post
from blog.models import BlogIndexPage, BlogPostPage
from tests.factories import body

Findings = Callable[..., list[Finding]]


@pytest.fixture
def report(blog: BlogIndexPage) -> Callable[..., Report]:
    """Check a post that nobody saved: `report(title="…", body=[("text", {…})])`."""

    def check(**values: Any) -> Report:
        values = {"title": "Sleep", "summary": "About sleep.", "body": [], **values}
        return check_post(
            BlogPostPage(**{**values, "body": body(values["body"])}),
            parent=blog,
        )

    return check


@pytest.fixture
def findings(report: Callable[..., Report]) -> Findings:
    """What one check finds: `findings(LinkTextCheck, body=[…])`."""

    def find(kind: type[Check], **values: Any) -> list[Finding]:
        said = report(**values)
        assert not said.failed
        return [found.finding for found in said.found if found.check == kind.name]

    return find


@pytest.fixture
def figures(report: Callable[..., Report]) -> Callable[..., dict[str, str]]:
    """What is measured, by its label."""

    def measure(**values: Any) -> dict[str, str]:
        return {figure.label: figure.value for figure in report(**values).figures}

    return measure


def text(html: str, heading: str = "Why") -> tuple[str, dict[str, str]]:
    """Return a section of running text."""
    return ("text", {"heading": heading, "text": html})
