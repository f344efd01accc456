"""The user model, the roles and their permissions."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may log in, and as what."""

    name = "accounts"

    def ready(self) -> None:
        """Tell the registry what log-ins keep, and register what follows from log-ins."""
        from accounts import receivers, resetting  # noqa: F401
        from accounts.privacy import register_holdings

        register_holdings()
