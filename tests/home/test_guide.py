"""The editor guide: its Markdown, its pictures, and the admin's page that shows it."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.admin.menu import SubmenuMenuItem, admin_menu, help_menu

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from home.guide.reading import GUIDE, PICTURES, SCALE, anchor_of, read_guide
from tests.screenshots.pictures import PICTURES as TAKEN

TEXT = GUIDE.read_text()
# What a code host shows beside the text: ![what it shows](where it is).
NAMED = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", TEXT)
LARGEST = 1_000_000  # bytes of all pictures
PLACE = re.compile(r"\*\*([A-Z][\w -]+), ([A-Z][\w -]+)\*\*")


def page_for(client: Client, user: User) -> BeautifulSoup:
    client.force_login(user)
    response = client.get(reverse("editor_guide"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("role", [EDITOR, CLINICAL_REVIEWER, MODERATOR, ADMINISTRATOR])
def test_everybody_who_enters_the_admin_reads_it_under_help(
    client: Client, make_user: Callable[..., User], role: str
) -> None:
    page = page_for(client, make_user(role))

    assert [heading.get_text(strip=True) for heading in page.select("main h1")] == ["Editor guide"]
    assert page.select_one("nav[aria-label=Contents] a[href='#write-a-post']")
    # Wagtail's entry of the same name leads to another site.
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    entries = help_menu.menu_items_for_request(request)
    addresses = [item.url for item in entries if "guide" in str(item.label).lower()]
    assert addresses == ["/admin/guide/"]


def test_who_is_not_logged_in_is_sent_to_the_log_in(client: Client, db: None) -> None:
    response = client.get(reverse("editor_guide"))

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_pictures_are_served_with_their_texts_and_their_room(
    client: Client, make_user: Callable[..., User]
) -> None:
    images = page_for(client, make_user(EDITOR)).select(".guide-text img")

    assert [image["alt"] for image in images] == [alt for alt, _ in NAMED]
    for image in images:
        name = str(image["src"]).removeprefix("/static/")
        path = Path(str(finders.find(name)))
        assert path.parent == PICTURES
        width, height = Image.open(path).size
        assert (image["width"], image["height"]) == (str(width // SCALE), str(height // SCALE))


def test_html_in_the_markdown_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text("# Guide\n\n<script>alert(1)</script>\n")

    guide = read_guide(path)

    assert guide.title == "Guide"
    assert "<script>" not in guide.html
    assert "&lt;script&gt;" in guide.html


def test_page_has_no_style_or_script_of_its_own_inline(
    client: Client, make_user: Callable[..., User]
) -> None:
    guide = page_for(client, make_user(EDITOR)).select_one(".guide")

    assert guide is not None
    assert not guide.select("script, style, [style], [onclick]")


def test_every_picture_is_described_kept_and_on_the_list_that_takes_it() -> None:
    assert all(alt for alt, _ in NAMED)
    named = [path for _, path in NAMED]
    assert len(named) == len(set(named))
    files = {f"pictures/{path.name}" for path in PICTURES.iterdir()}
    assert set(named) == files
    assert {f"pictures/{picture.file}" for picture in TAKEN} == files
    assert len(TAKEN) == len(files)


def test_pictures_are_small_together() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < LARGEST


def test_every_link_leads_somewhere() -> None:
    guide = read_guide()
    page = BeautifulSoup(guide.html, "html.parser")
    anchors = {str(heading["id"]) for heading in page.select("[id]")}

    for link in page.select("a"):
        target = str(link["href"])
        # A file beside the guide can't be opened from the admin.
        assert target.startswith("https://") or target.removeprefix("#") in anchors, target
    for part in guide.parts:
        assert {part.anchor, *(task.anchor for task in part.tasks)} <= anchors


def test_headings_nest_under_one_and_are_told_apart() -> None:
    headings = re.findall(r"^(#+) (.+)$", TEXT, re.MULTILINE)
    levels = [len(marks) for marks, _ in headings]

    assert levels.count(1) == 1
    assert levels[0] == 1
    pairs = pairwise(levels)
    assert all(after <= before + 1 for before, after in pairs)
    anchors = [anchor_of(text) for _, text in headings]
    assert len(anchors) == len(set(anchors))


def test_anchor_is_spelled_as_a_code_host_spells_it() -> None:
    assert anchor_of("Change a post's address") == "change-a-posts-address"
    assert anchor_of("Let somebody in, or keep them out") == "let-somebody-in-or-keep-them-out"


def test_places_that_it_names_are_in_the_menu(
    client: Client, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(ADMINISTRATOR))
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    entries = {
        str(item.label): {str(entry.label) for entry in item.menu.menu_items_for_request(request)}
        for item in admin_menu.menu_items_for_request(request)
        if isinstance(item, SubmenuMenuItem)
    }
    places = PLACE.findall(TEXT)

    assert len(places) > 10
    missing = [place for place in places if place[1] not in entries.get(place[0], ())]
    assert missing == []
