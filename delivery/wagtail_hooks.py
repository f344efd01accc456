"""What is delivered to machines, in the admin's menu and audit log."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from core.wagtail_internals import LogActionRegistry
from delivery.admin.deliveries import WebhookDeliveryViewSet
from delivery.admin.permissions import register_policies
from delivery.admin.tokens import ApiTokenViewSet
from delivery.admin.webhooks import WebhookViewSet
from delivery.published import staleness
from images.models import CustomDocument, CustomImage

register_policies()


class DeliveryGroup(ViewSetGroup):
    """The section of the admin's menu."""

    menu_label = "Delivery"
    menu_icon = "globe"
    menu_order = 600
    items = (WebhookViewSet, WebhookDeliveryViewSet, ApiTokenViewSet)


@hooks.register("register_admin_viewset")
def register_viewsets() -> DeliveryGroup:
    """Add webhooks, their deliveries and tokens."""
    return DeliveryGroup()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to webhooks and tokens in the audit log."""
    actions.register_action(
        "delivery.show_secret", "Show a webhook's secret", "Webhook's secret shown"
    )
    actions.register_action("delivery.revoke_token", "Revoke an API token", "API token revoked")


@hooks.register("after_bulk_action")
def files_moved(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> None:
    """Render the posts anew that show files which were moved to another collection in bulk.

    Wagtail moves them by one UPDATE, without a signal.
    """
    for thing in objects:
        if isinstance(thing, (CustomImage, CustomDocument)):
            staleness.mark_showing(thing)
