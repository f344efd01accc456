"""Links to other sites, from the text of a post to what a real site answers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR
from blog.maintenance import link_checks
from blog.maintenance.link_checks import ask_due
from blog.maintenance.link_results import claim
from blog.models import BlogPostPage, FurtherReading, LinkTarget
from operations import background
from tests import factories
from tests.factories import cite
from tests.other_site import OtherSite, serving

REPORT = "/admin/reports/broken-links/"
MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=ZoneInfo(settings.TIME_ZONE))
DAY = timedelta(days=1)
MakePost = Callable[..., BlogPostPage]


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherSite]:
    monkeypatch.setattr(settings.ENVIRONMENT, "webhooks_allow_private", True)
    with serving() as site:
        yield site


@pytest.fixture
def publish(make_post: MakePost) -> Callable[..., BlogPostPage]:
    """Publish a post with links: `publish("https://…", title="…")`."""

    def publish_post(*addresses: str, **values: object) -> BlogPostPage:
        links = "".join(f'<p><a href="{address}">Words</a></p>' for address in addresses)
        post = make_post(
            body=[("text", {"heading": "Why", "text": links or "<p>So.</p>"})], **values
        )
        post.save_revision().publish()
        return post

    return publish_post


def ask_all(now: datetime) -> int:
    """Ask until nothing is due at a time, and return how many addresses were asked."""
    asked = 0
    while number := ask_due(now=lambda: now):
        asked += number
    return asked


def state(address: str) -> str:
    return str(LinkTarget.objects.get(address=address).state)


@pytest.mark.parametrize("status", [404, 410])
def test_page_that_is_gone_is_broken_at_once(
    other: OtherSite,
    publish: MakePost,
    client: Client,
    make_user: Callable[..., User],
    status: int,
) -> None:
    other.answers["/study"] = status
    post = publish(other.url("/study"), title="Sleep and mood")
    said = StringIO()

    call_command("check_links", pause=0, stdout=said)

    assert f"{other.url('/study')}: The other site says" in said.getvalue()
    assert "1 addresses asked." in said.getvalue()
    client.force_login(make_user(EDITOR))
    text = client.get(REPORT).content.decode()
    assert other.url("/study") in text
    assert f"({status})" in text
    assert f'<a href="/admin/pages/{post.pk}/edit/">Sleep and mood</a>' in text


def test_fault_is_broken_on_the_second_day_and_mended_on_the_third(
    other: OtherSite, publish: MakePost
) -> None:
    address = other.url("/study")
    other.answers["/study"] = 503
    publish(address)

    ask_all(MORNING)
    assert state(address) == "failed"
    ask_all(MORNING + DAY)
    target = LinkTarget.objects.get()
    assert (target.state, target.failures, target.status) == ("broken", 2, 503)
    assert target.failing_since == MORNING
    assert target.asked_at == MORNING + DAY
    other.answers["/study"] = 200
    ask_all(MORNING + 2 * DAY)

    target = LinkTarget.objects.get()
    assert (target.state, target.failures, target.failing_since) == ("works", 0, None)


def test_site_that_cannot_be_reached_is_broken_on_the_second_day(
    publish: MakePost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "webhooks_allow_private", True)
    with serving() as gone:
        address = gone.url("/study")
    publish(address)

    ask_all(MORNING)
    assert state(address) == "failed"
    ask_all(MORNING + DAY)

    target = LinkTarget.objects.get()
    assert (target.state, target.status) == ("broken", None)
    assert "No connection" in target.reason


def test_site_that_is_silent_has_failed(
    other: OtherSite, publish: MakePost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_checks, "SECONDS_TO_ANSWER", 0.3)
    other.silent.add("/study")
    publish(other.url("/study"))

    ask_all(MORNING)

    target = LinkTarget.objects.get()
    assert (target.state, target.reason) == ("failed", "No answer within 0.3 seconds.")


@pytest.mark.parametrize("status", [401, 403, 429, 451, 999])
def test_site_that_lets_no_program_in_is_not_broken(
    other: OtherSite, publish: MakePost, status: int
) -> None:
    other.answers["/study"] = status
    publish(other.url("/study"))

    for day in range(3):
        ask_all(MORNING + day * DAY)

    target = LinkTarget.objects.get()
    assert (target.state, target.failing_since) == ("unclear", None)
    assert "Open it in a browser" in target.reason


def test_page_is_asked_by_head_and_by_get_where_head_is_not_known(
    other: OtherSite, publish: MakePost
) -> None:
    other.no_head.add("/old")
    publish(other.url("/new"), other.url("/old"))

    ask_all(MORNING)

    asked = [(request.method, request.path) for request in other.asked]
    assert sorted(asked) == [("GET", "/old"), ("HEAD", "/new"), ("HEAD", "/old")]
    assert {target.state for target in LinkTarget.objects.all()} == {"works"}
    assert other.asked[0].agent == ("Amazing Care Health Services link check (+http://testserver)")


def test_redirects_are_followed_to_their_end(other: OtherSite, publish: MakePost) -> None:
    other.answers |= {
        "/moved": "/there",
        "/lost": other.url("/gone"),
        "/gone": 404,
        "/round": "/round",
        "/odd": "gopher://example.com/",
    }
    publish(*map(other.url, ("/moved", "/lost", "/round", "/odd")))

    ask_all(MORNING)

    assert state(other.url("/moved")) == "works"
    assert state(other.url("/lost")) == "broken"
    assert state(other.url("/round")) == "failed"
    assert state(other.url("/odd")) == "failed"


def test_address_is_asked_once_a_day_however_many_ask_and_link_to_it(
    other: OtherSite, publish: MakePost
) -> None:
    publish(other.url("/study#methods"), other.url("/study"))
    publish(other.url("/study#results"))

    assert ask_all(MORNING) == 1
    assert ask_all(MORNING + timedelta(hours=20)) == 0
    # Cron at three each day asks each day; the change of the day alone is not enough.
    assert ask_all(MORNING + DAY) == 1
    late = MORNING + DAY + timedelta(hours=20, minutes=59)
    assert ask_all(late + DAY) == 1
    assert ask_all(late + DAY + timedelta(hours=2)) == 0

    assert [request.path for request in other.asked] == ["/study"] * 3


def test_two_that_ask_at_once_share_the_addresses(other: OtherSite, publish: MakePost) -> None:
    publish(other.url("/a"), other.url("/b"), other.url("/c", host="localhost"))

    mine, theirs = (claim(now=MORNING, most=8) for _ in range(2))

    assert [target.host for target in mine] == ["127.0.0.1", "localhost"]
    assert [target.host for target in theirs] == ["127.0.0.1"]
    assert claim(now=MORNING, most=8) == []


def test_address_behind_the_firewall_is_not_asked(publish: MakePost) -> None:
    with serving() as inside:
        publish(inside.url("/metadata"))
        ask_all(MORNING)
        ask_all(MORNING + DAY)

        assert inside.asked == []
    target = LinkTarget.objects.get()
    assert target.state == "unclear"
    assert "private network" in target.reason


def test_every_kind_of_link_of_a_live_post_is_asked(other: OtherSite, make_post: MakePost) -> None:
    cited, further = (
        factories.SourceFactory(doi="", url=other.url(path)) for path in ("/cited", "/further")
    )
    links = [("address", {"text": "Register", "url": other.url("/action")})]
    quote = {
        "quote": "Rest.",
        "speaker": "A. Ruiz",
        "source": "On rest, 2020",
        "source_url": other.url("/quoted"),
    }
    post = make_post(
        body=[
            (
                "text",
                {
                    "heading": "Why",
                    "text": f'<p>So.{cite(cited)} <a href="{other.url("/typed")}">See</a> '
                    '<a href="mailto:hello@example.com">Write</a></p>',
                },
            ),
            ("quote", quote),
            ("call_to_action", {"heading": "Next", "links": links, "style": "quiet"}),
        ]
    )
    post.further_reading = [FurtherReading(source=further)]
    post.save_revision().publish()
    make_post(body=[("text", {"heading": "Why", "text": "<p>Draft.</p>"})], live=False)

    assert ask_all(MORNING) == 5

    paths = {request.path for request in other.asked}
    assert paths == {"/cited", "/further", "/action", "/quoted", "/typed"}


def test_links_that_no_live_post_has_any_more_are_forgotten(
    other: OtherSite, publish: MakePost
) -> None:
    first, second = publish(other.url("/a"), other.url("/b")), publish(other.url("/b"))

    first.unpublish()
    assert set(LinkTarget.objects.values_list("address", flat=True)) == {other.url("/b")}
    assert ask_all(MORNING) == 1
    second.delete()

    assert not LinkTarget.objects.exists()


def test_other_sites_are_asked_in_the_background_where_it_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asking = "ask whether links work"
    assert asking not in [job.name for job in background.jobs()]
    monkeypatch.setattr(settings.ENVIRONMENT, "check_links", True)

    assert asking in [job.name for job in background.jobs()]


def test_command_looks_through_posts_that_were_there_before(
    other: OtherSite, make_post: MakePost
) -> None:
    # As after an update: nobody has published it since.
    make_post(
        body=[("text", {"heading": "Why", "text": f'<p><a href="{other.url()}">See</a></p>'})]
    )

    call_command("check_links", pause=0, stdout=StringIO())

    target = LinkTarget.objects.get()
    assert target.state == "works"
    assert target.asked_at
    assert target.asked_at > timezone.now() - timedelta(minutes=1)
