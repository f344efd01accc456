"""Every address of the admin, with the numbers of things that a test has made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.settings.registry import registry as settings_registry

ADMIN = "/admin/"
# A placeholder of a path, or a group of a regular expression.
PLACEHOLDER = re.compile(r"<(?:\w+:)?(?P<path>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)")
# How placeholders end that stand for a kind of thing: the table names it.
KIND = ("app_label", "app_name", "model_name", "action_name")
# The last pattern of Wagtail's, for whatever does not exist.
CATCH_ALL = re.compile(r"\^?\.\*/?\$?$")


@dataclass(frozen=True)
class Address:
    """One address of the admin.

    Args:
        pattern: as the table has it, `#` in the place of a thing's number.
        path: the same with a thing's number, as it is asked for.
    """

    pattern: str
    path: str


class Unknown(Exception):  # noqa: N818 - what it is
    """The test has nothing to put into an address."""


def addresses(things: dict[str, Any]) -> list[Address]:
    """Return every address below /admin/, one for each kind of thing that it is about.

    Args:
        things: the number of a thing by the beginning of a pattern and the placeholder's name, or
            by the name alone: `{"page_id": 3, "/admin/users/ pk": 7}`.

    Raises:
        Unknown: with what to add, when a placeholder is of no known thing.
    """
    found: dict[str, Address] = {}
    for route in _routes(get_resolver().url_patterns):
        if not route.startswith(ADMIN) or CATCH_ALL.search(route):
            continue
        for spelled in _spelled_out(route):
            address = _filled(spelled, things)
            found.setdefault(address.pattern, address)
    return list(found.values())


def _routes(patterns: list[Any], prefix: str = "/") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern.url_patterns, route)


def _spelled_out(route: str) -> Iterator[str]:
    """Name the models of a pattern that is for many: each has rights of its own."""
    if route.startswith("/admin/bulk/"):
        bulk_action_registry.get_bulk_actions_for_model("", "")  # collects them
        for app_label, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                for action in actions:
                    args = [app_label, model, action]
                    yield reverse("wagtail_bulk_action", args=args) + "?id=<bulk>"
    elif route.startswith("/admin/settings/<"):
        for model in settings_registry:
            name = f"{model._meta.app_label}/{model._meta.model_name}"
            yield route.replace("<slug:app_name>/<slug:model_name>", name)
    else:
        yield route


def _filled(route: str, things: dict[str, Any]) -> Address:
    def value(match: re.Match[str]) -> str:
        name = match["path"] or match["group"]
        places = [key.split(" ")[0] for key in things if key.endswith(f" {name}")]
        place = max((place for place in places if route.startswith(place)), key=len, default="")
        key = f"{place} {name}" if place else name
        if key not in things:
            raise Unknown(f'{route}: add what "{name}" is there to `things` in test_access.py')
        return str(things[key])

    plain = route.replace("^", "").replace("$", "").replace("\\.", ".")
    path = PLACEHOLDER.sub(value, plain)

    def shown(match: re.Match[str]) -> str:
        is_kind = (match["path"] or match["group"]).endswith(KIND)
        return value(match) if is_kind else "#"

    return Address(PLACEHOLDER.sub(shown, plain), path)
