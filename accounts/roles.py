"""The roles of the team and what each may do."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

EDITOR = "Editors"
CLINICAL_REVIEWER = "Clinical reviewers"
MODERATOR = "Comment moderators"
ADMINISTRATOR = "Administrators"


@dataclass(frozen=True)
class Role:
    """A group of Wagtail's with its permissions.

    Args:
        name: the group's name, as the admin shows it.
        model_permissions: (app label, permission's codename) pairs.
        page_permissions: codenames on the whole page tree, such as `publish_page`.
        collection_permissions: (app label, codename) pairs on all collections.
    """

    name: str
    model_permissions: tuple[tuple[str, str], ...] = ()
    page_permissions: tuple[str, ...] = ()
    collection_permissions: tuple[tuple[str, str], ...] = field(default=())


ENTER_THE_ADMIN = ("wagtailadmin", "access_admin")
SNIPPETS = tuple(
    ("blog", f"{action}_{model}")
    for model in ("category", "person", "source", "tag")
    for action in ("add", "change", "view")
)
# Wagtail asks for the permissions of its own image and document models, whatever the project's.
MEDIA = tuple(
    (app, f"{action}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
)
SETTINGS = tuple(
    ("home", f"change_{model}")
    for model in ("organisationsettings", "caresettings", "navigationsettings")
)
MODERATE = (
    ("django_comments", "can_moderate"),
    *(("comments", f"{action}_gaterule") for action in ("add", "change", "delete", "view")),
    ("comments", "change_commentsettings"),
    ("comments", "view_readercomment"),  # the site's history shows their decisions
)
USERS = tuple(("accounts", f"{action}_user") for action in ("add", "change", "delete", "view"))
# What machines are given. Deliveries are a log, and a token is only made and revoked.
DELIVERY = (
    *(("delivery", f"{action}_webhookendpoint") for action in ("add", "change", "delete", "view")),
    ("delivery", "view_webhookdelivery"),
    *(("delivery", f"{action}_apitoken") for action in ("add", "delete", "view")),
)

ROLES = (
    Role(
        name=EDITOR,
        model_permissions=(ENTER_THE_ADMIN, *SNIPPETS),
        page_permissions=("add_page", "change_page", "publish_page"),
        collection_permissions=MEDIA,
    ),
    Role(
        name=CLINICAL_REVIEWER,
        model_permissions=(ENTER_THE_ADMIN,),
        page_permissions=("change_page", "lock_page"),
        collection_permissions=(
            ("wagtailimages", "choose_image"),
            ("wagtaildocs", "choose_document"),
        ),
    ),
    Role(name=MODERATOR, model_permissions=(ENTER_THE_ADMIN, *MODERATE)),
    Role(
        name=ADMINISTRATOR,
        model_permissions=(
            ENTER_THE_ADMIN,
            *SNIPPETS,
            *SETTINGS,
            *MODERATE,
            *USERS,
            *DELIVERY,
            *(("blog", f"delete_{model}") for model in ("category", "person", "source", "tag")),
            *(("wagtailredirects", f"{action}_redirect") for action in ("add", "change", "delete")),
        ),
        page_permissions=(
            "add_page",
            "bulk_delete_page",
            "change_page",
            "lock_page",
            "publish_page",
            "unlock_page",
        ),
        collection_permissions=(
            *MEDIA,
            ("wagtailimages", "delete_image"),
            ("wagtaildocs", "delete_document"),
        ),
    ),
)


@transaction.atomic
def make_roles() -> dict[str, Group]:
    """Make the groups of all roles, or bring them back to what is written here.

    Returns:
        The groups by name.
    """
    root_page = Page.get_first_root_node()
    root_collection = Collection.get_first_root_node()
    groups = {}
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.name)
        group.permissions.set([_permission(*pair) for pair in role.model_permissions])
        GroupPagePermission.objects.filter(group=group).delete()
        for codename in role.page_permissions:
            GroupPagePermission.objects.create(
                group=group,
                page=root_page,
                permission=_permission("wagtailcore", codename),
            )
        GroupCollectionPermission.objects.filter(group=group).delete()
        for pair in role.collection_permissions:
            GroupCollectionPermission.objects.create(
                group=group, collection=root_collection, permission=_permission(*pair)
            )
        groups[role.name] = group
    return groups


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)
