"""What each role may do in the admin, through the admin's own pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR, MODERATOR
from blog.models import BlogPostPage

ALL = (EDITOR, CLINICAL_REVIEWER, MODERATOR, ADMINISTRATOR)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/admin/", ALL),
        ("/admin/snippets/blog/person/", (EDITOR, ADMINISTRATOR)),
        ("/admin/snippets/blog/source/", (EDITOR, ADMINISTRATOR)),
        ("/admin/images/", (EDITOR, ADMINISTRATOR)),
        ("/admin/users/", (ADMINISTRATOR,)),
        ("/admin/redirects/", (ADMINISTRATOR,)),
        ("/admin/settings/home/caresettings/", (ADMINISTRATOR,)),
    ],
)
def test_role_reaches_what_it_needs_and_no_more(
    client: Client,
    post: BlogPostPage,
    make_user: Callable[..., User],
    address: str,
    allowed: tuple[str, ...],
) -> None:
    for role in ALL:
        client.force_login(make_user(role))
        response = client.get(address, follow=True)
        refused = "you do not have permission" in response.content.decode()
        assert refused is (role not in allowed), role


def test_reviewer_edits_a_post_but_does_not_publish_it(
    client: Client, post: BlogPostPage, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(CLINICAL_REVIEWER))

    text = client.get(f"/admin/pages/{post.pk}/edit/").content.decode()

    assert "action-publish" not in text


def test_log_in_takes_the_address_in_any_letter_case(
    client: Client, make_user: Callable[..., User]
) -> None:
    make_user(EDITOR, email="elena@example.com")

    response = client.post(
        "/admin/login/", {"username": "Elena@Example.com", "password": "password"}
    )

    assert response.status_code == 302
