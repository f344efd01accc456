"""The registry of what is kept about people: shown, erased and purged by one door.

Each app registers its holdings when it is ready, and nothing here knows what they are. A person is
known by an e-mail address: nothing else of a reader is kept that says who they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction


@dataclass(frozen=True)
class Holding:
    """A kind of thing that is kept about people.

    Args:
        name: names it in exports, such as `replies`.
        label: what it is, for people, such as "Replies".
        kept: for how long, in words; docs/privacy.md says the same.
        export: returns what is kept about the owner of an address, ready for JSON.
        erase: erases it, and returns how much it was; None where the law or the person's own work
            asks for another way, which `kept` then names.
        purge: deletes what is too old, and returns how much it was; None where nothing gets old.
    """

    name: str
    label: str
    kept: str
    export: Callable[[str], list[dict[str, Any]]]
    erase: Callable[[str, datetime], int] | None
    purge: Callable[[datetime], int] | None = None


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Add a holding, once an app is ready.

    Raises:
        ValueError: when another one has its name.
    """
    if _holdings.get(holding.name, holding) != holding:
        raise ValueError(f"There is a holding named {holding.name!r} already.")
    _holdings[holding.name] = holding


def holdings() -> list[Holding]:
    """Return all holdings, in the order of their names."""
    return [_holdings[name] for name in sorted(_holdings)]


def export_person(email: str) -> dict[str, Any]:
    """Return everything that is kept about the owner of an e-mail address, ready for JSON."""
    return {"email": email} | {each.name: each.export(email) for each in holdings()}


@transaction.atomic
def erase_person(email: str, *, now: datetime) -> dict[str, int]:
    """Erase everything that is kept about the owner of an e-mail address, or nothing.

    Returns:
        How much was erased, by the name of the holding.
    """
    return {each.name: each.erase(email, now) for each in holdings() if each.erase}


def purge(now: datetime) -> dict[str, int]:
    """Delete what is older than it may be; return how much, by the name of the holding."""
    return {each.name: each.purge(now) for each in holdings() if each.purge}
