"""What HTTP asks of the API: methods, caches, origins, budgets, errors; and its smaller lists."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from accounts.roles import EDITOR
from blog.models import BlogPostPage
from delivery import previews
from delivery.api import tokens
from home.models import HomePage
from tests import factories

API = "/api/content/v1/"
MakePost = Callable[..., BlogPostPage]
ADDRESSES = (
    "posts/",
    "posts/sleep-and-mood/",
    "posts/sleep-and-mood.md",
    "posts/sleep-and-mood/comments/",
    "by-path/?path=/blog/sleep-and-mood/",
    "categories/",
    "tags/",
    "people/",
    "navigation/",
    "settings/",
    "redirects/",
    "search/?q=sleep",
    "changes/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_has_validators_and_can_be_kept_by_any_cache(
    client: Client, post: BlogPostPage, address: str
) -> None:
    response = client.get(API + address)
    again = client.get(API + address, headers={"if-none-match": response["ETag"]})
    head = client.head(API + address)

    assert response.status_code == 200, response.content
    for part in ("public", "s-maxage=60", "stale-while-revalidate"):
        assert part in response["Cache-Control"]
    assert response["Surrogate-Key"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == response["ETag"] == head["ETag"]
    assert head.content == b""
    assert head["Content-Length"] == str(len(response.content))
    assert client.get(API + address).content == response.content
    assert client.options(API + address).status_code == 204


@pytest.mark.parametrize("address", ADDRESSES)
def test_unknown_parameter_is_named_everywhere(
    client: Client, post: BlogPostPage, address: str
) -> None:
    separator = "&" if "?" in address else "?"
    response = client.get(f"{API}{address}{separator}colour=red")

    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert "colour" in [error["field"] for error in response.json()["errors"]]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("posts/?fields=title,colour", 422, "allowed are: id, slug"),
        ("posts/?include=everything", 422, "allowed are: author, reviewer"),
        ("posts/sleep-and-mood/?formats=pdf", 422, "allowed are: html, markdown, text"),
        ("posts/?limit=5&limit=6", 422, "given twice"),
        ("posts/?category=nothing", 404, "there are: "),
        ("posts/?tag=nothing", 404, "none yet"),
        ("posts/?author=no-body", 404, "No author has this slug"),
        ("posts/?updated_after=soon", 422, "2026-11-23"),
        ("posts/?published_after=0001-01-01T00:00:00%2B23:00", 422, "2026-11-23"),
        ("changes/?since=forged", 404, "Take it from `since`"),
        ("tags/?cursor=forged", 404, "Take it from `next`"),
        ("posts/?q=%00", 400, "NUL"),
        ("drafts/1/", 401, "oken"),
        ("drafts/99999999999999999999/", 401, "oken"),
        ("search/", 422, "Field required"),
        ("by-path/?path=blog", 422, "match pattern"),
        ("by-path/?path=/nothing/", 404, "no redirect"),
        ("images/99999999999999999999999/", 404, "No public post shows"),
        ("images/one/", 422, "integer"),
        ("export.ndjson", 401, "oken"),
        ("preview/?token=forged", 403, "no preview token"),
        ("nothing/", 404, "nothing at this address"),
    ],
)
def test_refusal_says_what_is_wrong_and_what_is_allowed(
    client: Client, post: BlogPostPage, address: str, status: int, words: str
) -> None:
    response = client.get(API + address)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert words in response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_told_which_are_allowed(
    client: Client, post: BlogPostPage, address: str, method: str
) -> None:
    response = getattr(client, method)(API + address)

    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"].startswith("GET, HEAD, OPTIONS")


def test_origins_of_the_list_may_read_and_no_others(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "api_allowed_origins", ["https://app.example.com"])

    def allowed(origin: str) -> Any:
        response = client.get(f"{API}posts/", headers={"origin": origin})
        assert "Origin" in response["Vary"]
        return response.get("Access-Control-Allow-Origin")

    assert allowed("https://app.example.com") == "https://app.example.com"
    assert allowed("https://other.example.com") is None
    monkeypatch.setattr(settings.ENVIRONMENT, "api_allowed_origins", ["*"])
    response = client.options(f"{API}posts/", headers={"origin": "https://any.example.com"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Idempotency-Key" in response["Access-Control-Allow-Headers"]


def test_too_many_requests_are_told_when_to_go_on(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings.ENVIRONMENT, "api_requests_per_minute", 3)

    responses = [client.get(f"{API}posts/") for _ in range(5)]

    assert [response.status_code for response in responses].count(429) >= 1
    assert responses[0]["RateLimit-Policy"] == '"default";q=3;w=60'
    assert re.fullmatch(r'"default";r=\d+;t=\d+', responses[0]["RateLimit"])
    assert 0 < int(responses[-1]["Retry-After"]) <= 60
    assert responses[-1]["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_answer_is_compressed_as_the_consumer_likes(
    client: Client, make_post: MakePost, coding: str
) -> None:
    for _ in range(5):
        make_post()

    response = client.get(f"{API}posts/", headers={"accept-encoding": coding})

    assert response["Content-Encoding"] == coding
    assert "Accept-Encoding" in response["Vary"]


def test_fields_and_includes_leave_out_the_rest(client: Client, make_post: MakePost) -> None:
    make_post(tags=["sleep"])
    make_post()

    def keys(**query: str) -> set[str]:
        return set(client.get(f"{API}posts/", query).json()["items"][0])

    assert keys(fields="title,url") == {"id", "slug", "title", "url"}
    assert keys(fields="title", include="author") == {"id", "slug", "title", "author"}
    assert {"author", "reviewer", "category", "tags"} <= keys()
    assert "author" not in keys(include="tags")
    related = client.get(f"{API}posts/", {"include": "related"}).json()["items"][0]["related"]
    assert len(related) == 1


def test_list_finds_words_and_orders_by_change(client: Client, make_post: MakePost) -> None:
    old, new = make_post(title="About ketamine"), make_post(title="About sleep")
    client.get(f"{API}posts/")
    old.title = "About ketamine, changed"
    old.save()

    def slugs(**query: str) -> list[str]:
        return [item["slug"] for item in client.get(f"{API}posts/", query).json()["items"]]

    assert slugs(q="ketamine") == [old.slug]
    assert slugs(order="-modified_at") == [old.slug, new.slug]
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    assert slugs(updated_after=tomorrow) == []


def test_post_is_found_by_its_address_through_redirects(
    client: Client, post: BlogPostPage, home: HomePage
) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="/older", is_permanent=True)
    Redirect.objects.create(old_path="/older", redirect_page=post, is_permanent=True)
    Redirect.objects.create(old_path="/away", redirect_link="https://example.com/there")
    about = factories.StandardPageFactory(parent=HomePage.objects.get(pk=home.pk), title="About")
    about.save_revision().publish()

    def found(path: str) -> dict[str, Any]:
        return dict(client.get(f"{API}by-path/", {"path": path}).json())

    direct = found("/blog/sleep-and-mood")
    assert direct["post"]["slug"] == "sleep-and-mood"
    assert direct["redirected_from"] is None
    moved = found("/old/")
    assert moved["post"]["slug"] == "sleep-and-mood"
    assert (moved["path"], moved["redirected_from"]) == ("/blog/sleep-and-mood/", "/old/")
    assert moved["permanent"] is True
    assert found("/away")["url"] == "https://example.com/there"
    assert found(about.url)["page"]["title"] == "About"
    listed = client.get(f"{API}redirects/").json()["items"]
    assert {item["from_path"]: item["to"] for item in listed}["/older"] == post.full_url
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert client.get(f"{API}by-path/", {"path": "/old"}).status_code == 404
    assert post.slug not in client.get(f"{API}redirects/").content.decode()


def test_subjects_are_listed_with_their_addresses(client: Client, make_post: MakePost) -> None:
    picture = factories.picture()
    post = make_post(tags=["sleep"], hero_image=picture)
    factories.PersonFactory(name="Nobody yet")

    [category] = client.get(f"{API}categories/").json()["items"]
    [tag] = client.get(f"{API}tags/").json()["items"]
    [person] = client.get(f"{API}people/").json()["items"]
    image = client.get(f"{API}images/{picture.pk}/").json()

    assert category["url"] == f"http://testserver/blog/category/{post.category.slug}/"
    assert tag["slug"] == "sleep"
    assert person["slug"] == post.author.slug
    assert image["id"] == picture.pk
    assert client.get(tag["url"].removeprefix("http://testserver")).status_code == 200


def test_search_mends_what_is_misspelled(client: Client, make_post: MakePost) -> None:
    post = make_post(title="Ketamine and sleep")

    found = client.get(f"{API}search/", {"q": "ketamine"}).json()
    meant = client.get(f"{API}search/", {"q": "ketmine"}).json()

    assert found["items"][0]["post"]["slug"] == post.slug
    assert found["count"] == 1
    assert meant["corrected"] == "ketamine"
    assert meant["items"] == found["items"]


def test_list_that_is_narrowed_by_words_has_the_posts_that_say_all_of_it(
    client: Client, make_post: MakePost
) -> None:
    both = make_post(title="Ketamine and sleep")
    make_post(title="Sleep")

    def slugs(words: str) -> list[str]:
        return [post["slug"] for post in client.get(f"{API}posts/", {"q": words}).json()["items"]]

    assert slugs("ketamine sleep") == [both.slug]
    assert slugs("ketamine zebra") == []


def test_post_as_markdown_reads_as_one_text(client: Client, make_post: MakePost) -> None:
    make_post(
        title="Sleep",
        slug="sleep",
        body=[
            ("introduction", {"text": "<p>Sleep <b>well</b>.</p><ul><li>One</li></ul>"}),
            ("text", {"heading": "Why", "text": "<h3>First</h3><p>Because.</p>"}),
        ],
    )

    response = client.get(f"{API}posts/sleep.md")

    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    text = response.content.decode()
    assert text.startswith("# Sleep\n\n")
    assert "Sleep **well**.\n\n- One\n\n## Why\n\n### First\n\nBecause." in text


def test_draft_is_shown_to_who_has_its_token_for_an_hour(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.title = "Not yet published"
    revision = post.save_revision()
    token = previews.make_token(revision)

    response = client.get(f"{API}preview/", {"token": token})

    assert response.json()["title"] == "Not yet published"
    assert response.json()["sections"][0]["type"] == "introduction"
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(f"{API}posts/{post.slug}/").json()["title"] != "Not yet published"
    later = signing.time.time() + 3601
    monkeypatch.setattr(signing.time, "time", lambda: later)
    expired = client.get(f"{API}preview/", {"token": token})
    assert expired.status_code == 403
    assert "older than an hour" in expired.json()["detail"]


def test_editor_is_led_to_the_other_front_end_with_a_token(
    client: Client,
    post: BlogPostPage,
    make_user: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post.title = "A new draft"
    post.save_revision()
    address = f"/admin/front-end-preview/{post.pk}/"
    assert client.get(address).url.startswith("/admin/login/")
    client.force_login(make_user(EDITOR))
    assert client.get(address).status_code == 404
    monkeypatch.setattr(
        settings.ENVIRONMENT, "headless_preview_url", "https://app.example.com/preview?a=b"
    )

    response = client.get(address)

    assert response.url.startswith("https://app.example.com/preview?a=b&token=")
    token = response.url.split("token=")[1].split("&")[0]
    draft = client.get(f"{API}preview/?token={token}").json()
    assert draft["title"] == "A new draft"
    modes = [name for name, _ in BlogPostPage.objects.get(pk=post.pk).preview_modes]
    assert "front-end" in modes


def test_draft_is_given_to_a_token_for_drafts_only(client: Client, post: BlogPostPage) -> None:
    post.title = "Not yet published"
    post.save_revision()
    later = timezone.now()
    drafts = tokens.issue(name="App", scopes=["drafts"], by=None, now=later)[1]
    export = tokens.issue(name="Index", scopes=["export"], by=None, now=later)[1]

    def get(address: str, token: str) -> Any:
        return client.get(API + address, headers={"authorization": f"Bearer {token}"})

    draft = get(f"drafts/{post.pk}/", drafts)
    assert draft.json()["title"] == "Not yet published"
    assert draft["Cache-Control"] == "private, no-store"
    assert get("drafts/99999999999999999999/", drafts).status_code == 404
    refused = get(f"drafts/{post.pk}/", export)
    assert refused.status_code == 403
    assert "insufficient_scope" in refused["WWW-Authenticate"]
    lines = b"".join(get("export.ndjson", export).streaming_content).decode().splitlines()
    assert [json.loads(line)["slug"] for line in lines] == [post.slug]
    # A token that opens nothing is not taken for none.
    assert get("posts/", "amz_unknown").status_code == 401
    assert get("posts/", export).status_code == 403


def test_llms_text_and_json_feed_lead_to_the_posts(client: Client, post: BlogPostPage) -> None:
    text = client.get("/llms.txt").content.decode()
    feed = client.get("/feeds/posts.json")

    link = re.search(r"\((http://testserver\S+\.md)\)", text)
    assert link is not None
    assert client.get(link[1].removeprefix("http://testserver")).status_code == 200
    assert feed["Content-Type"].startswith("application/feed+json")
    assert feed.json()["items"][0]["url"] == post.full_url
