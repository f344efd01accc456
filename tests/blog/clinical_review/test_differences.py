"""A reviewer sees what changed in a post line by line, and what its text refers to by name."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from wagtail_factories import ImageFactory

from blog.models import BlogPostPage
from tests import factories
from tests.blog.clinical_review.desk import rewritten, sign


def lines(client: Client, post: BlogPostPage) -> list[str]:
    """Return the lines of the last section in the review; +new+ and -gone- words are marked."""
    page = client.get(f"/admin/clinical-review/{post.pk}/").content
    section = BeautifulSoup(page, "html.parser").select(".comparison")[-1]
    for mark, sign_ in (("ins", "+"), ("del", "-")):
        for part in section.find_all(mark):
            part.insert(0, sign_)
            part.append(sign_)
    return [line.get_text() for line in section.find_all("p")]


def test_changed_field_is_compared_with_itself_and_the_others_are_not_marked(
    client: Client, draft: BlogPostPage, reviewer: Any
) -> None:
    client.force_login(reviewer)
    sign(client, draft)
    rewritten(draft, '"Tolerance"', '"Needing more"').save_revision()

    assert lines(client, draft)[:4] == [
        "Heading: Risks",
        "Term: -Tolerance-+Needing more+",
        "Definition: Needing more for the same effect.",
        "How likely under supervision: Not well known",
    ]


def test_paragraph_put_before_others_is_new_and_they_are_not(
    client: Client, make_post: Callable[..., BlogPostPage], reviewer: Any
) -> None:
    text = "<p>It acts on glutamate.</p><p>Nobody knows why it lasts.</p>"
    post = make_post(title="Ketamine", body=[("text", {"heading": "Science", "text": text})])
    post.save_revision()
    client.force_login(reviewer)
    sign(client, post)
    rewritten(post, "<p>It acts", "<p>Three trials asked.</p><p>It acts").save_revision()
    assert lines(client, post) == [
        "Heading: Science",
        "+Three trials asked.+",
        "It acts on glutamate.",
        "Nobody knows why it lasts.",
    ]

    rewritten(post, "Nobody knows why it lasts", "Nobody knows how long it lasts").save_revision()
    assert lines(client, post)[-1] == "Nobody knows -why-+how long+ it lasts."


def test_sources_pages_and_images_are_named_and_asked_for_once(
    client: Client,
    make_post: Callable[..., BlogPostPage],
    reviewer: Any,
    count_queries: Callable[..., int],
) -> None:
    sources = [factories.SourceFactory(authors=f"Author{n} A", year=2000 + n) for n in range(6)]
    image = ImageFactory(title="A nerve cell")
    other = make_post(title="Sleep")

    def cite(number: int) -> str:
        tokens = [f'<embed embedtype="source" id="{s.pk}"/>' for s in sources[:number]]
        link = f'<a linktype="page" id="{other.pk}">sleep</a>'
        return f"<p>See {link}.{''.join(tokens)}</p>"

    def post_with(number: int) -> BlogPostPage:
        picture = {"image": image, "alt_text": "A cell", "decorative": False}
        body = [
            ("image", {"image": picture, "caption": ""}),
            ("text", {"heading": "Science", "text": cite(number)}),
        ]
        post = make_post(title=f"Ketamine {number}", body=body)
        post.save_revision()
        return post

    client.force_login(reviewer)
    one, six = post_with(1), post_with(6)

    assert lines(client, six)[-1] == "See sleep [Sleep]." + "".join(
        f"[Author{n} {2000 + n}]" for n in range(6)
    )
    page = client.get(f"/admin/clinical-review/{six.pk}/").content.decode()
    assert "[A nerve cell]" in page
    few = count_queries(client.get, f"/admin/clinical-review/{one.pk}/")
    assert count_queries(client.get, f"/admin/clinical-review/{six.pk}/") == few


def test_source_that_is_gone_is_said_to_be_gone(
    client: Client, make_post: Callable[..., BlogPostPage], reviewer: Any
) -> None:
    text = '<p>It acts on glutamate.<embed embedtype="source" id="999999"/></p>'
    post = make_post(title="Ketamine", body=[("text", {"heading": "Science", "text": text})])
    client.force_login(reviewer)

    assert lines(client, post)[-1] == "It acts on glutamate.[source 999999, which is gone]"
