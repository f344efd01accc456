"""What is rendered when, and that nothing but what is public ever is."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from blog.models import BlogIndexPage, BlogPostPage
from comments.models import ReaderComment, Status
from comments.services import Author, post_comment, set_status
from delivery.models import (
    PublishedDocument,
    StaleDocument,
    WebhookDelivery,
    WebhookEndpoint,
)
from delivery.models.webhooks import WebhookEvent
from delivery.published.tasks import render_stale
from home.models import HomePage
from images.models import CustomImage
from tests import factories
from tests.conftest import render_all

API = "/api/content/v1/"
POSTS = f"{API}posts/"
MakePost = Callable[..., BlogPostPage]
# Each address that anybody may read; the marked word must be in none of them.
EVERYWHERE = (
    POSTS,
    f"{POSTS}?include=related,author",
    f"{POSTS}?q=marked",
    f"{API}changes/",
    f"{API}categories/",
    f"{API}tags/",
    f"{API}people/",
    f"{API}navigation/",
    f"{API}settings/",
    f"{API}redirects/",
    f"{API}search/?q=marked",
    "/feeds/posts.rss",
    "/feeds/posts.atom",
    "/feeds/posts.json",
    "/sitemap.xml",
    "/llms.txt",
)


def etags(client: Client) -> dict[str, str]:
    """Return the ETag of each post."""
    return {
        item["slug"]: client.get(f"{POSTS}{item['slug']}/")["ETag"]
        for item in client.get(POSTS).json()["items"]
    }


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {slug for slug in before if before[slug] != after.get(slug)}


def mirrored(client: Client, mirror: dict[int, Any], since: str = "") -> str:
    """Apply the changes to a mirror; return where to go on."""
    while True:
        answer = client.get(f"{API}changes/", {"since": since, "limit": "3"}).json()
        for item in answer["items"]:
            if item["op"] == "delete":
                mirror.pop(item["id"], None)
            else:
                mirror[item["id"]] = item["post"]
        since = answer["since"]
        if not answer["more"]:
            return since


def fresh(client: Client) -> dict[int, Any]:
    return {item["id"]: item for item in client.get(f"{POSTS}?limit=100").json()["items"]}


def test_renaming_an_author_changes_their_posts_and_nothing_else(
    client: Client, make_post: MakePost
) -> None:
    mine = make_post(slug="mine")
    make_post(slug="also-mine", author=mine.author)
    factories.signed(make_post(slug="reviewed"), mine.author)
    make_post(slug="another")
    before = etags(client)

    mine.author.name = "Somebody Else"
    mine.author.save()

    assert changed(before, etags(client)) == {"mine", "also-mine", "reviewed"}
    assert client.get(f"{POSTS}mine/").json()["author"]["name"] == "Somebody Else"


def test_changing_an_images_text_changes_the_posts_that_show_it_and_nothing_else(
    client: Client, make_post: MakePost
) -> None:
    picture = factories.picture()
    make_post(slug="at-the-top", hero_image=picture)
    make_post(
        slug="within",
        body=[("science", {"heading": "How", "text": "<p>So.</p>", "figure": figure(picture)})],
    )
    make_post(slug="another", hero_image=factories.picture())
    before = etags(client)

    picture.description = "Another description"
    picture.save()

    after = etags(client)
    assert "at-the-top" in changed(before, after)
    assert "another" not in changed(before, after)
    assert client.get(f"{POSTS}at-the-top/").json()["image"]["alt"] == "Another description"


def figure(picture: CustomImage) -> dict[str, Any]:
    return {"image": picture, "caption": "A caption", "source": ""}


def test_nothing_changes_when_a_post_is_saved_as_it_was(client: Client, post: BlogPostPage) -> None:
    before, since = etags(client), client.get(f"{API}changes/").json()["since"]

    BlogPostPage.objects.get(pk=post.pk).save()

    assert etags(client) == before
    assert client.get(f"{API}changes/", {"since": since}).json()["items"] == []


def test_mirror_equals_a_fresh_list_after_every_kind_of_change(
    client: Client, make_post: MakePost, blog: BlogIndexPage, home: HomePage
) -> None:
    posts = [make_post(slug=f"post-{number}", tags=["sleep"]) for number in range(8)]
    mirror: dict[int, Any] = {}
    since = mirrored(client, mirror)
    assert mirror == fresh(client)

    def page(number: int) -> BlogPostPage:
        return BlogPostPage.objects.get(pk=posts[number].pk)

    elsewhere = factories.BlogIndexPageFactory(
        parent=HomePage.objects.get(pk=home.pk), slug="elsewhere"
    )

    def edit() -> None:
        edited = page(0)
        edited.title = "Edited"
        edited.save_revision().publish()

    def rename() -> None:
        author = page(5).author
        author.name = "Renamed"
        author.save()

    def reply() -> None:
        comment = post_comment(
            page=page(6),
            author=Author("Ada", "ada@example.com"),
            text="Thank you.",
            now=timezone.now(),
        )
        set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())

    changes: list[Callable[[], Any]] = [
        lambda: make_post(slug="published"),
        edit,
        lambda: page(1).unpublish(),
        lambda: page(2).delete(),
        lambda: page(3).move(BlogIndexPage.objects.get(pk=elsewhere.pk), pos="last-child"),
        lambda: PageViewRestriction.objects.create(page=page(4), restriction_type="login"),
        rename,
        reply,
        lambda: PageViewRestriction.objects.all().delete(),
        lambda: PageViewRestriction.objects.create(page=blog, restriction_type="login"),
        lambda: PageViewRestriction.objects.get().delete(),
        lambda: Page.objects.get(pk=elsewhere.pk).specific.delete(),
    ]
    for change in changes:
        change()
        since = mirrored(client, mirror, since)
        assert mirror == fresh(client)
    assert len(mirror) == 6
    anew: dict[int, Any] = {}
    mirrored(client, anew)
    assert anew == mirror


def test_post_that_moves_to_another_site_is_deleted_on_the_old_one(
    client: Client, site: Site, post: BlogPostPage, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "second.example.com"]
    home = factories.HomePageFactory(parent=Page.get_first_root_node(), slug="second-home")
    Site.objects.create(hostname="second.example.com", root_page=home)
    second_blog = factories.BlogIndexPageFactory(parent=HomePage.objects.get(pk=home.pk))
    mirror: dict[int, Any] = {}
    since = mirrored(client, mirror)
    assert post.pk in mirror
    WebhookEndpoint.objects.create(
        name="App", url="https://app.example.com/", events=list(WebhookEvent.values)
    )
    moved = BlogPostPage.objects.get(pk=post.pk)

    moved.move(BlogIndexPage.objects.get(pk=second_blog.pk), pos="last-child")

    mirrored(client, mirror, since)
    assert mirror == fresh(client) == {}
    other = {"host": "second.example.com"}
    found = client.get(POSTS, headers=other).json()["items"]
    assert [item["url"] for item in found] == [f"http://second.example.com/blog/{post.slug}/"]
    events = WebhookDelivery.objects.order_by("pk").values_list("event_type", flat=True)
    assert list(events) == ["post.unpublished", "post.published"]

    moved.refresh_from_db()
    moved.move(BlogIndexPage.objects.exclude(pk=second_blog.pk).get(), pos="last-child")

    mirrored(client, mirror, since)
    assert list(mirror) == list(fresh(client)) == [post.pk]
    assert client.get(POSTS, headers=other).json()["items"] == []


@pytest.mark.parametrize(
    "kind", ["draft", "private", "private section", "image", "comment", "linked draft"]
)
def test_what_is_marked_appears_nowhere(
    client: Client, make_post: MakePost, blog: BlogIndexPage, home: HomePage, kind: str
) -> None:
    public = make_post(slug="public", title="Public", tags=["sleep"])
    secret: dict[str, Any] = {
        "title": "Marked title",
        "slug": "marked-slug",
        "summary": "Marked summary",
        "body": [("introduction", {"text": "<p>Marked words.</p>"})],
        "tags": ["marked-tag"],
    }
    session = type(client)()
    if kind in ("draft", "linked draft"):
        page = make_post(**secret)
        page.unpublish()
    elif kind == "private":
        page = make_post(**secret)
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="open"
        )
        session.post(
            f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/",
            {"password": "open", "return_url": "/"},
        )
        assert "Marked words" in session.get(page.url).content.decode()
    elif kind == "private section":
        section = factories.BlogIndexPageFactory(
            parent=HomePage.objects.get(pk=home.pk), slug="marked-section", title="Marked section"
        )
        page = factories.BlogPostPageFactory(
            parent=BlogIndexPage.objects.get(pk=section.pk), **secret
        )
        PageViewRestriction.objects.create(page=section, restriction_type="login")
    elif kind == "image":
        collection = Collection.get_first_root_node().add_child(name="Marked collection")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        picture = factories.picture()
        picture.title, picture.description = "Marked image", "Marked description"
        picture.collection = collection
        picture.save()
        make_post(slug="illustrated", hero_image=picture)
        assert client.get(f"{API}images/{picture.pk}/").status_code == 404
        assert client.get(f"{POSTS}illustrated/").json()["image"] is None
    else:
        comment = post_comment(
            page=public,
            author=Author("Marked name", "marked@example.com"),
            text="Marked words",
            now=timezone.now(),
        )
        assert comment.status != Status.APPROVED
    if kind in ("draft", "private", "private section", "linked draft"):
        link = f'<p><a linktype="page" id="{page.pk}">here</a></p>'
        button = ("page", {"text": "Next", "page": page})
        call = {"heading": "Then", "text": "", "links": [button], "style": "quiet"}
        make_post(slug="linking", body=[("introduction", {"text": link}), ("call_to_action", call)])

    slugs = [item["slug"] for item in client.get(POSTS).json()["items"]]
    addresses = [*EVERYWHERE]
    for slug in slugs:
        addresses += [
            f"{POSTS}{slug}/?formats=html,markdown,text",
            f"{POSTS}{slug}.md",
            f"{POSTS}{slug}/comments/",
            f"{POSTS}{slug}/comments/?view=flat",
            f"{API}by-path/?path=/blog/{slug}/",
        ]
    for reader in (client, session):
        for address in addresses:
            response = reader.get(address)
            assert response.status_code == 200, address
            # The answer may repeat what was asked for, in its own address only.
            text = response.content.decode().replace("q=marked", "")
            assert "marked" not in text.lower(), address
            assert not response.cookies
            assert "Cookie" not in response.get("Vary", ""), address
    for address in (f"{POSTS}marked-slug/", f"{POSTS}marked-slug.md"):
        assert session.get(address).status_code == 404


def test_link_to_a_page_that_becomes_public_appears(client: Client, make_post: MakePost) -> None:
    target = make_post(slug="target", title="Target")
    link = f'<p>Read <a linktype="page" id="{target.pk}">this</a> first.</p>'
    make_post(slug="linking", body=[("introduction", {"text": link})])

    def text() -> dict[str, str]:
        sections = client.get(f"{POSTS}linking/?formats=markdown,text").json()["sections"]
        return dict(sections[0]["value"]["text"])

    url = target.full_url
    assert text()["markdown"] == f"Read [this]({url}) first."
    target.unpublish()
    assert text() == {
        "html": "<p>Read this first.</p>",
        "markdown": "Read this first.",
        "text": "Read this first.",
    }
    BlogPostPage.objects.get(pk=target.pk).save_revision().publish()
    assert f'href="{url}"' in text()["html"]


def test_walk_gives_each_post_once_while_others_come_and_go(
    client: Client, make_post: MakePost
) -> None:
    for order in ("-first_published_at", "first_published_at"):
        stay = {make_post().pk for _ in range(20)}
        stay |= {item["id"] for item in client.get(f"{POSTS}?limit=100").json()["items"]}
        leave = [make_post() for _ in range(8)]
        address, seen = f"{POSTS}?limit=7&order={order}", []
        while address:
            answer = client.get(address.removeprefix("http://testserver")).json()
            seen += [item["id"] for item in answer["items"]]
            address = answer["next"]
            make_post()
            if leave:
                BlogPostPage.objects.get(pk=leave.pop().pk).delete()
        assert len(seen) == len(set(seen))
        assert stay <= set(seen)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_document_is_there_when_its_page_is_published(site: Site, make_post: MakePost) -> None:
    post = make_post(slug="now")

    assert PublishedDocument.objects.get(page_id=post.pk).summary["slug"] == "now"
    assert not StaleDocument.objects.exists()


def test_one_broken_post_does_not_hold_up_the_others(
    client: Client, make_post: MakePost, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = make_post(slug="broken"), make_post(slug="whole")
    from delivery.published import documents

    render = documents.render

    def render_or_fail(post: BlogPostPage, site: Site) -> documents.Document:
        if post.pk == broken.pk:
            raise RuntimeError("cannot be rendered")
        return render(post, site)

    monkeypatch.setattr(documents, "render", render_or_fail)
    assert set(etags(client)) == {whole.slug}
    monkeypatch.undo()
    assert set(etags(client)) == {whole.slug}  # it is not tried again and again
    StaleDocument.objects.update(marked_at=timezone.now())  # a minute later
    assert set(etags(client)) == {broken.slug, whole.slug}


def test_command_rebuilds_and_verifies(client: Client, make_post: MakePost) -> None:
    post = make_post(slug="here")
    render_stale.call()
    call_command("rebuild_documents", "--check", verbosity=0)
    PublishedDocument.objects.filter(page_id=post.pk).update(etag="something else")

    with pytest.raises(CommandError, match=f"1 of 1 documents are not current.*{post.pk}"):
        call_command("rebuild_documents", "--check", verbosity=0)
    call_command("rebuild_documents", verbosity=0)
    call_command("rebuild_documents", "--check", verbosity=0)


def test_approved_reply_is_counted_in_list_and_etag(client: Client, post: BlogPostPage) -> None:
    before = etags(client)
    comment = post_comment(
        page=post,
        author=Author("Ada", "ada@example.com"),
        text="Thank you.",
        now=timezone.now() - timedelta(hours=1),
    )
    assert etags(client) == before

    set_status(comments=[comment], status=Status.APPROVED, by=None, now=timezone.now())

    assert changed(before, etags(client)) == {post.slug}
    assert client.get(POSTS).json()["items"][0]["comment_count"] == 1
    assert ReaderComment.objects.count() == 1


@pytest.mark.parametrize("number", [5, 500])
def test_list_takes_four_queries_and_detail_three_for_any_number(
    client: Client, make_post: MakePost, count_queries: Callable[..., int], number: int
) -> None:
    first = make_post(hero_image=factories.picture(), tags=["sleep"])
    for _ in range(4):
        make_post(author=first.author, category=first.category, tags=["sleep"])
    render_all()
    clone = PublishedDocument.objects.get(page_id=first.pk)
    PublishedDocument.objects.bulk_create(
        PublishedDocument(
            **{
                field.name: getattr(clone, field.name)
                for field in PublishedDocument._meta.fields
                if field.name != "id"
            }
            | {"page_id": 10**6 + n, "sequence": 10**6 + n, "slug": f"clone-{n}"}
        )
        for n in range(number - 5)
    )
    detail = f"{POSTS}{first.slug}/"
    includes = f"{POSTS}?limit=20&include=author,reviewer,category,tags,related"
    for address in (includes, detail):
        client.get(address)

    assert count_queries(client.get, includes) == 3
    assert count_queries(client.get, detail) == 3
    etag = client.get(detail)["ETag"]
    assert count_queries(client.get, detail, headers={"if-none-match": etag}) == 3
    assert len(json.loads(client.get(includes).content)["items"]) == min(number, 20)


def test_post_that_expires_by_itself_is_taken_away(client: Client, post: BlogPostPage) -> None:
    assert client.get(f"{POSTS}{post.slug}/").status_code == 200
    BlogPostPage.objects.filter(pk=post.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled", verbosity=0)

    assert client.get(f"{POSTS}{post.slug}/").status_code == 404
    assert post.slug not in client.get("/sitemap.xml").content.decode()


def test_alias_goes_with_its_post(client: Client, post: BlogPostPage) -> None:
    post.create_alias(update_slug="alias")
    assert client.get(f"{POSTS}alias/").status_code == 200

    BlogPostPage.objects.get(pk=post.pk).unpublish()

    assert client.get(f"{POSTS}alias/").status_code == 404


@pytest.mark.parametrize("way", ["bulk", "collection moved"])
def test_picture_that_becomes_private_is_taken_away(
    client: Client, make_post: MakePost, make_user: Callable[..., Any], way: str
) -> None:
    picture = factories.picture()
    make_post(slug="illustrated", hero_image=picture)
    root = Collection.get_first_root_node()
    private = root.add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert client.get(f"{POSTS}illustrated/").json()["image"]
    client.force_login(make_user(is_superuser=True))

    if way == "bulk":
        client.post(
            f"/admin/bulk/images/customimage/add_to_collection/?id={picture.pk}",
            {"collection": private.pk},
        )
    else:
        inner = Collection.objects.get(pk=root.pk).add_child(name="Inner")
        CustomImage.objects.filter(pk=picture.pk).update(collection=inner)
        client.post(f"/admin/collections/{inner.pk}/", {"name": "Inner", "parent": private.pk})

    assert client.get(f"{POSTS}illustrated/").json()["image"] is None
    call_command("rebuild_documents", "--check", verbosity=0)


def test_withdrawing_many_does_not_wait_for_rendering(
    client: Client, make_post: MakePost, blog: BlogIndexPage
) -> None:
    for _ in range(12):
        make_post()
    client.get(POSTS)

    PageViewRestriction.objects.create(page=blog, restriction_type="login")
    render_stale.call()

    assert not PublishedDocument.objects.filter(is_public=True).exists()


def test_post_whose_picture_lost_its_file_is_given_without_it(
    client: Client, make_post: MakePost
) -> None:
    picture = factories.picture()
    picture.file.storage.delete(picture.file.name)
    make_post(slug="without", hero_image=picture)

    assert client.get(f"{POSTS}without/").json()["image"] is None


def test_slugs_of_drafts_are_not_listed_as_allowed(client: Client, make_post: MakePost) -> None:
    draft = make_post(tags=["secret-tag"])
    draft.unpublish()
    make_post(tags=["sleep"])

    for name in ("tag", "author", "category"):
        detail = client.get(POSTS, {name: "nothing"}).json()["errors"][0]["message"]
        for secret in ("secret-tag", draft.author.slug, draft.category.slug):
            assert secret not in detail
    assert client.get(POSTS, {"tag": "secret-tag"}).status_code == 404
    assert client.get(f"/feeds/categories/{draft.category.slug}.rss").status_code == 404


def test_two_bodies_never_share_a_tag(client: Client, post: BlogPostPage) -> None:
    address = f"{POSTS}{post.slug}/"
    first = client.get(address)
    name = post.author.name
    for new in ("Another", name):
        post.author.name = new
        post.author.save()
        client.get(address)

    last = client.get(address)
    assert (first["ETag"] == last["ETag"]) == (first.content == last.content)


@pytest.mark.parametrize("character", ["\x0b", "\uffff"])
def test_feed_leaves_out_what_xml_cannot_hold(
    client: Client, make_post: MakePost, character: str
) -> None:
    make_post(title=f"Be{character}fore", slug="odd")

    for name in ("posts.rss", "posts.atom"):
        ElementTree.fromstring(client.get(f"/feeds/{name}").content)
    assert client.get(f"{POSTS}?q=%22").status_code == 200
    assert client.get(f"{API}by-path/?path=//%5B").status_code == 404
