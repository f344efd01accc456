"""Where files of images are kept, who may see them, and what happens when one is away."""

import json
import logging
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image
from wagtail.models import UploadedFile

from accounts.models import User
from accounts.roles import CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.models import BlogPostPage
from home.models import HomePage
from images.models import CustomImage, CustomRendition
from images.normalizing import ImageRefused
from tests import factories
from tests.images import corpus

IMAGES = "/admin/images/"
MakePost = Callable[..., BlogPostPage]
MakeUser = Callable[..., User]


@pytest.fixture
def editor(client: Client, site: object, make_user: MakeUser) -> Client:
    client.force_login(make_user(EDITOR))
    return client


def photo(color: str = "#2f7f79", name: str = "dose chart.png") -> SimpleUploadedFile:
    """Return a file as a telephone makes it."""
    picture = Image.new("RGB", (60, 40), color)
    data = corpus.encoded(picture, "PNG", exif=corpus.exif())
    return SimpleUploadedFile(name, data, "image/png")


def upload(client: Client, file: Any, **values: str) -> CustomImage:
    answer = client.post(
        f"{IMAGES}add/", {"title": "Chart", "description": "A chart", "file": file, **values}
    )
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").get_text()
    return CustomImage.objects.latest("pk")


def replace(client: Client, image: CustomImage, file: Any, **values: str) -> CustomImage:
    address = f"{IMAGES}{image.pk}/"
    fields = {"title": image.title, "description": image.description or "A chart", **values}
    answer = client.post(address, {**fields, **({"file": file} if file else {})})
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").get_text()
    return CustomImage.objects.get(pk=image.pk)


def told(answer: Any) -> set[str]:
    """Return what caches are told."""
    return set(answer["Cache-Control"].split(", "))


def by_form(client: Client, file: Any) -> None:
    upload(client, file)


def by_chooser(client: Client, file: Any) -> None:
    prefix = "image-chooser-upload-"
    values = {"title": "Chart", "description": "A chart", "file": file}
    client.post(
        f"{IMAGES}chooser/create/", {f"{prefix}{name}": value for name, value in values.items()}
    )


def by_many(client: Client, file: Any) -> None:
    headers = {"x-requested-with": "XMLHttpRequest"}
    client.post(f"{IMAGES}multiple/add/", {"title": "Chart", "files[]": file}, headers=headers)
    number = UploadedFile.objects.get().pk
    name = f"uploaded-image-{number}"
    client.post(
        f"{IMAGES}multiple/create_from_uploaded_image/{number}/",
        {f"{name}-title": "Chart", f"{name}-description": "A chart"},
    )


def by_replacing(client: Client, file: Any) -> None:
    image = factories.picture()
    before = image.file.name
    assert replace(client, image, file).file.name != before


def by_program(client: Client, file: Any) -> None:
    CustomImage.objects.create(title="Chart", file=ContentFile(file.read(), name=file.name))


def by_bulk(client: Client, file: Any) -> None:
    content = ContentFile(file.read(), name=file.name)
    CustomImage.objects.bulk_create([CustomImage(title="Chart", file=content)])


@pytest.mark.parametrize("door", [by_form, by_chooser, by_many, by_replacing, by_program, by_bulk])
def test_every_door_stores_the_normalized_file(
    editor: Client, door: Callable[[Client, Any], None]
) -> None:
    upright = corpus.scene(60, 40).transpose(corpus.INVERSE[6])
    data = corpus.encoded(upright, "JPEG", exif=corpus.exif(6))
    door(editor, SimpleUploadedFile("Überblick 1.jpeg", data))

    image = CustomImage.objects.get()
    stored = Path(image.file.path).read_bytes()
    assert corpus.DEVICE.encode() not in stored
    assert image.filename.startswith("Uberblick_1-")
    with Image.open(image.file.path) as picture:
        assert picture.size == (60, 40)
    if door is not by_bulk:  # which writes the other columns as the program has them
        assert (image.width, image.height) == (60, 40)
        assert image.file_size == len(stored)
        assert CustomImage.objects.filter(file_hash=image.file_hash).exclude(file_hash="").exists()


def test_program_is_told_what_can_not_be_stored(db: None) -> None:
    with pytest.raises(ImageRefused, match="This file is broken"):
        CustomImage(title="x").file.save("x.png", ContentFile(photo().read()[:90]), save=False)


def test_each_address_holds_the_same_bytes_for_ever(
    editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    seen: dict[str, bytes] = {}

    def note(image: CustomImage) -> None:
        renditions = [image.get_rendition(spec) for spec in ("width-40|format-jpeg", "original")]
        for name in [image.file.name, *(rendition.file.name for rendition in renditions)]:
            data = (settings.MEDIA_ROOT / name).read_bytes()
            assert seen.setdefault(name, data) == data

    with django_capture_on_commit_callbacks(execute=True):
        image = upload(editor, photo("#ff0000"))
    for color in ("#00ff00", "#ff0000", "#0000ff", "#00ff00"):
        note(image)
        with django_capture_on_commit_callbacks(execute=True):
            image = replace(editor, image, photo(color))
    note(image)
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{IMAGES}{image.pk}/delete/")
    assert not CustomImage.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        again = upload(editor, photo("#777777"))
    note(again)
    assert len({data for name, data in seen.items() if name.startswith("original")}) >= 4


def test_pictures_of_pages_are_kept_for_ever(editor: Client) -> None:
    rendition = upload(editor, photo()).get_rendition("width-40|format-webp")

    answer = Client().get(rendition.url)

    assert answer.status_code == 200
    assert told(answer) == {"max-age=31536000", "public", "immutable"}


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), (EDITOR, 200), (CLINICAL_REVIEWER, 200), (MODERATOR, 404)]
)
def test_originals_are_for_who_may_choose_images(
    site: object, make_user: MakeUser, role: str | None, status: int
) -> None:
    image = factories.picture()
    client = Client()
    if role:
        client.force_login(make_user(role))

    for file in (image.file, image.get_rendition("original").file):
        answer = client.get(file.url)
        assert answer.status_code == status
        assert "public" not in answer.get("Cache-Control", "")


def test_original_in_the_admin_leads_to_the_whole_picture(editor: Client) -> None:
    image = upload(editor, photo())

    page = BeautifulSoup(editor.get(f"{IMAGES}{image.pk}/").content, "html.parser")
    link = page.select_one('a[href^="/media/original_images/"]')

    assert link
    assert editor.get(str(link["href"])).status_code == 200
    assert Client().get(str(link["href"])).status_code == 404


def test_desk_may_give_an_original_to_everybody_and_take_it_back(editor: Client) -> None:
    image = upload(editor, photo())
    replace(editor, image, None, original_is_public="on")

    answer = Client().get(image.file.url)

    assert answer.status_code == 200
    assert told(answer) == {"max-age=3600", "public"}
    assert f"http://testserver{image.file.url}" in editor.get(f"{IMAGES}{image.pk}/").text
    replace(editor, image, None)
    assert Client().get(image.file.url).status_code == 404


def test_pictures_that_staff_have_of_themselves_are_for_staff(
    site: object, make_user: MakeUser
) -> None:
    path = settings.MEDIA_ROOT / "avatar_images" / "ana.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(photo().read())
    staff = Client()
    staff.force_login(make_user(MODERATOR))

    assert Client().get("/media/avatar_images/ana.png").status_code == 404
    assert told(staff.get("/media/avatar_images/ana.png")) == {"private", "no-cache"}


@pytest.mark.parametrize("name", ["a" * 300, "a" * 5000 + ".png", "."])
def test_name_that_no_file_has_is_not_found(client: Client, site: object, name: str) -> None:
    assert client.get(f"/media/images/{name}").status_code == 404


def take_away(image: CustomImage) -> None:
    Path(image.file.path).unlink()


def damage(image: CustomImage) -> None:
    path = Path(image.file.path)
    path.write_bytes(path.read_bytes()[:60])


def replace_by_gray(image: CustomImage) -> None:
    """Put in its place what was uploaded before files were normalized."""
    Image.new("I;16", (60, 40)).save(image.file.path, "PNG")


@pytest.mark.parametrize("harm", [take_away, damage, replace_by_gray])
def test_image_that_can_not_be_made_costs_a_placeholder_and_a_line_and_never_a_page(
    client: Client,
    home: HomePage,
    make_post: MakePost,
    caplog: pytest.LogCaptureFixture,
    harm: Callable[[CustomImage], None],
) -> None:
    image = CustomImage.objects.create(title="Chart", description="A chart", file=photo())
    figure = {"image": image, "caption": "", "source": ""}
    video = {"heading": "See", "url": "https://vimeo.com/76979871", "transcript": ""}
    harm(image)
    post = make_post(
        hero_image=image,
        author=factories.PersonFactory(photo=image),
        body=[
            ("image", figure),
            ("gallery", {"heading": "", "images": [figure, figure]}),
            ("video", {**video, "poster": image}),
        ],
    )
    related = make_post(category=post.category)
    HomePage.objects.filter(pk=home.pk).update(hero_image=image)

    with caplog.at_level(logging.WARNING, "images"):
        for address in ("/", "/blog/", post.url, related.url, f"/blog/author/{post.author.slug}/"):
            answer = client.get(address)
            assert answer.status_code == 200
            soup = BeautifulSoup(answer.content, "html.parser")
            assert soup.select("img[src$='picture-missing.svg']"), address
            assert not soup.select("[property='og:image']")
        for address in (
            "/feeds/posts.rss",
            "/feeds/posts.atom",
            "/feeds/posts.json",
            "/search/?q=post",
            "/api/content/v1/people/",
        ):
            assert client.get(address).status_code == 200
        document = client.get(f"/api/content/v1/posts/{post.slug}/").json()

    assert document["image"] is None
    assert "picture-missing" not in json.dumps(document)
    [line] = [record for record in caplog.records if record.name.startswith("images")]
    assert line.getMessage().startswith(f"Image {image.pk} (original_images/dose_chart-")


def test_placeholder_is_as_large_as_the_picture_and_goes_with_the_fault(
    editor: Client, make_post: MakePost
) -> None:
    image = upload(editor, photo())
    data = Path(image.file.path).read_bytes()
    take_away(image)
    post = make_post(hero_image=image)

    def hero() -> Any:
        return BeautifulSoup(editor.get(post.url).content, "html.parser").select_one(
            ".post-hero img"
        )

    missing = hero()
    assert missing["alt"] == "A chart"
    assert (missing["width"], missing["height"]) == ("60", "30")
    for address in (f"{IMAGES}{image.pk}/", IMAGES, f"{IMAGES}chooser/"):
        assert editor.get(address).status_code == 200

    Path(image.file.path).write_bytes(data)
    cache.clear()  # as a minute does

    assert "picture-missing" not in hero()["src"]
    assert not CustomRendition.objects.filter(file="").exists()


def figures(image: CustomImage, other: CustomImage) -> list[tuple[str, Any]]:
    figure = {"image": image, "caption": "", "source": ""}
    another = {"image": other, "caption": "", "source": ""}
    return [
        ("text", {"heading": "Words", "text": "<p>Only words.</p>"}),
        ("image", figure),
        ("gallery", {"heading": "Both", "images": [another, figure]}),
        ("image", another),
    ]


def awaiting(post: BlogPostPage) -> list[str]:
    """Return the types of the sections that await a review."""
    post = BlogPostPage.objects.get(pk=post.pk)
    return [block.block_type for block in post.body if block.id in post.review.awaiting]


def test_replaced_image_marks_the_sections_that_show_it_for_review(
    editor: Client, make_post: MakePost
) -> None:
    image, other = upload(editor, photo("#ff0000")), factories.picture()
    post = factories.signed(make_post(body=figures(image, other), hero_image=image))
    untouched = factories.signed(
        make_post(body=[("image", {"image": other, "caption": "", "source": ""})])
    )

    replace(editor, image, None, title="Doses", credit="Ana Ruiz")
    replace(editor, image, photo("#ff0000"))
    assert awaiting(post) == []

    replace(editor, image, photo("#00ff00"))

    assert awaiting(post) == ["image", "gallery"]
    assert awaiting(untouched) == []
    resets = post.review_resets.values_list("reason", flat=True)
    assert set(resets) == {"Image replaced: Chart"}
    factories.signed(post)
    assert awaiting(post) == []


def test_older_images_are_stored_anew_by_the_command(
    client: Client, site: object, make_post: MakePost, django_capture_on_commit_callbacks: Any
) -> None:
    new, old, broken = (factories.picture(title=title) for title in ("New", "Old", "Broken"))
    first, *others = corpus.moving()
    moving = factories.picture(title="Moving")
    for image, name, data in (
        (old, "old.jpg", corpus.encoded(corpus.scene(), "JPEG", exif=corpus.exif(6))),
        (broken, "broken.png", photo().read()[:90]),
        (moving, "m.gif", corpus.encoded(first, "GIF", save_all=True, append_images=others)),
    ):
        path = settings.MEDIA_ROOT / "original_images" / name
        path.write_bytes(data)
        CustomImage.objects.filter(pk=image.pk).update(
            file=f"original_images/{name}", width=48, height=32, file_hash="", focal_point_x=24
        )
    old.refresh_from_db()
    leak = old.get_rendition("width-40|format-jpeg").file.path
    assert corpus.DEVICE.encode() in Path(leak).read_bytes()
    post = factories.signed(make_post(body=figures(old, new)))

    def normalize() -> str:
        said = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("normalize_images", stdout=said)
        return said.getvalue()

    said = StringIO()
    call_command("normalize_images", "--dry-run", stdout=said)
    assert "2 would be stored anew, 1 were in order, 1 stay as they are." in said.getvalue()
    assert Path(leak).exists()

    said_now = normalize()

    assert f"{broken.pk} “Broken” stays as it is: This file is broken" in said_now
    assert "2 stored anew, 1 were in order, 1 stay as they are." in said_now
    old, moving = CustomImage.objects.get(pk=old.pk), CustomImage.objects.get(pk=moving.pk)
    assert corpus.DEVICE.encode() not in Path(old.file.path).read_bytes()
    assert (old.width, old.height, old.focal_point_x) == (32, 48, 24)
    assert moving.filename.endswith(".png")
    assert not Path(leak).exists()
    assert not (settings.MEDIA_ROOT / "original_images" / "old.jpg").exists()
    assert awaiting(post) == []
    assert client.get(post.url).status_code == 200
    assert "0 stored anew, 3 were in order, 1 stay as they are." in normalize()
