"""Where to turn in a crisis: the settings behind it, and what mails and programs make of them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from wagtail.models import Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import User
from accounts.roles import ADMINISTRATOR
from home.blocks import LinksBlock
from home.crisis import LinkKind, crisis_heading, crisis_resources
from home.models import CareSettings, HomePage
from tests import factories


def resource(**values: Any) -> tuple[str, dict[str, Any]]:
    links = [("phone", {"text": "Call", "phone": "555 010 0111"})]
    return (
        "resource",
        {"name": "Local line", "text": "<p>Day and night.</p>", "links": links} | values,
    )


def save(site: Site, resources: list[Any], **values: Any) -> CareSettings:
    block = CareSettings._meta.get_field("crisis_resources").stream_block
    return CareSettings.objects.create(
        site=site, crisis_resources=block.normalize(resources), **values
    )


def clean_link(kind: str, **values: str) -> Any:
    block = LinksBlock()
    return block.clean(block.normalize([(kind, values)]))[0].value


@pytest.mark.parametrize(
    ("number", "message", "href"),
    [
        ("988", "", "sms:988"),
        ("838255", "", "sms:838255"),
        ("741741", "HOME", "sms:741741?&body=HOME"),
        ("988", "AYUDA", "sms:988?&body=AYUDA"),
        (
            "+1 (555) 010-0111",
            "I need help & rest",
            "sms:+15550100111?&body=I%20need%20help%20%26%20rest",
        ),
    ],
)
def test_text_message_opens_with_the_number_and_its_words(
    number: str, message: str, href: str
) -> None:
    assert clean_link("text_message", text="Text", number=number, message=message).href == href


def test_text_message_to_no_number_is_refused_with_an_example() -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_link("text_message", text="Text", number="lifeline", message="")

    assert "such as +1 555 010 0199 or 988" in json.dumps(refusal.value.as_json_data())


def test_site_that_nobody_set_up_names_calling_texting_and_chatting(site: Site) -> None:
    first, *others = crisis_resources(site)

    assert [(link.kind, link.href) for link in first.links] == [
        (LinkKind.CALL, "tel:988"),
        (LinkKind.TEXT, "sms:988"),
        (LinkKind.CHAT, "https://988lifeline.org/chat/"),
    ]
    hrefs = [link.href for other in others for link in other.links]
    assert {"tel:911", "sms:988?&body=AYUDA", "sms:838255"} <= set(hrefs)
    words = " ".join(other.text + " ".join(link.text for link in other.links) for other in others)
    assert "press 1" in words
    assert "oprima el 2" in words
    assert "press 3" not in words


def test_resources_are_plain_data_with_absolute_links(site: Site, home: HomePage) -> None:
    page = factories.StandardPageFactory(parent=home, slug="help", title="Help")
    links = [
        ("page", {"text": "Read on", "page": page}),
        ("email", {"text": "Write", "email": "line@example.com"}),
    ]
    save(site, [resource(text="<p>Day &amp; <b>night</b>.</p>", links=links)])

    (only,) = crisis_resources(site)

    assert (only.name, only.text, only.language) == ("Local line", "Day & night.", "en")
    assert [(link.kind, link.href) for link in only.links] == [
        (LinkKind.CHAT, f"{site.root_url}/help/"),
        (LinkKind.WRITE, "mailto:line@example.com"),
    ]


def test_settings_that_were_left_empty_show_the_defaults(client: Client, site: Site) -> None:
    care = save(site, [resource()])
    with connection.cursor() as cursor:  # the form refuses it now
        cursor.execute("UPDATE home_caresettings SET crisis_resources = '[]'")
    care.refresh_from_db()

    assert not care.crisis_resources
    assert crisis_resources(site)[0].links[0].href == "tel:988"
    assert 'href="tel:988"' in client.get("/").content.decode()


def test_settings_of_former_times_are_read(site: Site) -> None:
    former = [
        {
            "id": "1",
            "type": "resource",
            "value": {
                "name": "988 Lifeline",
                "text": "<p>Call.</p>",
                "links": [
                    {"id": "2", "type": "phone", "value": {"text": "Call 988", "phone": "988"}}
                ],
            },
        }
    ]
    care = save(site, [resource()])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE home_caresettings SET crisis_resources = %s", [json.dumps(former)])
    care.refresh_from_db()

    (only,) = crisis_resources(site)
    assert (only.name, only.language, only.links[0].href) == ("988 Lifeline", "en", "tel:988")


def test_mail_names_every_number_before_the_words_about_it(site: Site) -> None:
    links = [
        ("phone", {"text": "Call the line", "phone": "555 010 0111"}),
        ("text_message", {"text": "Text 988", "number": "988", "message": ""}),
        ("address", {"text": "Chat", "url": "https://line.example/?a=1&b=2"}),
    ]
    save(site, [resource(name="Help & hope", links=links)], crisis_heading="You don't have to wait")

    text = render_to_string(
        "components/crisis_mail.txt",
        {"crisis_heading": crisis_heading(site), "crisis_resources": crisis_resources(site)},
    )

    assert text.strip() == (
        "You don't have to wait\n"
        "\n"
        "Call the line: 555 010 0111\n"
        "Text 988\n"
        "Chat: https://line.example/?a=1&b=2\n"
        "Help & hope: Day and night."
    )


def settings_form(resources: list[tuple[str, dict[str, Any]]]) -> dict[str, str]:
    """Return the settings as the admin's form sends them."""
    return nested_form_data(
        {
            "crisis_line": "Need help now?",
            "crisis_heading": "You do not have to wait",
            "crisis_resources": streamfield(resources),
            "disclaimer": rich_text("<p>No advice.</p>"),
            "comment_notice": "Replies are public.",
        }
    )


def test_owner_fills_in_whom_to_text_and_every_page_shows_it(
    client: Client, site: Site, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(ADMINISTRATOR))
    address = reverse("wagtailsettings:edit", args=["home", "caresettings", site.pk])
    links = streamfield(
        [
            ("phone", {"text": "Call us", "phone": "555 010 0111"}),
            ("text_message", {"text": "Text us", "number": "741741", "message": "HOME"}),
        ]
    )
    values = {"name": "Line", "text": rich_text("<p>Day and night.</p>"), "language": "en"}

    response = client.post(address, settings_form([("resource", values | {"links": links})]))

    assert response.status_code == 302
    page = BeautifulSoup(Client().get("/").content, "html.parser")
    assert [link["href"] for link in page.select(".crisis-line a")] == [
        "tel:5550100111",
        "sms:741741?&body=HOME",
    ]
    assert "Need help now?" in page.select(".crisis-line")[0].get_text()


def test_site_is_not_left_without_anybody_to_turn_to(
    client: Client, site: Site, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(ADMINISTRATOR))
    address = reverse("wagtailsettings:edit", args=["home", "caresettings", site.pk])

    response = client.post(address, settings_form([]))

    assert response.status_code == 200
    assert "This field is required" in response.content.decode()
    assert crisis_resources(site)[0].links[0].href == "tel:988"
