"""The user model, the roles and their permissions."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may log in, and as what."""

    name = "accounts"
