"""Pages of the blog, as a reader's browser gets them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import html5lib
import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from blog.blocks import PostBodyBlock
from blog.models import BlogIndexPage, BlogPostPage, ClinicalReviewSettings, RelatedPost
from comments.models import Status
from comments.services import Author, post_comment, set_status
from core.streams import walk
from home.models import NavigationSettings
from tests import factories


@pytest.fixture
def complete_post(make_post: Callable[..., BlogPostPage]) -> BlogPostPage:
    """A post with every type of section, each with the value that its preview shows."""
    picture = factories.picture()
    cited = factories.cite(factories.SourceFactory())
    return make_post(
        title="Everything at once",
        slug="everything",
        hero_image=picture,
        body=[
            (name, block.get_preview_value())
            for name, block in PostBodyBlock().child_blocks.items()
        ]
        + [("inset", {"text": f"<p>As was found.{cited}</p>"})],
    )


def test_post_shows_every_type_of_section(client: Client, complete_post: BlogPostPage) -> None:
    response = client.get(complete_post.url)

    assert response.status_code == 200
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    tags = BeautifulSoup(text, "html.parser").find_all(["img", "a"])
    shown = as_read(text + " ".join(f"{tag.get('alt')} {tag.get('href')}" for tag in tags))
    forgotten = [
        f"templates/blocks/{section['type']}.html shows no {leaf.label}: {leaf.value}"
        for section in complete_post.body.raw_data
        for leaf in walk(complete_post.body.stream_block, [section])
        if leaf.is_text and as_read(str(leaf.value)) not in shown
    ]
    assert not forgotten, "\n".join(forgotten)


def as_read(html: str) -> str:
    """Return the words of HTML, without what typography makes of the spaces between them."""
    return re.sub(r"[\s\u2060]+", "", BeautifulSoup(html, "html.parser").get_text())


def test_post_that_was_never_saved_can_be_previewed(blog: BlogIndexPage) -> None:
    post = BlogPostPage(
        title="New",
        slug="new",
        summary="Not saved.",
        body=factories.body([("introduction", {"text": "<p>Soon.</p>"})]),
    )
    post.set_url_path(blog)

    response = post.make_preview_request()

    assert response.status_code == 200
    assert "Soon." in response.content.decode()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]


def test_post_needs_few_queries_whatever_it_holds(
    client: Client,
    complete_post: BlogPostPage,
    make_post: Callable[..., BlogPostPage],
    count_queries: Callable[..., int],
) -> None:
    settings = NavigationSettings(site=complete_post.get_site())
    menu = settings._meta.get_field("header").stream_block
    page = {"text": "Start", "page": complete_post.get_parent()}
    settings.header = menu.normalize([("page", page)])
    settings.save()
    # The people at the foot may have photos, and biographies with links.
    biography = f'<p>See <a linktype="page" id="{complete_post.get_parent().pk}">here</a>.</p>'
    reviewer = factories.PersonFactory(photo=factories.picture(), biography=biography)
    complete_post = factories.signed(complete_post, reviewer)
    complete_post.author.photo = factories.picture()
    complete_post.author.biography = biography
    complete_post.author.save()
    small = make_post(slug="small", hero_image=factories.picture(), tags=["sleep"])
    for url in (small.url, complete_post.url):
        client.get(url)  # makes the images' files
    cache.clear()
    few = count_queries(client.get, small.url)
    parent = None
    for number in range(6):
        make_post(hero_image=factories.picture(), category=small.category)
        comment = post_comment(
            page=complete_post,
            author=Author(name="Ada", email="ada@example.com"),
            text=f"Number {number}",
            now=factories.PUBLISHED,
            reply_to=parent,
            confirmed=True,
        )
        set_status(comments=[comment], status=Status.APPROVED, by=None, now=factories.PUBLISHED)
        parent = comment.pk if number % 2 else None
    for url in (small.url, complete_post.url):
        client.get(url)
    cache.clear()
    many = count_queries(client.get, complete_post.url)

    assert few <= 17
    # Images, pages, documents and sources are loaded in bulk, whatever the number of sections.
    assert many <= 17


def test_head_of_a_post_tells_search_engines_and_shares(
    client: Client, complete_post: BlogPostPage
) -> None:
    text = client.get(complete_post.url).content.decode()

    assert f'<link rel="canonical" href="{complete_post.full_url}">' in text
    assert '<meta property="og:type" content="article">' in text
    assert '<meta property="og:image" content="http://testserver/media/images/' in text
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    things = {str(thing["@type"]): thing for thing in json.loads(data)["@graph"]}
    assert set(things) == {
        "['MedicalWebPage', 'BlogPosting']",
        "BreadcrumbList",
        "MedicalClinic",
        "FAQPage",
    }
    post = things["['MedicalWebPage', 'BlogPosting']"]
    assert post["author"]["name"] == complete_post.author.name
    assert post["citation"][0]["url"].startswith("https://doi.org/")
    assert things["FAQPage"]["mainEntity"][0]["name"] == "Can I drive home afterwards?"
    links = things["BreadcrumbList"]["itemListElement"]
    assert [link["name"] for link in links] == ["Home", "Blog", "Everything at once"]


def test_images_come_in_modern_formats_with_their_measures(
    client: Client, complete_post: BlogPostPage
) -> None:
    text = client.get(complete_post.url).content.decode()

    assert 'type="image/avif"' in text
    assert 'type="image/webp"' in text
    images = re.findall(r"<img[^>]*>", text)
    assert images
    assert all('width="' in image and 'height="' in image and "alt=" in image for image in images)
    assert sum("loading=" not in image for image in images) == 1  # the hero alone is eager


def test_two_sections_of_one_heading_have_two_anchors(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    section = ("text", {"heading": "Content", "text": "<p>Words.</p>"})
    post = make_post(body=[section, section])

    text = client.get(post.url).content.decode()

    assert 'id="content-2"' in text
    assert 'id="content-3"' in text
    assert text.count('id="content"') == 1


def test_updated_date_is_shown_from_the_second_day_on(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post()
    assert "Updated" not in client.get(post.url).content.decode()
    BlogPostPage.objects.update(last_published_at=factories.PUBLISHED + timedelta(days=3))

    assert "Updated <time" in client.get(post.url).content.decode()


def test_related_posts_are_the_chosen_ones_first(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post()
    same_category = make_post(category=post.category)
    chosen = make_post()
    hidden = make_post(category=post.category, live=False)
    post.related_posts = [RelatedPost(related=chosen)]
    post.save()

    text = client.get(post.url).content.decode()

    after = text[text.index("Read next") :]
    assert after.index(chosen.title) < after.index(same_category.title)
    assert f">{hidden.title}<" not in after


def test_times_are_written_as_html_knows_them(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    # A post published by an editor has a time down to microseconds; HTML takes three digits.
    post = make_post(first_published_at=factories.PUBLISHED.replace(microsecond=123456))

    text = client.get(post.url).content.decode()

    assert '<time datetime="2026-11-01T07:00:00-0500">November 1, 2026</time>' in text


def boxes(client: Client, post: BlogPostPage) -> list[str]:
    """Return the boxes about people at a post's foot, as a person reads them."""
    soup = BeautifulSoup(client.get(post.url).content, "html.parser")
    assert all(box.find(id=box["aria-labelledby"]) for box in soup.select(".person-box"))
    return [" ".join(box.get_text(" ").split()) for box in soup.select(".person-box")]


def test_foot_says_who_wrote_and_who_reviewed_while_the_review_stands(
    client: Client, blog: BlogIndexPage, make_post: Callable[..., BlogPostPage]
) -> None:
    author = factories.PersonFactory(
        name="Maya Okafor", job_title="Psychiatrist", biography="<p>Maya treats adults.</p>"
    )
    reviewer = factories.PersonFactory(
        name="Grace Kim", slug="grace-kim", credentials="PsyD", biography="<p>Grace reviews.</p>"
    )
    post = make_post(
        author=author, body=[("text", {"heading": "About the author", "text": "<p>So.</p>"})]
    )
    about_author = "About the author Maya Okafor, MD Psychiatrist Maya treats adults."
    assert boxes(client, post) == [about_author]
    how = ClinicalReviewSettings.for_site(post.get_site())
    how.how_we_review = blog
    how.save()

    post = factories.signed(post, reviewer)

    day = post.review.reviewed_on.strftime("%B %-d, %Y")
    assert boxes(client, post) == [
        about_author,
        f"Medically reviewed by Grace Kim, PsyD Grace reviews. Reviewed on {day} . How we review",
    ]
    text = client.get(post.url).content.decode()
    assert text.count('href="/blog/author/grace-kim/"') == 2
    assert text.count('id="about-the-author"') == 1
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    page = json.loads(data)["@graph"][0]
    assert page["author"]["jobTitle"] == "Psychiatrist"
    assert page["author"]["honorificSuffix"] == "MD"
    assert page["author"]["url"] == f"http://testserver/blog/author/{author.slug}/"
    assert page["reviewedBy"]["name"] == "Grace Kim"
    assert page["reviewedBy"]["honorificSuffix"] == "PsyD"
    assert page["lastReviewed"] == post.review.reviewed_on.isoformat()

    post.body = factories.body([("text", {"heading": "Why", "text": "<p>Other words.</p>"})])
    post.save_revision().publish()

    assert boxes(client, post) == [about_author]


def test_who_wrote_and_reviewed_a_post_has_one_box(
    client: Client, make_post: Callable[..., BlogPostPage]
) -> None:
    post = make_post(body=[("text", {"heading": "Why", "text": "<p>So.</p>"})])
    post = factories.signed(post, post.author)

    [box] = boxes(client, post)

    assert box.startswith(f"Written and medically reviewed by {post.author}")
    assert "Reviewed on" in box
