"""Every odd file is refused in words, or shown on every page and stored without traces."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image
from wagtail.images.models import Filter

from accounts.models import User
from accounts.roles import EDITOR
from blog.models import BlogIndexPage, BlogPostPage
from home.models import HomePage
from images.models import CustomImage
from tests import factories
from tests.conftest import ConsumerClient
from tests.images.corpus import DEVICE, Odd, corpus

# Pages are the same on every database, and one process has them all.
pytestmark = [
    pytest.mark.xdist_group("corpus"),
    # Pillow says so beside what it does, of files that are made to be like that.
    pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning"),
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
]
TAG = re.compile(r"{% (?:picture|image|srcset_image) \S+ (?P<specs>[^%]*?)(?:as \w+ )?%}")
TRACES = (DEVICE.encode(), b"Exif\0\0", b"xmpmeta", b"8BIM", b"<script>", b"PK\x05\x06", b"PIX9")
ODD = corpus()


class Uploaded:
    """What came of uploading all files."""

    def __init__(self) -> None:
        self.images: dict[str, CustomImage] = {}
        self.said: dict[str, str] = {}

    @property
    def different(self) -> dict[str, CustomImage]:
        """One of those that are the same file once they are stored."""
        return {
            image.title: image for image in {i.file_hash: i for i in self.images.values()}.values()
        }


def upload(client: Client, odd: Odd, found: Uploaded) -> None:
    answer = client.post(
        "/admin/images/add/",
        {
            "title": odd.name,
            "description": "A scene",
            "file": SimpleUploadedFile(odd.filename, odd.data),
        },
    )
    if answer.status_code == 302:
        found.images[odd.name] = CustomImage.objects.get(title=odd.name)
        return
    assert answer.status_code == 200, odd.name
    page = BeautifulSoup(answer.content, "html.parser")
    found.said[odd.name] = " ".join(
        part.get_text(" ", strip=True)
        for part in page.select("#panel-child-file-errors, .error-message")
    )


@pytest.fixture(scope="module")
def library(django_db_setup: None, django_db_blocker: Any) -> Iterator[Uploaded]:
    """Upload all files once for all tests here, each of which rolls back to it."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context():
        editor = User.objects.create_user("corpus@example.com", "password")
        editor.groups.add(Group.objects.get(name=EDITOR))
        client = Client()
        client.force_login(editor)
        found = Uploaded()
        for odd in ODD:
            upload(client, odd, found)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def uploaded(library: Uploaded, db: None) -> Uploaded:
    return library


def test_corpus_holds_many_files_of_both_kinds() -> None:
    assert len({odd.name for odd in ODD}) == len(ODD) >= 60
    assert len([odd for odd in ODD if not odd.is_shown]) >= 30


def test_each_file_is_taken_or_refused_with_a_sentence(uploaded: Uploaded) -> None:
    assert set(uploaded.images) == {odd.name for odd in ODD if odd.is_shown}
    for name, said in uploaded.said.items():
        assert re.search(r"[A-Z].*\.$", said), (name, said)
        assert "corrupted" not in said, name


def test_each_image_is_stored_upright_in_ordinary_colors_without_traces(
    uploaded: Uploaded,
) -> None:
    for name, image in uploaded.images.items():
        data = Path(image.file.path).read_bytes()
        with Image.open(BytesIO(data)) as stored:
            stored.load()
            assert (stored.format, stored.mode) in (
                ("JPEG", "RGB"),
                ("PNG", "RGB"),
                ("PNG", "RGBA"),
            ), name
            assert stored.size == (image.width, image.height), name
            assert "held in way" not in name or corners(stored) == "RGBW", name
        assert_no_traces(name, data)


def corners(picture: Image.Image) -> str:
    """Return the colors of a scene's corners, row by row."""
    names: dict[tuple[int, ...], str] = {
        (1, 0, 0): "R",
        (0, 1, 0): "G",
        (0, 0, 1): "B",
        (1, 1, 1): "W",
    }
    colors = picture.convert("RGB")
    width, height = colors.size
    return "".join(
        names.get(tuple(int(part > 100) for part in colors.getpixel((x, y))), "?")
        for y in (2, height - 3)
        for x in (2, width - 3)
    )


def assert_no_traces(name: str, data: bytes) -> None:
    for trace in TRACES:
        assert trace not in data, (name, trace)
    with Image.open(BytesIO(data)) as picture:
        picture.load()
        assert not picture.getexif(), name
        assert picture.info.keys() <= {
            "icc_profile",
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
            "loop",
            "duration",
            "timestamp",
            "background",
        }, (name, picture.info.keys())
        for trace in TRACES:
            assert trace not in picture.info.get("icc_profile", b""), (name, trace)


def specs_of_templates() -> list[str]:
    """Return each size and format that a template asks for."""
    specs = set()
    for path in Path("templates").rglob("*.html"):
        for match in TAG.finditer(path.read_text()):
            parts = re.findall(r"(?<!\S)[a-z]+-[\w{},]+(?!\S)", match["specs"])
            specs |= set(Filter.expand_spec(parts))
    return sorted(specs)


def test_each_image_is_rendered_in_every_size_of_every_template(uploaded: Uploaded) -> None:
    specs = [*specs_of_templates(), "max-165x165", "max-800x600", "original"]
    assert len(specs) > 40
    for name, image in uploaded.different.items():
        renditions = image.get_renditions(*specs)
        for rendition in renditions.values():
            assert not rendition.is_placeholder, (name, rendition.filter_spec)
            assert_no_traces(name, Path(rendition.file.path).read_bytes())


def test_pages_feeds_and_api_show_all_images(
    uploaded: Uploaded, home: HomePage, blog: BlogIndexPage
) -> None:
    images = list(uploaded.different.values())
    figures = [{"image": image, "caption": "", "source": ""} for image in images]
    video = {"heading": "See", "url": "https://vimeo.com/76979871", "transcript": ""}
    chosen = images[:: len(images) // 4][:4]
    posts = [
        factories.BlogPostPageFactory(
            parent=BlogIndexPage.objects.get(pk=blog.pk),
            hero_image=image,
            author=factories.PersonFactory(photo=image),
            body=[
                ("gallery", {"heading": "All", "images": figures}),
                *(("image", figure) for figure in figures),
                ("video", {**video, "poster": image}),
            ]
            if number == 0
            else [],
        )
        for number, image in enumerate(chosen)
    ]
    HomePage.objects.filter(pk=home.pk).update(hero_image=chosen[1])
    client = ConsumerClient()

    shown = {}
    for address in (
        "/",
        "/blog/",
        *(post.url for post in posts),
        *(f"/blog/author/{post.author.slug}/" for post in posts),
        "/search/?q=post",
        "/feeds/posts.rss",
        "/feeds/posts.atom",
        "/feeds/posts.json",
        f"/api/content/v1/posts/{posts[0].slug}/",
        "/api/content/v1/people/",
        *(f"/api/content/v1/images/{image.pk}/" for image in images[:3]),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        shown[address] = answer.content.decode()
        assert "picture-missing" not in shown[address], address

    files = set(re.findall(r"/media/[^\s\"',\\]+", " ".join(shown.values())))
    assert len(files) > 9 * len(images)
    assert not [path for path in files if "original_images" in path]
    for path in sorted(files):
        stored = settings.MEDIA_ROOT / path.removeprefix(settings.MEDIA_URL)
        assert_no_traces(path, stored.read_bytes())
    assert BlogPostPage.objects.count() == len(posts)
