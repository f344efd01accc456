"""What is kept about members of the team."""

from typing import Any

from accounts import throttle
from accounts.models import User
from core.personal_data import Holding, register


def export_accounts(email: str) -> list[dict[str, Any]]:
    """Return the log-in of an e-mail address, if it has one."""
    return [
        {
            "name": user.get_full_name(),
            "roles": sorted(user.groups.values_list("name", flat=True)),
            "is_active": user.is_active,
            "since": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
        }
        for user in User.objects.filter(email__iexact=email)
    ]


def export_nothing(email: str) -> list[dict[str, Any]]:
    """Return nothing: from a counter nobody can be told, not even by who asks for themselves."""
    return []


def register_holdings() -> None:
    """Tell the registry what log-ins keep about people."""
    register(
        Holding(
            name="password_tries",
            label="How often a password was wrong, by keyed hashes of address and network",
            kept="for 7 days after the last time",
            export=export_nothing,
            erase=None,
            purge=throttle.purge,
        )
    )
    register(
        Holding(
            name="staff_accounts",
            label="Log-ins of the team",
            kept="until an administrator deletes them under Settings, Users: what somebody "
            "published and decided stays the clinic's record",
            export=export_accounts,
            erase=None,
        )
    )
