"""The media library: alternative text is asked for, use and rights are seen."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook  # type: ignore[import-untyped]
from PIL import Image as PillowImage
from wagtail.models import UploadedFile

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.models import BlogPostPage
from images.models import CustomImage
from tests import factories

IMAGES = "/admin/images/"
REPORT = "/admin/reports/images-without-credit/"
ASKED = "Say what the image shows, or tick “It is decoration” below."
MakePost = Callable[..., BlogPostPage]


@pytest.fixture
def editor(client: Client, site: object, make_user: Callable[..., User]) -> Client:
    client.force_login(make_user(EDITOR))
    return client


def file() -> SimpleUploadedFile:
    data = BytesIO()
    PillowImage.new("RGB", (40, 30), "#2f7f79").save(data, "PNG")
    return SimpleUploadedFile("shape.png", data.getvalue(), "image/png")


@pytest.mark.parametrize("address", [f"{IMAGES}add/", f"{IMAGES}chooser/create/"])
def test_image_needs_alternative_text_or_the_word_that_it_is_decoration(
    editor: Client, address: str
) -> None:
    prefix = "image-chooser-upload-" if "chooser" in address else ""

    def upload(**values: str) -> str:
        fields = {f"{prefix}{name}": value for name, value in {"title": "Shape", **values}.items()}
        answer = editor.post(address, fields | {f"{prefix}file": file()})
        text = answer.content.decode()
        return json.loads(text).get("htmlFragment", "") if prefix else text

    assert ASKED in upload()
    assert "Take this tick away" in upload(description="A shape", is_decorative="on")
    assert not CustomImage.objects.exists()

    upload(description="A shape")
    upload(is_decorative="on")

    assert sorted(CustomImage.objects.values_list("description", flat=True)) == ["", "A shape"]


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "gif"])
@pytest.mark.parametrize("address", ["add/", "chooser/create/", "multiple/add/"])
def test_file_that_breaks_off_is_refused_at_its_field(
    editor: Client, address: str, ending: str
) -> None:
    data = BytesIO()
    noise = PillowImage.effect_noise((200, 200), 90).convert("RGB")
    noise.save(data, {"jpg": "JPEG"}.get(ending, ending.upper()))
    broken = SimpleUploadedFile(f"broken.{ending}", data.getvalue()[: data.tell() // 2])
    prefix = "image-chooser-upload-" if "chooser" in address else ""
    name = "files[]" if "multiple" in address else f"{prefix}file"

    answer = editor.post(
        f"{IMAGES}{address}",
        {f"{prefix}title": "Shape", f"{prefix}description": "A shape", name: broken},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert answer.status_code == 200
    assert "This file is broken" in answer.content.decode()
    assert not CustomImage.objects.exists()


def test_image_among_many_is_kept_back_until_it_has_its_text(editor: Client) -> None:
    answer = editor.post(
        f"{IMAGES}multiple/add/",
        {"title": "Shape", "files[]": file()},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert "Alternative text" in answer["form"]
    assert not CustomImage.objects.exists()
    number = UploadedFile.objects.get().pk
    address = f"{IMAGES}multiple/create_from_uploaded_image/{number}/"
    values = {f"uploaded-image-{number}-title": "Shape"}

    refused = editor.post(address, values).json()
    assert refused["success"] is False
    assert ASKED in refused["form"]
    assert not CustomImage.objects.exists()

    values[f"uploaded-image-{number}-description"] = "A shape"
    assert editor.post(address, values).json()["success"] is True
    assert CustomImage.objects.get().description == "A shape"


def test_decoration_is_silent_on_the_page_and_ticked_in_its_form(
    editor: Client, make_post: MakePost
) -> None:
    image = factories.picture(title="IMG_4711", description="")
    post = make_post(hero_image=image)

    hero = BeautifulSoup(editor.get(post.url).content, "html.parser").select_one(".post-hero img")

    assert hero
    assert hero["alt"] == ""
    form = BeautifulSoup(editor.get(f"{IMAGES}{image.pk}/").content, "html.parser")
    assert form.select_one("[name=is_decorative][checked]")


def test_use_of_an_image_is_counted_and_leads_to_its_posts(
    editor: Client, make_post: MakePost
) -> None:
    image = factories.picture()
    post = make_post(title="Sleep", hero_image=image)

    assert "Used 1 time" in editor.get(f"{IMAGES}?layout=list").content.decode()
    assert "Used 1 time" in editor.get(f"{IMAGES}{image.pk}/").content.decode()
    usage = editor.get(f"{IMAGES}usage/{image.pk}/").content.decode()
    assert f'href="/admin/pages/{post.pk}/edit/' in usage


def test_credit_and_licence_stand_at_each_image_and_in_the_data(
    client: Client, make_post: MakePost
) -> None:
    image = factories.picture(description="A shape")
    CustomImage.objects.update(credit="Drawing: Ana Ruiz", licence="CC BY 4.0")
    figure = {"image": CustomImage.objects.get(), "caption": "<p>So.</p>", "source": "A study"}
    gallery = {"heading": "", "images": [figure, figure]}
    post = make_post(hero_image=image, body=[("image", figure), ("gallery", gallery)])

    text = client.get(post.url).content.decode()

    soup = BeautifulSoup(text, "html.parser")
    captions = [caption.get_text(" ", strip=True) for caption in soup.select("figcaption")]
    credit = "Drawing: Ana Ruiz · CC BY 4.0"
    assert captions == [credit, *[f"So. Source: A study {credit}"] * 3]
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    described = json.loads(data)["@graph"][0]["image"]
    assert described["@type"] == "ImageObject"
    assert described["url"].startswith("http://testserver/media/images/")
    assert described["creditText"] == "Drawing: Ana Ruiz"
    assert described["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    assert described["caption"] == "A shape"
    answer = client.get(f"/api/content/v1/posts/{post.slug}/").json()
    assert (answer["image"]["credit"], answer["image"]["licence"]) == (
        "Drawing: Ana Ruiz",
        "CC BY 4.0",
    )


def test_image_without_rights_has_no_empty_caption(client: Client, make_post: MakePost) -> None:
    figure = {"image": factories.picture(), "caption": "", "source": ""}
    post = make_post(hero_image=factories.picture(), body=[("image", figure)])

    assert "<figcaption" not in client.get(post.url).content.decode()


def test_report_lists_images_without_credit_or_licence(
    editor: Client, make_post: MakePost, count_queries: Callable[..., int]
) -> None:
    used, unused, whole = (factories.picture(title=title) for title in ("Used", "Unused", "Whole"))
    CustomImage.objects.filter(pk=unused.pk).update(credit="Ana Ruiz")
    CustomImage.objects.filter(pk=whole.pk).update(credit="Ana Ruiz", licence="CC0")
    make_post(hero_image=used)

    def titles(query: str = "") -> list[str]:
        soup = BeautifulSoup(editor.get(f"{REPORT}{query}").content, "html.parser")
        return [cell.get_text(strip=True) for cell in soup.select("tbody td.title")]

    assert titles() == ["Used", "Unused"]
    assert titles("?lacks=credit") == ["Used"]
    assert titles("?lacks=licence") == ["Used", "Unused"]
    few = count_queries(editor.get, REPORT)
    CustomImage.objects.bulk_create(
        [CustomImage(title=f"N{n}", file=used.file.name, width=1, height=1) for n in range(60)]
    )
    assert count_queries(editor.get, REPORT) == few <= 15


@pytest.mark.parametrize(
    ("role", "status"),
    [(EDITOR, 200), (ADMINISTRATOR, 200), (CLINICAL_REVIEWER, 302), (MODERATOR, 302)],
)
def test_report_is_for_who_may_change_images(
    client: Client, site: object, make_user: Callable[..., Any], role: str, status: int
) -> None:
    client.force_login(make_user(role))

    assert client.get(REPORT).status_code == status
    assert (f'"{REPORT}"' in client.get("/admin/").content.decode()) is (status == 200)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_export_of_images_holds_no_formula(editor: Client, form: str) -> None:
    factories.picture(title="=HYPERLINK(1)")

    answer = editor.get(f"{REPORT}?export={form}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content

    if form == "csv":
        assert content.decode().splitlines()[1].startswith("'=HYPERLINK(1),")
    else:
        shown = load_workbook(BytesIO(content)).active.cell(2, 1)
        assert (shown.value, shown.data_type) == ("'=HYPERLINK(1)", "s")
