"""The user model, the roles and their permissions."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may log in, and as what."""

    name = "accounts"

    def ready(self) -> None:
        """Tell the registry what log-ins keep."""
        from accounts.privacy import register_holdings

        register_holdings()
