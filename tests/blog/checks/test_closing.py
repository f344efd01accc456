"""Disclaimer and call to action."""

from wagtail.models import Site

from blog.checks.closing import ClosingCheck
from home.models import CareSettings
from tests.blog.checks.conftest import Findings

ACTION = (
    "call_to_action",
    {
        "heading": "Talk to us",
        "links": [("phone", {"text": "Call us", "phone": "988"})],
        "style": "quiet",
    },
)


def test_missing_disclaimer_and_call_to_action_are_named(findings: Findings, site: Site) -> None:
    CareSettings.objects.create(site=site, disclaimer="<p> </p>")

    assert [finding.what for finding in findings(ClosingCheck)] == [
        "Posts of this site have no disclaimer.",
        "The post has no call to action.",
    ]


def test_post_with_both_is_fine(findings: Findings, site: Site) -> None:
    CareSettings.objects.create(site=site, disclaimer="<p>Not medical advice.</p>")

    assert findings(ClosingCheck, body=[ACTION]) == []
