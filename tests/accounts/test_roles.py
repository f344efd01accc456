"""The roles, as a site gets them and as they are meant. Who opens what: test_access.py."""

import re
from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page

from accounts.models import User
from accounts.roles import (
    ADMINISTRATOR,
    CLINICAL_REVIEWER,
    EDITOR,
    FRONT_DESK,
    MODERATOR,
    ROLES,
    STOCK_GROUP,
)
from blog.models import BlogIndexPage, BlogPostPage


def make_roles() -> str:
    out = StringIO()
    call_command("make_roles", stdout=out)
    return out.getvalue()


@pytest.fixture
def stock_groups(db: None) -> None:
    """The groups of Wagtail's own migrations, as a new site has them."""
    Group.objects.all().delete()
    Group.objects.create(name=EDITOR)
    moderators = Group.objects.create(name=STOCK_GROUP)
    root = Page.get_first_root_node()
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=moderators, page=root, permission=publish)
    GroupApprovalTask.objects.get().groups.set([moderators])


def test_command_makes_the_roles_and_says_so_once(stock_groups: None) -> None:
    first, second = make_roles(), make_roles()

    for name in (CLINICAL_REVIEWER, MODERATOR, ADMINISTRATOR):
        assert f"{name}: made" in first
        assert f"{name}: +wagtailadmin.access_admin" in first
    # Wagtail makes a group of this name itself.
    assert f"{EDITOR}: +blog.add_person" in first
    assert second == "The roles are as they should be; nothing changed.\n"
    for role in ROLES:
        group = Group.objects.get(name=role.name)
        assert group.permissions.count() == len(set(role.model_permissions))
        assert group.page_permissions.count() == len(role.page_permissions)
        assert group.collection_permissions.count() == len(role.collection_permissions)


@pytest.mark.django_db
def test_command_takes_back_what_was_changed_and_leaves_the_rest() -> None:
    make_roles()
    editors = Group.objects.get(name=EDITOR)
    change_user = Permission.objects.get(codename="change_user")
    editors.permissions.add(change_user)
    editors.page_permissions.filter(permission__codename="publish_page").delete()
    home = Page.objects.get(depth=2)
    unlock = Permission.objects.get(codename="unlock_page")
    GroupPagePermission.objects.create(group=editors, page=home, permission=unlock)
    own = Group.objects.create(name="Interns")
    own.permissions.add(change_user)
    kept = set(editors.page_permissions.values_list("pk", flat=True))

    said = make_roles().splitlines()

    assert said == [
        "Editors: -accounts.change_user",
        "Editors: +wagtailcore.publish_page",
        "Editors: -wagtailcore.unlock_page",
    ]
    assert not editors.permissions.filter(codename="change_user").exists()
    assert own.permissions.get() == change_user
    # What was right is not written anew: nobody at work meets a role without its permissions.
    now = set(editors.page_permissions.values_list("pk", flat=True))
    assert len(kept & now) == len(kept) - 1


@pytest.mark.django_db
def test_command_before_the_migrations_says_what_to_do_and_changes_nothing() -> None:
    Group.objects.all().delete()
    Permission.objects.filter(codename="add_webhookendpoint").delete()

    with pytest.raises(CommandError, match=r"delivery\.add_webhookendpoint .* manage\.py migrate"):
        make_roles()

    assert not Group.objects.exists()


def test_reviewer_edits_a_post_but_does_not_publish_it(
    client: Client, post: BlogPostPage, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(CLINICAL_REVIEWER))

    text = client.get(f"/admin/pages/{post.pk}/edit/").content.decode()

    assert "action-publish" not in text


def test_reviewer_makes_no_copy(
    client: Client, post: BlogPostPage, blog: BlogIndexPage, make_user: Callable[..., User]
) -> None:
    client.force_login(make_user(CLINICAL_REVIEWER))

    client.post(
        f"/admin/pages/{post.pk}/copy/",
        {"new_title": "Mine", "new_slug": "mine", "new_parent_page": blog.pk},
    )

    assert BlogPostPage.objects.get() == post


def test_log_in_takes_the_address_in_any_letter_case(
    client: Client, make_user: Callable[..., User]
) -> None:
    make_user(EDITOR, email="elena@example.com")

    response = client.post(
        "/admin/login/", {"username": "Elena@Example.com", "password": "password"}
    )

    assert response.status_code == 302


def test_wagtails_own_moderators_are_removed_and_their_task_handed_on(stock_groups: None) -> None:
    task = GroupApprovalTask.objects.get()
    assert [group.name for group in task.groups.all()] == ["Moderators"]

    said = make_roles()

    assert "Moderators: removed; Comment moderators look after replies" in said
    assert not Group.objects.filter(name="Moderators").exists()
    assert set(task.groups.values_list("name", flat=True)) == {EDITOR, ADMINISTRATOR}


def test_wagtails_own_moderators_with_members_are_kept_without_any_right(
    stock_groups: None, make_user: Callable[..., User]
) -> None:
    group = Group.objects.get(name="Moderators")
    user = make_user(email="mo@example.com")
    user.groups.add(group)

    said = make_roles()
    again = make_roles()

    assert "Moderators: may do nothing any more, and is kept for 1 members" in said
    assert again == "The roles are as they should be; nothing changed.\n"
    assert User.objects.get(pk=user.pk).get_all_permissions() == set()
    assert not group.page_permissions.exists()
    assert not group.collection_permissions.exists()
    user.groups.clear()
    assert "Moderators: removed" in make_roles()


def test_role_picker_shows_the_roles_of_the_team_only(
    stock_groups: None, make_user: Callable[..., User]
) -> None:
    make_roles()
    Group.objects.create(name=STOCK_GROUP)
    make_user(email="mo@example.com").groups.add(Group.objects.get(name="Moderators"))
    for user in (make_user(ADMINISTRATOR), make_user(is_superuser=True)):
        client = Client()
        client.force_login(user)

        text = client.get("/admin/users/new/").text

        assert FRONT_DESK in text
        assert "Comment moderators" in text
        assert not re.search(r">\s*Moderators\s*<", text)
        assert not re.search(r"</input>\s*Moderators|>\s*Moderators\s*</label>", text)
