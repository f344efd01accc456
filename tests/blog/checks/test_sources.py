"""Claims and what they stand on."""

from typing import Any

import pytest
from wagtail.models import Site

from blog.blocks import PostBodyBlock
from blog.checks.sources import SourcesCheck
from blog.models.checks import EditorialCheckSettings
from tests.blog.checks.conftest import Findings, text

QUESTION = {
    "question": "Is it safe?",
    "short_answer": "<p>Mostly.</p>",
    "long_answer": "<p>So.</p>",
}


def preview(name: str) -> tuple[str, Any]:
    return (name, PostBodyBlock().child_blocks[name].get_preview_value())


@pytest.mark.parametrize("name", ["science", "risks", "comparison", "key_question"])
def test_claim_without_a_source_is_named(findings: Findings, name: str) -> None:
    (found,) = findings(SourcesCheck, body=[preview(name)])

    assert found.severity == "warning"


def test_claim_is_an_error_where_the_site_says_so(findings: Findings, site: Site) -> None:
    EditorialCheckSettings.objects.create(site=site, require_sources=True)

    (found,) = findings(SourcesCheck, body=[("key_question", QUESTION)])

    assert found.severity == "error"


@pytest.mark.parametrize(
    "sections",
    [
        [
            (
                "key_question",
                {**QUESTION, "long_answer": '<p>So <embed embedtype="source" id="1"/>.</p>'},
            )
        ],
        [text("<p>Welcome to our blog.</p>")],
    ],
    ids=["cited", "nothing claimed"],
)
def test_source_in_the_text_is_enough(findings: Findings, sections: list[Any]) -> None:
    assert findings(SourcesCheck, body=sections) == []
