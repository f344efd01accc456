"""Wagtail's users, with views of our own."""

from wagtail.users.apps import WagtailUsersAppConfig


class TeamConfig(WagtailUsersAppConfig):
    """Puts two-factor log-in into Wagtail's list and form of users."""

    user_viewset = "accounts.users.views.TeamViewSet"
