"""The findings in the page editor, as an editor works with them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text

from accounts.models import User
from accounts.roles import EDITOR, MODERATOR
from blog.checks.links import LinkTextCheck
from blog.models import BlogIndexPage, BlogPostPage
from blog.models.checks import EditorialCheckSettings
from tests.factories import picture

VAGUE = '<p>You can see it <a href="https://example.com/">here</a>.</p>'
CLAIM = {"question": "Does it work?", "short_answer": "<p>Yes.</p>", "long_answer": "<p>So.</p>"}
POST_CHECKS = "post_checks"


@pytest.fixture
def editor(make_user: Callable[..., User], client: Client) -> User:
    """An editor, logged in."""
    user = make_user(EDITOR)
    assert not user.is_superuser
    client.force_login(user)
    return user


def form(client: Client, address: str, sections: list[tuple[str, str, dict[str, str]]]) -> Any:
    """Return what the editor's form at an address sends with these sections, without scripts.

    Args:
        client: whose editor it is.
        address: the editor's.
        sections: block type, identifier and fields of each; markup is rich text.
    """
    page = client.get(address).content.decode()
    data = querydict_from_html(page, form_id="page-edit-form")
    rows = {
        str(index): {
            "type": kind,
            "id": key,
            "order": str(index),
            "deleted": "",
            "value": {
                name: rich_text(value) if value.startswith("<") else value
                for name, value in fields.items()
            },
        }
        for index, (kind, key, fields) in enumerate(sections)
    }
    stream = {"body": {"count": str(len(sections)), **rows}, "updates": {"count": "0"}}
    data.update(nested_form_data(stream))
    return data


def edit(post: BlogPostPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[post.pk])


def preview(client: Client, post: BlogPostPage, sections: Any, **fields: str) -> str:
    """Let the preview store what the form holds, as the editor's page does; return the findings."""
    data = form(client, edit(post), sections)
    for name, value in fields.items():
        data[name] = value
    stored = client.post(reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk]), data)
    assert stored.json()["is_valid"]
    return client.get(reverse(POST_CHECKS, args=[post.pk])).content.decode()


def test_panel_counts_words_once(client: Client, editor: User, post: BlogPostPage) -> None:
    form_of_a_post = client.get(edit(post)).content.decode()
    assert "data-post-checks-list" in form_of_a_post
    assert "data-content-word-count" not in form_of_a_post  # Wagtail's, with other figures


def test_findings_are_those_of_what_was_typed_and_not_saved(
    client: Client, editor: User, post: BlogPostPage
) -> None:
    before = client.get(reverse(POST_CHECKS, args=[post.pk])).content.decode()
    assert "A link says" not in before

    after = preview(
        client, post, [("text", "abc-1", {"heading": "Why sleep matters", "text": VAGUE})]
    )

    assert "<h3>Text: Why sleep matters</h3>" in after
    assert "A link says “here”." in after
    assert "Link the words that name what is found there." in after
    # The address by which Wagtail's editor knows the field.
    assert 'href="#:w:contentpath=body.abc-1.text"' in after
    assert BlogPostPage.objects.get(pk=post.pk).body[1].value["text"].source == "<p>Because.</p>"


def test_state_of_an_earlier_visit_is_left_aside(
    client: Client, editor: User, post: BlogPostPage
) -> None:
    preview(client, post, [("text", "abc-1", {"heading": "Why", "text": VAGUE})])

    post.save_revision()

    after = client.get(reverse(POST_CHECKS, args=[post.pk])).content.decode()
    assert "A link says" not in after


def test_new_post_is_checked_before_it_is_saved(
    client: Client, editor: User, blog: BlogIndexPage
) -> None:
    place = ["blog", "blogpostpage", blog.pk]
    data = form(
        client,
        reverse("wagtailadmin_pages:add", args=place),
        [("text", "abc-1", {"heading": "Why", "text": VAGUE})],
    )
    client.post(reverse("wagtailadmin_pages:preview_on_add", args=place), data)

    said = client.get(reverse("post_checks_on_add", args=place)).content.decode()

    assert "A link says “here”." in said
    assert BlogPostPage.objects.count() == 0


def test_editor_s_page_has_the_panel_and_other_pages_do_not(
    client: Client, editor: User, post: BlogPostPage, blog: BlogIndexPage
) -> None:
    assert "data-post-checks" in client.get(edit(post)).content.decode()
    other = client.get(reverse("wagtailadmin_pages:edit", args=[blog.pk])).content.decode()
    assert "data-post-checks" not in other
    assert client.get(reverse(POST_CHECKS, args=[blog.pk])).status_code == 404


def test_who_may_not_edit_the_page_is_told_nothing(
    client: Client, make_user: Callable[..., User], post: BlogPostPage
) -> None:
    address = reverse(POST_CHECKS, args=[post.pk])
    assert client.get(address).status_code == 302  # to the log-in

    client.force_login(make_user(MODERATOR))
    assert b"data-post-checks" not in client.get(address, follow=True).content

    user = make_user(EDITOR)
    client.force_login(user)
    assert b"data-post-checks" in client.get(address).content
    GroupPagePermission.objects.filter(group__in=user.groups.all()).delete()
    assert b"data-post-checks" not in client.get(address, follow=True).content


def test_check_that_fails_is_named_and_the_others_are_carried_out(
    client: Client, editor: User, post: BlogPostPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr(LinkTextCheck, "run", fail)

    said = preview(client, post, [("text", "abc-1", {"heading": "Why", "text": VAGUE})])

    assert "everything else was: Link texts." in said
    assert "The post has no call to action." in said


def published(client: Client, post: BlogPostPage, sections: Any, action: str) -> Any:
    data = form(client, edit(post), sections)
    if action:
        data[action] = action
    return client.post(edit(post), data, follow=True)


def test_claim_without_a_source_is_not_published_where_the_site_says_so_and_nothing_is_lost(
    client: Client, editor: User, post: BlogPostPage, site: Site
) -> None:
    sections = [("key_question", "abc-1", CLAIM)]
    settings = EditorialCheckSettings.objects.create(site=site, require_sources=True)

    refused = published(client, post, sections, "action-publish")

    errors = refused.context["form"].errors.as_data()["body"][0].block_errors[0].block_errors
    assert "without a source" in errors["short_answer"].message
    # What was typed comes back, and nothing went public.
    assert "Does it work?" in refused.content.decode()
    assert BlogPostPage.objects.get(pk=post.pk).body[0].block_type == "introduction"

    saved = published(client, post, sections, "")
    assert saved.context["form"].errors == {}
    draft = BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object()
    assert draft.body[0].value["question"] == "Does it work?"

    settings.require_sources = False
    settings.save()
    published(client, post, sections, "action-publish")
    assert BlogPostPage.objects.get(pk=post.pk).body[0].block_type == "key_question"


def test_promise_in_the_title_is_refused_at_the_title(
    client: Client, editor: User, post: BlogPostPage, site: Site
) -> None:
    EditorialCheckSettings.objects.create(site=site, refuse_promises=True)
    data = form(client, edit(post), [("inset", "abc-1", {"text": "<p>So.</p>"})])
    data["title"] = "The cure for bad sleep"
    data["action-publish"] = "action-publish"

    page = client.post(edit(post), data)

    assert "is a promise" in str(page.context["form"].errors["title"])
    assert BlogPostPage.objects.get(pk=post.pk).title == "Sleep and mood"


def test_post_with_errors_is_not_published_from_the_listing_either(
    client: Client, editor: User, post: BlogPostPage, site: Site
) -> None:
    settings = EditorialCheckSettings.objects.create(site=site, require_sources=True)
    published(client, post, [("key_question", "abc-1", CLAIM)], "")
    address = (
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={post.pk}"
    )

    refused = client.post(address, {"next": "/admin/pages/"}, follow=True).content.decode()

    assert "Nothing was published." in refused
    assert "“Sleep and mood”: The section states facts about health without a source." in refused
    assert BlogPostPage.objects.get(pk=post.pk).body[0].block_type == "introduction"
    settings.require_sources = False
    settings.save()
    client.post(address, {"next": "/admin/pages/"}, follow=True)
    assert BlogPostPage.objects.get(pk=post.pk).body[0].block_type == "key_question"


def long_post(make_post: Callable[..., BlogPostPage], count: int) -> BlogPostPage:
    target = make_post()
    other = picture()
    other.contextual_alt_text, other.decorative = "A shape", False
    link = f'<p>See <a linktype="page" id="{target.pk}">the other post</a>, '
    link += '<a href="/blog/">our blog</a> and <a href="/blog/#x">more about it</a>.</p>'
    sections: list[tuple[str, Any]] = []
    for number in range(count // 5):
        sections += [
            ("text", {"heading": f"Text {number}", "text": link}),
            ("key_question", CLAIM),
            ("image", {"image": other, "caption": "", "source": ""}),
            ("inset", {"text": link}),
            (
                "call_to_action",
                {
                    "heading": "Next",
                    "links": [("page", {"text": "Read on", "page": target})],
                    "style": "quiet",
                },
            ),
        ]
    return make_post(body=sections)


def test_findings_need_the_same_queries_for_any_number_of_sections(
    client: Client,
    editor: User,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
) -> None:
    short, long = long_post(make_post, 5), long_post(make_post, 30)
    addresses = [reverse(POST_CHECKS, args=[post.pk]) for post in (short, long)]
    client.get(addresses[0])

    few, many = (count_queries(client.get, address) for address in addresses)

    assert few == many
    assert many <= 25


def test_findings_of_the_form_need_the_same_queries_for_any_number_of_sections(
    client: Client,
    editor: User,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
) -> None:
    counts = []
    for number in (5, 30):
        post = make_post()
        preview(
            client,
            post,
            [("text", f"a-{n}", {"heading": f"H {n}", "text": VAGUE}) for n in range(number)],
        )
        counts.append(count_queries(client.get, reverse(POST_CHECKS, args=[post.pk])))

    assert counts[0] == counts[1]
    assert counts[1] <= 30
