"""Who has a permission."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet


def users_with(permission: str) -> QuerySet[Any]:
    """Return the active users who have a permission: by themselves, by a group or as superuser.

    Args:
        permission: such as `django_comments.can_moderate`.
    """
    app_label, codename = permission.split(".")
    rows = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    return (
        get_user_model()
        ._default_manager.filter(is_active=True)
        .filter(
            Q(is_superuser=True) | Q(user_permissions__in=rows) | Q(groups__permissions__in=rows)
        )
        .distinct()
    )
