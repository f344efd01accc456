"""Content API v1, as a consumer calls it."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from blog.blocks import PostBodyBlock
from blog.models import BlogPostPage
from comments.models import Status
from comments.services import Author, post_comment, set_status
from delivery.management.commands.openapi import openapi
from tests import factories
from tests.factories import PUBLISHED

POSTS = "/api/content/v1/posts/"


@pytest.fixture
def complete_post(make_post: Callable[..., BlogPostPage]) -> BlogPostPage:
    """A post with every type of section, each with the value that its preview shows."""
    picture = factories.picture()
    post = make_post(
        title="Everything at once",
        slug="everything",
        hero_image=picture,
        tags=["sleep"],
        body=[
            (name, block.get_preview_value())
            for name, block in PostBodyBlock().child_blocks.items()
        ],
    )
    return factories.signed(post)


def test_list_describes_posts_newest_first(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    old, new = make_post(title="Old"), make_post(title="New", tags=["sleep"])

    answer = client.get(POSTS).json()

    assert [item["slug"] for item in answer["items"]] == [new.slug, old.slug]
    item = answer["items"][0]
    assert item["url"] == new.full_url
    assert item["tags"] == [
        {"name": "sleep", "slug": "sleep", "url": "http://testserver/blog/tag/sleep/"}
    ]
    assert item["author"]["name"] == new.author.name
    assert client.get(item["api_url"]).json()["slug"] == new.slug
    assert answer["next"] is None


def test_every_type_of_section_is_typed_and_resolved(
    client: Client, complete_post: BlogPostPage
) -> None:
    answer = client.get(f"{POSTS}everything/?formats=text").json()

    sections = {section["type"]: section for section in answer["sections"]}
    assert list(sections) == list(PostBodyBlock().child_blocks)
    assert all(section["id"] for section in answer["sections"])
    assert sections["risks"]["value"]["risks"][0]["severity"] == "moderate"
    assert sections["introduction"]["value"]["text"]["text"].startswith("When several")
    cells = sections["comparison"]["value"]["rows"][1]["cells"]
    assert cells[0]["type"] == "answer"
    assert cells[0]["value"] == {"answer": "no", "note": "In a certified setting"}
    image = sections["image"]["value"]["image"]
    assert {file["type"] for file in image["srcset"]} == {"image/avif", "image/webp", "image/jpeg"}
    assert all(file["url"].startswith("http://testserver/media/") for file in image["srcset"])
    assert client.get(image["src"].removeprefix("http://testserver")).status_code == 200
    assert sections["call_to_action"]["value"]["links"][0]["value"]["href"] == "tel:+15550100199"
    assert "linktype" not in json.dumps(answer)


def test_links_are_absolute_and_private_pages_are_not_named(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    public, secret = make_post(title="Public"), make_post(title="Secret", slug="secret")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    links = [("page", {"text": "Read", "page": page}) for page in (public, secret)]
    html = f'<p><a linktype="page" id="{public.pk}">here</a></p>'
    make_post(
        slug="linked",
        body=[
            ("introduction", {"text": html}),
            ("call_to_action", {"heading": "Next", "text": "", "links": links, "style": "quiet"}),
        ],
    )

    answer = client.get(f"{POSTS}linked/").json()

    introduction, call = answer["sections"]
    assert f'href="{public.full_url}"' in introduction["value"]["text"]["html"]
    assert call["value"]["links"][0]["value"]["page"]["url"] == public.full_url
    assert call["value"]["links"][1]["value"]["page"] is None
    assert "Secret" not in json.dumps(answer)


@pytest.mark.parametrize("state", ["draft", "never published", "restricted"])
def test_what_is_not_public_is_missing(client: Client, post: BlogPostPage, state: str) -> None:
    if state == "restricted":
        PageViewRestriction.objects.create(page=post, restriction_type="login")
    elif state == "draft":
        post.unpublish()
    else:
        BlogPostPage.objects.filter(pk=post.pk).update(first_published_at=None)

    assert client.get(POSTS).json()["items"] == []
    response = client.get(f"{POSTS}{post.slug}/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert post.slug not in client.get("/feeds/posts.rss").content.decode()


def test_list_is_narrowed_by_category_tag_author_and_time(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    one = make_post(tags=["sleep"])
    two = factories.signed(make_post(), one.author)

    def slugs(**query: str) -> set[str]:
        return {item["slug"] for item in client.get(POSTS, query).json()["items"]}

    assert slugs(category=one.category.slug) == {one.slug}
    assert slugs(tag="sleep") == {one.slug}
    assert slugs(author=one.author.slug) == {one.slug, two.slug}
    assert slugs(published_after="2026-11-01", published_before="2026-11-02") == {
        one.slug,
        two.slug,
    }
    assert slugs(published_before=PUBLISHED.date().isoformat()) == set()


def test_cursor_walks_the_list_without_gap_or_repetition(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    slugs = [make_post().slug for _ in range(7)]
    for order in ("first_published_at", "-first_published_at"):
        address = f"{POSTS}?limit=3&order={order}"
        seen: list[str] = []
        while address:
            answer = client.get(address.removeprefix("http://testserver")).json()
            seen += [item["slug"] for item in answer["items"]]
            address = answer["next"]
            if len(seen) == 3:
                make_post()  # published meanwhile
        walked = seen if order == "first_published_at" else seen[::-1]
        assert [slug for slug in walked if slug in slugs] == slugs
        assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("colour=red", "colour", "allowed are: limit"),
        ("limit=0", "limit", "greater than or equal to 1"),
        ("limit=101", "limit", "less than or equal to 100"),
        ("limit=many", "limit", "integer"),
        ("order=title", "order", "first_published_at"),
        ("published_after=yesterday", "published_after", "2026-11-23"),
        ("published_after=2026-99-99", "published_after", "2026-11-23"),
        ("cursor=forged", "cursor", "Take it from `next`"),
    ],
)
def test_wrong_parameter_is_named_with_what_is_allowed(
    client: Client, post: BlogPostPage, query: str, field: str, words: str
) -> None:
    response = client.get(f"{POSTS}?{query}")

    assert response.status_code == (404 if field == "cursor" else 422)
    assert response["Content-Type"] == "application/problem+json"
    [error] = response.json()["errors"]
    assert error["field"] == field
    assert words in error["message"]


@pytest.mark.parametrize(
    "address",
    [
        f"{POSTS}?category=%00",
        f"{POSTS}%00/",
        f"{POSTS}?cursor={'x' * 5000}",
        f"{POSTS}?limit=99999999999999999999",
        f"{POSTS}?published_after=99999-01-01",
        f"{POSTS}no-such-post/",
        "/api/content/v1/nothing/",
    ],
)
def test_odd_requests_are_refused_and_never_fail(
    client: Client, post: BlogPostPage, address: str
) -> None:
    assert 400 <= client.get(address).status_code < 500


def test_answers_can_be_cached_and_asked_for_again(client: Client, post: BlogPostPage) -> None:
    for address in (POSTS, f"{POSTS}{post.slug}/"):
        response = client.get(address)
        again = client.get(address, headers={"if-none-match": response["ETag"]})

        assert "public" in response["Cache-Control"]
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert again.status_code == 304
        assert again.content == b""


def test_head_and_options_are_answered(client: Client, post: BlogPostPage) -> None:
    head = client.head(POSTS)
    options = client.options(POSTS)

    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(client.get(POSTS).content))
    assert options.status_code == 204
    assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    refused = client.post(POSTS)
    assert refused.status_code == 405
    assert refused["Content-Type"] == "application/problem+json"


def test_failure_is_told_as_a_problem_without_its_reason(
    client: Client, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("delivery.api.posts.summary", fail)

    response = client.get(POSTS)

    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "secret" not in response.content.decode()


def test_only_approved_replies_are_counted(client: Client, post: BlogPostPage) -> None:
    comments = [
        post_comment(
            page=post,
            author=Author(name="Ada", email="ada@example.com"),
            text=f"Number {number}",
            now=PUBLISHED,
        )
        for number in range(3)
    ]
    set_status(comments=comments[1:2], status=Status.APPROVED, by=None, now=PUBLISHED)

    text = client.get(POSTS).content.decode()

    assert json.loads(text)["items"][0]["comment_count"] == 1
    assert "ada@example.com" not in text


def test_list_needs_few_queries_for_any_number_of_posts(
    client: Client, make_post: Callable[..., BlogPostPage], count_queries: Callable[..., int]
) -> None:
    for _ in range(2):
        make_post(hero_image=factories.picture(), tags=["sleep", "mood"])
    client.get(POSTS)  # makes the images' files
    cache.clear()
    few = count_queries(client.get, POSTS)
    for _ in range(8):
        make_post(hero_image=factories.picture(width=400, height=250), tags=["sleep"])
    client.get(POSTS)
    cache.clear()

    assert count_queries(client.get, POSTS) <= few <= 12


def test_detail_needs_few_queries_for_any_number_of_sections(
    client: Client,
    complete_post: BlogPostPage,
    post: BlogPostPage,
    count_queries: Callable[..., int],
) -> None:
    for slug in (post.slug, complete_post.slug):
        client.get(f"{POSTS}{slug}/")
        cache.clear()

        assert count_queries(client.get, f"{POSTS}{slug}/") <= 15


def test_committed_description_is_current() -> None:
    committed = (settings.BASE_DIR / "delivery" / "openapi.json").read_text()

    assert committed.strip() == openapi(), (
        "The API's description changed. Removing or renaming anything breaks consumers; if the "
        "change is meant: manage.py openapi > delivery/openapi.json"
    )


def test_description_discriminates_sections_by_type() -> None:
    schemas = json.loads(openapi())["components"]["schemas"]
    items = schemas["Post"]["properties"]["sections"]["items"]

    assert items["discriminator"]["propertyName"] == "type"
    assert set(items["discriminator"]["mapping"]) == set(PostBodyBlock().child_blocks)


def test_each_operation_has_an_example_that_is_as_described() -> None:
    description = json.loads(openapi())
    operations = [
        operation for item in description["paths"].values() for operation in item.values()
    ]
    wrong = {}
    for operation in operations:
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/json")
            if content is None:
                continue
            schema = content["schema"] | {"components": description["components"]}
            found = jsonschema_rs.validator_for(schema).iter_errors(content.get("example"))
            if errors := [error.message for error in found]:
                wrong[f"{operation['operationId']} {status}"] = errors[0]

    assert not wrong
