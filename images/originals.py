"""Who may see the original of an image: the whole picture, as it was sent."""

from typing import Any

from django.db.models import Q
from wagtail.permissions import policy_registry

from .models import CustomImage


def image_of(path: str) -> CustomImage | None:
    """Return the image whose original a file is, or whose rendition in full size.

    Args:
        path: below MEDIA_ROOT.
    """
    found = CustomImage.objects.filter(Q(file=path) | Q(renditions__file=path))
    image: CustomImage | None = found.first()
    return image


def may_see_original(user: Any, image: CustomImage) -> bool:
    """Return whether a user may see the whole picture: who may put it on a page, or change it."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(CustomImage)
    return bool(
        policy.user_has_any_permission_for_instance(user, ["choose", "change", "delete"], image)
    )
