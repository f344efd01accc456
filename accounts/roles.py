"""The roles of the team and what each may do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageViewRestriction,
)

from core.refusal import Refusal
from core.wagtail_internals import CollectionViewRestriction, GroupCollectionPermission

EDITOR = "Editors"
CLINICAL_REVIEWER = "Clinical reviewers"
MODERATOR = "Comment moderators"
FRONT_DESK = "Front desk"
ADMINISTRATOR = "Administrators"
# What Wagtail's own migrations make beside "Editors", which is ours too.
STOCK_GROUP = "Moderators"


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
SEARCH = (
    *(("search", f"{action}_synonymset") for action in ("add", "change", "delete", "view")),
    *(
        ("wagtailsearchpromotions", f"{action}_searchpromotion")
        for action in ("add", "change", "delete", "view")
    ),
)
PROBLEMS = (("blog", "view_problemreport"), ("blog", "change_problemreport"))
# Wagtail asks for the permissions of its own image and document models, whatever the project's.
MEDIA = tuple(
    (app, f"{action}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose")
)
SETTINGS = tuple(
    ("home", f"change_{model}")
    for model in (
        "organisationsettings",
        "caresettings",
        "emergencysettings",
        "formsettings",
        "navigationsettings",
    )
)
EDITORIAL_CHECKS = (("blog", "change_editorialchecksettings"),)
MODERATE = (
    ("django_comments", "can_moderate"),
    *(("comments", f"{action}_gaterule") for action in ("add", "change", "delete", "view")),
    *(("core", f"{action}_recognitionphrase") for action in ("add", "change", "delete", "view")),
    ("comments", "change_commentsettings"),
    ("comments", "view_readercomment"),  # the site's history shows their decisions
)
# What people wrote to the clinic, appointment requests above all, is health information: it is for
# who answers it, not for who writes the site.
SUBMISSIONS = (("home", "read_submissions"),)
USERS = (
    *(("accounts", f"{action}_user") for action in ("add", "change", "delete", "view")),
    ("accounts", "change_twofactorsettings"),
)
# What machines are given. Deliveries are a log, and a token is only made and revoked.
DELIVERY = (
    *(("delivery", f"{action}_webhookendpoint") for action in ("add", "change", "delete", "view")),
    ("delivery", "view_webhookdelivery"),
    *(("delivery", f"{action}_apitoken") for action in ("add", "delete", "view")),
)

ROLES = (
    Role(
        name=EDITOR,
        model_permissions=(ENTER_THE_ADMIN, *SNIPPETS, *SEARCH, *PROBLEMS),
        page_permissions=("add_page", "change_page", "publish_page"),
        collection_permissions=MEDIA,
    ),
    Role(
        name=CLINICAL_REVIEWER,
        model_permissions=(ENTER_THE_ADMIN, ("blog", "add_signoff")),
        page_permissions=("change_page", "lock_page"),
        collection_permissions=(
            ("wagtailimages", "choose_image"),
            ("wagtaildocs", "choose_document"),
        ),
    ),
    Role(name=MODERATOR, model_permissions=(ENTER_THE_ADMIN, *MODERATE)),
    Role(name=FRONT_DESK, model_permissions=(ENTER_THE_ADMIN, *SUBMISSIONS)),
    Role(
        name=ADMINISTRATOR,
        model_permissions=(
            ENTER_THE_ADMIN,
            *SNIPPETS,
            *SEARCH,
            *SETTINGS,
            *PROBLEMS,
            *SUBMISSIONS,
            ("blog", "change_clinicalreviewsettings"),
            *EDITORIAL_CHECKS,
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


class PermissionsMissing(Refusal):
    """A role needs a permission that the database does not know yet."""


def _nothing(_: str) -> None:
    pass


@transaction.atomic
def make_roles(*, say: Callable[[str], None] = _nothing) -> dict[str, Group]:
    """Make the groups of all roles, or bring them back to what is written here.

    Only what differs is written, in one transaction: nobody who is at work meets a role without
    its permissions. Groups of other names, and who is in which group, stay as they are; but
    Wagtail's own "Moderators", which may publish and delete any page and has no queue, goes.

    Args:
        say: told each change, in a line.

    Returns:
        The groups by name.

    Raises:
        PermissionsMissing: when the migrations have not been run.
    """
    known = _known_permissions()
    root_page = Page.get_first_root_node()
    root_collection = Collection.get_first_root_node()
    groups = {}
    for role in ROLES:
        group, is_new = Group.objects.get_or_create(name=role.name)
        if is_new:
            say(f"{role.name}: made")
        _set_model_permissions(group, _found(role.model_permissions, known), say)
        on_pages = _found((("wagtailcore", name) for name in role.page_permissions), known)
        pages = GroupPagePermission.objects
        _set_place_permissions(group, pages, {"page": root_page}, on_pages, say)
        collections = GroupCollectionPermission.objects
        place = {"collection": root_collection}
        on_collections = _found(role.collection_permissions, known)
        _set_place_permissions(group, collections, place, on_collections, say)
        groups[role.name] = group
    _retire_stock_group([groups[EDITOR], groups[ADMINISTRATOR]], say)
    return groups


def _retire_stock_group(successors: list[Group], say: Callable[[str], None]) -> None:
    """Take Wagtail's own group away; where people or private pages need it, what it may do."""
    group = Group.objects.filter(name=STOCK_GROUP).first()
    if group is None:
        return
    for task in GroupApprovalTask.objects.filter(groups=group):
        task.groups.remove(group)
        task.groups.add(*successors)
        names = " and ".join(successor.name for successor in successors)
        say(f"{STOCK_GROUP}: the task “{task.name}” is for {names} now")
    people = group.user_set.count()
    private = (
        PageViewRestriction.objects.filter(groups=group).count()
        + CollectionViewRestriction.objects.filter(groups=group).count()
    )
    if not people and not private:
        group.delete()
        say(f"{STOCK_GROUP}: removed; Comment moderators look after replies")
        return
    _set_model_permissions(group, set(), say)
    places: tuple[Any, ...] = (GroupPagePermission.objects, GroupCollectionPermission.objects)
    removed = [manager.filter(group=group).delete()[0] for manager in places]
    if any(removed):
        say(
            f"{STOCK_GROUP}: may do nothing any more, and is kept for {people} members and "
            f"{private} private pages or collections. Give them a role of the team under Settings, "
            "Users; run this again when nobody needs it."
        )


def _set_model_permissions(
    group: Group, wanted: set[Permission], say: Callable[[str], None]
) -> None:
    found = set(group.permissions.select_related("content_type"))
    group.permissions.add(*wanted - found)
    group.permissions.remove(*found - wanted)
    _tell(group, wanted - found, found - wanted, say)


def _set_place_permissions(
    group: Group,
    manager: Any,
    place: dict[str, Any],
    wanted: set[Permission],
    say: Callable[[str], None],
) -> None:
    """Set what a group may do in the whole tree of pages or collections, and nowhere else."""
    rows = manager.filter(group=group)
    beside = list(rows.exclude(**place).select_related("permission__content_type"))
    here = list(rows.filter(**place).select_related("permission__content_type"))
    found = {row.permission for row in here}
    rows.filter(pk__in=[row.pk for row in beside]).delete()
    rows.filter(permission__in=found - wanted).delete()
    for permission in wanted - found:
        manager.create(group=group, permission=permission, **place)
    lost = (found - wanted) | {row.permission for row in beside}
    _tell(group, wanted - found, lost, say)


def _tell(
    group: Group, added: set[Permission], removed: set[Permission], say: Callable[[str], None]
) -> None:
    for sign, permissions in (("+", added), ("-", removed)):
        for name in sorted(f"{p.content_type.app_label}.{p.codename}" for p in permissions):
            say(f"{group.name}: {sign}{name}")


def _known_permissions() -> dict[tuple[str, str], Permission]:
    """Return all permissions by app and codename, in one query."""
    return {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }


def _found(
    pairs: Iterable[tuple[str, str]], known: dict[tuple[str, str], Permission]
) -> set[Permission]:
    try:
        return {known[pair] for pair in pairs}
    except KeyError as error:
        app_label, codename = error.args[0]
        raise PermissionsMissing(
            f"The permission {app_label}.{codename} does not exist yet. Run manage.py migrate, "
            "which makes it, and then this again."
        ) from None
