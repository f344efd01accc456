"""An administrator's way to more than the role may: closed, however it is tried."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Collection, GroupCollectionPermission

from accounts.models import User
from accounts.roles import ADMINISTRATOR, CLINICAL_REVIEWER, EDITOR

MakeUser = Callable[..., User]
PASSWORD = "correct horse battery"
NEW = "/admin/users/new/"


@pytest.fixture
def boss(make_user: MakeUser) -> User:
    return make_user(
        email="boss@example.com", is_superuser=True, first_name="Bea", last_name="Boss"
    )


@pytest.fixture
def editor(make_user: MakeUser) -> User:
    return make_user(EDITOR, email="elena@example.com", first_name="Elena", last_name="E")


@pytest.fixture
def administrator(make_user: MakeUser) -> User:
    return make_user(ADMINISTRATOR, email="ada@example.com", first_name="Ada", last_name="A")


@pytest.fixture
def ada(administrator: User) -> Client:
    """The administrator's browser."""
    return browser_of(administrator)


@pytest.fixture
def maintainers(db: None) -> Group:
    """A group that may do more than any role of the team."""
    group = Group.objects.create(name="Maintainers")
    group.permissions.add(Permission.objects.get(codename="change_group"))
    return group


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(user: User, **values: Any) -> dict[str, Any]:
    """Return what the form of a user sends, with some of it changed."""
    return {
        "email": user.email,
        "first_name": user.first_name or "First",
        "last_name": user.last_name or "Last",
        "is_active": "on",
        "groups": list(user.groups.values_list("pk", flat=True)),
        **values,
    }


def in_bulk(client: Client, action: str, users: Iterable[User], **data: Any) -> Any:
    query = "&".join(f"id={user.pk}" for user in users)
    return client.post(f"/admin/bulk/accounts/user/{action}/?{query}", data)


def state_of(user: User) -> dict[str, Any]:
    """Return all that is stored about a user."""
    row = User.objects.filter(pk=user.pk).values().get()
    del row["last_login"]
    groups = set(user.groups.values_list("name", flat=True))
    devices = list(TOTPDevice.objects.filter(user=user).values_list("key", flat=True))
    return {**row, "groups": groups, "devices": devices}


@pytest.mark.parametrize(
    "values",
    [
        {"email": "mine@example.com"},
        {"password1": PASSWORD, "password2": PASSWORD},
        {"is_active": ""},
        {"is_superuser": ""},
    ],
)
def test_superuser_is_not_changed_by_the_form(
    ada: Client, boss: User, values: dict[str, str]
) -> None:
    before = state_of(boss)

    response = ada.post(f"/admin/users/edit/{boss.pk}/", form_of(boss, **values))

    assert response.status_code == 302
    assert state_of(boss) == before


@pytest.mark.parametrize("address", ["edit", "delete", "reset-two-factor"])
def test_superior_is_changed_at_no_address(
    ada: Client, boss: User, maintainers: Group, make_user: MakeUser, address: str
) -> None:
    helper = make_user(EDITOR, email="helper@example.com")
    helper.groups.add(maintainers)
    for superior in (boss, helper):
        TOTPDevice.objects.create(user=superior, name="App")
        before = state_of(superior)
        path = f"/admin/users/{address}/{superior.pk}/"

        assert ada.get(path).status_code == 302
        ada.post(path, form_of(superior, password1=PASSWORD, password2=PASSWORD))

        assert state_of(superior) == before


def test_no_bulk_action_touches_a_superuser(
    ada: Client, boss: User, editor: User, maintainers: Group
) -> None:
    bulk_action_registry.get_bulk_actions_for_model("accounts", "user")
    actions = bulk_action_registry.actions["accounts"]["user"]
    assert set(actions) == {"assign_role", "delete", "set_active_state"}
    editors = Group.objects.get(name=EDITOR)
    before = state_of(boss)

    for action in actions:
        shown = ada.get(f"/admin/bulk/accounts/user/{action}/?id={boss.pk}").content.decode()
        assert "have permission to" in shown, action
        in_bulk(ada, action, [boss, editor], role=editors.pk, mark_as_active="False")

    assert state_of(boss) == before


def test_bulk_actions_reach_who_is_below(
    ada: Client, boss: User, editor: User, make_user: MakeUser
) -> None:
    reviewers = Group.objects.get(name=CLINICAL_REVIEWER)
    other = make_user(EDITOR)

    in_bulk(ada, "assign_role", [editor, boss], role=reviewers.pk)
    in_bulk(ada, "set_active_state", [editor, boss], mark_as_active="False")
    in_bulk(ada, "delete", [other, boss])

    editor.refresh_from_db()
    assert not editor.is_active
    assert reviewers in editor.groups.all()
    assert not User.objects.filter(pk=other.pk).exists()
    assert state_of(boss)["groups"] == set()
    assert state_of(boss)["is_active"]


def test_selecting_all_leaves_superusers_out(ada: Client, boss: User, editor: User) -> None:
    ada.post("/admin/bulk/accounts/user/set_active_state/?id=all", {"mark_as_active": "False"})

    assert state_of(boss)["is_active"]
    assert not state_of(editor)["is_active"]


def test_nobody_is_made_a_superuser(ada: Client, editor: User, administrator: User) -> None:
    for user in (editor, administrator):
        response = ada.post(f"/admin/users/edit/{user.pk}/", form_of(user, is_superuser="on"))
        assert response.status_code == 302
    response = ada.post(
        NEW,
        {
            "email": "new@example.com",
            "first_name": "Ned",
            "last_name": "New",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "is_superuser": "on",
        },
    )

    assert response.status_code == 302
    assert User.objects.filter(email="new@example.com").exists()
    assert not User.objects.filter(is_superuser=True).exists()


def test_nobody_takes_a_role_for_themselves(
    ada: Client, administrator: User, maintainers: Group
) -> None:
    for group in (Group.objects.get(name=CLINICAL_REVIEWER), maintainers):
        address = f"/admin/users/edit/{administrator.pk}/"
        ada.post(address, form_of(administrator, groups=[group.pk]))
        in_bulk(ada, "assign_role", [administrator], role=group.pk)

    assert state_of(administrator)["groups"] == {ADMINISTRATOR}


def test_own_name_and_password_are_changed_as_before(ada: Client, administrator: User) -> None:
    response = ada.post(
        f"/admin/users/edit/{administrator.pk}/",
        form_of(
            administrator,
            first_name="Adele",
            password1=PASSWORD,
            password2=PASSWORD,
            your_password="password",
        ),
    )

    assert response.status_code == 302
    administrator.refresh_from_db()
    assert administrator.first_name == "Adele"
    assert administrator.check_password(PASSWORD)
    assert state_of(administrator)["groups"] == {ADMINISTRATOR}
    assert ada.get("/admin/account/").status_code == 200


def test_role_that_may_do_more_is_given_to_nobody(
    ada: Client, editor: User, maintainers: Group
) -> None:
    files = Group.objects.create(name="Collections")
    GroupCollectionPermission.objects.create(
        group=files,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="delete_collection"),
    )
    for group in (maintainers, files):
        edited = ada.post(f"/admin/users/edit/{editor.pk}/", form_of(editor, groups=[group.pk]))
        assert edited.status_code == 200
        assert "Select a valid choice" in edited.content.decode()
        in_bulk(ada, "assign_role", [editor], role=group.pk)
        assert group.name not in ada.get(NEW).content.decode()

    assert state_of(editor)["groups"] == {EDITOR}


def test_administrator_appoints_a_clinical_reviewer(ada: Client, editor: User) -> None:
    reviewers = Group.objects.get(name=CLINICAL_REVIEWER)

    response = ada.post(f"/admin/users/edit/{editor.pk}/", form_of(editor, groups=[reviewers.pk]))

    assert response.status_code == 302
    assert state_of(editor)["groups"] == {CLINICAL_REVIEWER}


def test_superuser_does_all_of_it(boss: User, editor: User, maintainers: Group) -> None:
    client = browser_of(boss)

    client.post(
        f"/admin/users/edit/{editor.pk}/",
        form_of(editor, is_superuser="on", groups=[maintainers.pk]),
    )

    editor.refresh_from_db()
    assert editor.is_superuser
    assert state_of(editor)["groups"] == {"Maintainers"}
