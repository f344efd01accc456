"""Who may change whose log-in, and who may give whom which role."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from accounts.models import User
from accounts.roles import ROLES, STOCK_GROUP

CHANGE = "accounts.change_user"


def may_change(by: Any, user: Any) -> bool:
    """Return whether `by` may change `user`: nobody changes who may do more.

    Args:
        by: who is logged in.
        user: the user whom it is about.
    """
    if by.is_superuser or not by.has_perm(CHANGE):
        return bool(by.is_superuser)
    return bool(by == user) or not superiors_of(by).filter(pk=user.pk).exists()


def superiors_of(by: Any) -> QuerySet[User]:
    """Return the users who may do what neither `by` nor a role of the team may.

    Args:
        by: who is logged in.
    """
    if by.is_superuser:
        return User.objects.none()
    return User.objects.filter(
        Q(is_superuser=True)
        | Q(groups__in=Group.objects.exclude(pk__in=roles_open_to(by).values("pk")))
        | Q(user_permissions__in=_permissions_beyond(by))
    ).distinct()


def roles_open_to(by: Any) -> QuerySet[Group]:
    """Return the roles that `by` may give to others.

    An administrator appoints clinical reviewers without being one, so the roles of the team are
    open; a group that somebody made for more than these is not.

    Args:
        by: who is logged in.
    """
    if by.is_superuser:
        return Group.objects.all()
    beyond = _permissions_beyond(by)
    allowing_more = Group.objects.filter(
        Q(permissions__in=beyond)
        | Q(page_permissions__permission__in=beyond)
        | Q(collection_permissions__permission__in=beyond)
    )
    return Group.objects.exclude(pk__in=allowing_more.values("pk"))


def roles_to_give(by: Any) -> QuerySet[Group]:
    """Return the roles that a form offers: Wagtail's own moderators are none of the team's."""
    return roles_open_to(by).exclude(name=STOCK_GROUP)


def _permissions_beyond(by: Any) -> QuerySet[Permission]:
    """Return what neither a role of the team nor `by` may do."""
    known = by.get_all_permissions() | {
        f"{app_label}.{codename}"
        for role in ROLES
        for app_label, codename in (
            *role.model_permissions,
            *role.collection_permissions,
            *(("wagtailcore", codename) for codename in role.page_permissions),
        )
    }
    name = Concat("content_type__app_label", Value("."), "codename")
    return Permission.objects.alias(full_name=name).exclude(full_name__in=known).only("pk")
